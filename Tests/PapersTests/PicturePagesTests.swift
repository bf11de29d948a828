import Civic
import Foundation
import Testing

@testable import Papers

/// Photographs of papers as one PDF.
struct PicturePagesTests {
    @Test(arguments: [
        // How a corner of the stored picture is seen, for each way a camera may be held.
        (1, 0.0, 0.0), (2, 30.0, 0.0), (3, 30.0, 20.0), (4, 0.0, 20.0), (5, 0.0, 0.0), (6, 20.0, 0.0), (7, 20.0, 30.0),
        (8, 0.0, 30.0),
    ])
    func `a picture is turned as the camera was held`(orientation: Int, x: Double, y: Double) {
        let turn = PictureTurn(orientation)
        let way = turn.matrix(30, 20)

        #expect(way.x0 == x && way.y0 == y, "where the stored upper left corner is seen")
        let farX = way.xx * 30 + way.xy * 20 + way.x0
        let farY = way.yx * 30 + way.yy * 20 + way.y0
        let (width, height) = turn.swapsSides ? (20.0, 30.0) : (30.0, 20.0)
        #expect((0...width).contains(farX) && (0...height).contains(farY) && (farX, farY) != (x, y))
        #expect(
            JPEGPrivacy.orientation(of: JPEGPrivacy.stripped(TinyFile.jpeg(orientation: UInt8(orientation))))
                ?? 1 == orientation)
    }
}
