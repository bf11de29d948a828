/// A QR code (ISO/IEC 18004) of a short address: bytes, error correction level M (15 % may be dirty or torn), versions
/// 1 to 9.
struct QRCode: Sendable {
    /// Modules on a side, without the quiet zone.
    let size: Int
    private let dark: [[Bool]]

    /// Nil for a text over 180 bytes.
    init?(_ text: String) {
        guard let words = QRWords(Array(text.utf8)) else { return nil }
        let blank = QRCanvas(version: words.version)
        // The mask whose picture is least likely to confuse a reader.
        let drawn = (0..<8).map { blank.filled(with: words.bits, mask: $0) }
        guard let best = drawn.min(by: { $0.penalty < $1.penalty }) else { return nil }
        size = best.size
        dark = best.dark
    }

    func isDark(_ row: Int, _ column: Int) -> Bool { dark[row][column] }

    /// For an SVG of `size + 8` units: the dark modules, four units of quiet zone around them.
    var path: String {
        var path = ""
        for (row, line) in dark.enumerated() {
            var column = 0
            while column < size {
                guard line[column] else {
                    column += 1
                    continue
                }
                let end = line[column...].firstIndex(of: false) ?? size
                path += "M\(column + 4) \(row + 4)h\(end - column)v1h-\(end - column)z"
                column = end
            }
        }
        return path
    }
}
