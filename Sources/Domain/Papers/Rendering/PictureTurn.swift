/// How a picture is turned to be seen upright (Exif 2.32, tag 0x0112).
enum PictureTurn: Int {
    case none = 1, mirrored, upsideDown, flipped, transposed, right, transversed, left

    var swapsSides: Bool { rawValue >= 5 }

    /// Where a point goes: `x' = xx·x + xy·y + x0`, `y' = yx·x + yy·y + y0`, for a picture of this width and height.
    func matrix(_ width: Double, _ height: Double) -> (
        xx: Double, yx: Double, xy: Double, yy: Double, x0: Double, y0: Double
    ) {
        switch self {
        case .none: (1, 0, 0, 1, 0, 0)
        case .mirrored: (-1, 0, 0, 1, width, 0)
        case .upsideDown: (-1, 0, 0, -1, width, height)
        case .flipped: (1, 0, 0, -1, 0, height)
        case .transposed: (0, 1, 1, 0, 0, 0)
        case .right: (0, 1, -1, 0, height, 0)
        case .transversed: (0, -1, -1, 0, height, width)
        case .left: (0, -1, 1, 0, 0, width)
        }
    }
}
