import Testing

@testable import Web

@Suite struct QRCodeTests {
    /// As a reader that is not ours (zbar) read it.
    private static let picture = """
        #######..#.....##.###.#######
        #.....#....#......#.#.#.....#
        #.###.#.#.###.#.#...#.#.###.#
        #.###.#.#..#....####..#.###.#
        #.###.#.####.###.#.##.#.###.#
        #.....#.#..#.####...#.#.....#
        #######.#.#.#.#.#.#.#.#######
        ........###..#.#...##........
        #.#####....#..##...##.#####..
        .....#.........#####.##.#...#
        ..##..##..#.#.....#.#.#......
        ....##.###.#..#.#.#.#.##.#.#.
        .#..###.#.#.#...###.#....##..
        .##..#.#.#...###...##.###...#
        ###.###.#....######.#....##..
        .####......#.#.#..#.##.##..#.
        ##.##.#.....#.##.##.#..#.##..
        #..#....###....##..##.###.#.#
        #.###.##...##....#..##....#..
        #.##.#...#..#.#.#.##.###...#.
        #..#..##..###...###.#####.###
        ........#....###.##.#...#####
        #######.....#####..##.#.###..
        #.....#.#....#.#...##...#....
        #.###.#.###...##.##.#####.#.#
        #.###.#.#.#.##.##..#.....##..
        #.###.#.##..#.....#####.####.
        #.....#....#.##.#...##.###.#.
        #######.#.##......#.....#.#..
        """

    private func rows(_ code: QRCode) -> [String] {
        (0..<code.size).map { row in (0..<code.size).map { code.isDark(row, $0) ? "#" : "." }.joined() }
    }

    @Test func `the picture of an address is the one a reader reads`() throws {
        let code = try #require(QRCode("https://a.vn/tra-cuu?ma=H26-1"))

        #expect(rows(code).joined(separator: "\n") == Self.picture)
    }

    @Test func `a longer text takes a larger square, and 181 bytes none`() throws {
        let sizes = [1, 14, 15, 62, 63, 180].map { QRCode(String(repeating: "x", count: $0))?.size }

        #expect(sizes == [21, 21, 25, 33, 37, 53])
        #expect(QRCode(String(repeating: "x", count: 181)) == nil)
    }

    @Test func `the drawing has the same modules, four units from every edge`() throws {
        let code = try #require(QRCode("A"))
        let runs = code.path.matches(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/)
        var drawn = [[Bool]](repeating: [Bool](repeating: false, count: code.size), count: code.size)
        for run in runs {
            let (column, row, length) = (Int(run.1) ?? 0, Int(run.2) ?? 0, Int(run.3) ?? 0)
            for step in 0..<length { drawn[row - 4][column - 4 + step] = true }
        }

        #expect(drawn == (0..<code.size).map { row in (0..<code.size).map { code.isDark(row, $0) } })
    }
}
