/// Says what a file is by its bytes and refuses what may not come in. Pure; decodes nothing.
package enum PaperSniffer {
    /// Points of a picture beyond which opening it would cost a reader's memory.
    package static let mostPixels = 60_000_000

    package static func sniff(_ bytes: [UInt8]) throws(PapersProblem) -> PaperKind {
        guard !bytes.isEmpty else { throw .empty }
        let file = FileReader(bytes: bytes)
        if isPNG(bytes) {
            try check(png(file))
            return .png
        }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            try check(jpeg(file))
            return .jpeg
        }
        if file.has("RIFF", at: 0), file.has("WEBP", at: 8) {
            try check(webp(file))
            return .webp
        }
        if file.has("ftyp", at: 4), isHEIC(file) {
            try check(heic(file))
            return .heic
        }
        if file.has("%PDF-", at: 0) {
            try PDFInspection(file).check()
            return .pdf
        }
        throw .unknownKind
    }

    static func isPNG(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) }

    /// Of a JPEG or PNG, in points; nil for what is neither.
    static func size(of bytes: [UInt8], _ kind: PaperKind) -> Size? {
        let file = FileReader(bytes: bytes)
        return switch kind {
        case .jpeg: jpeg(file)
        case .png: png(file)
        case .webp, .heic, .pdf: nil
        }
    }

    struct Size {
        let width: Int
        let height: Int

        /// Each side is at most 32 bits wide; a product past the largest number is that number.
        var pixels: Int {
            let (product, overflow) = width.multipliedReportingOverflow(by: height)
            return overflow ? .max : product
        }
    }

    private static func check(_ size: Size?) throws(PapersProblem) {
        guard let size, size.width > 0, size.height > 0 else { throw .damaged }
        if size.pixels > mostPixels { throw .tooManyPixels }
    }

    /// PNG (ISO/IEC 15948): signature, IHDR first, IEND last.
    private static func png(_ file: FileReader) -> Size? {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard file.bytes.starts(with: signature), file.big32(8) == 13, file.has("IHDR", at: 12),
            let width = file.big32(16), let height = file.big32(20), file.has("IEND", at: file.bytes.count - 8)
        else { return nil }
        return Size(width: width, height: height)
    }

    /// JPEG (ITU-T T.81): walks the segments to the frame header; the end marker stands near the end.
    private static func jpeg(_ file: FileReader) -> Size? {
        let tail = file.bytes.suffix(64)
        guard zip(tail, tail.dropFirst()).contains(where: { $0 == 0xFF && $1 == 0xD9 }) else { return nil }
        var place = 2
        while let marker = file.byte(place + 1), file.byte(place) == 0xFF {
            if marker == 0xFF {
                place += 1
                continue
            }
            guard let length = file.big16(place + 2), length >= 2 else { return nil }
            let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
            if isFrame {
                guard let height = file.big16(place + 5), let width = file.big16(place + 7) else { return nil }
                return Size(width: width, height: height)
            }
            if marker == 0xDA || marker == 0xD9 { return nil }
            place += 2 + length
        }
        return nil
    }

    /// WebP container: the size in the RIFF header is the file's, then VP8, VP8L or VP8X.
    private static func webp(_ file: FileReader) -> Size? {
        guard let length = file.little32(4), length + 8 <= file.bytes.count else { return nil }
        if file.has("VP8X", at: 12), let width = file.little24(24), let height = file.little24(27) {
            return Size(width: width + 1, height: height + 1)
        }
        if file.has("VP8L", at: 12), file.byte(20) == 0x2F, let bits = file.little32(21) {
            return Size(width: bits & 0x3FFF + 1, height: bits >> 14 & 0x3FFF + 1)
        }
        if file.has("VP8 ", at: 12), let width = file.little16(26), let height = file.little16(28) {
            return Size(width: width & 0x3FFF, height: height & 0x3FFF)
        }
        return nil
    }

    private static let heicBrands: Set<String> = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"]

    private static func isHEIC(_ file: FileReader) -> Bool {
        guard let length = file.big32(0), (16...256).contains(length), length <= file.bytes.count else { return false }
        let places = [8] + stride(from: 16, to: length, by: 4)
        return places.contains {
            heicBrands.contains(String(decoding: file.bytes[$0..<min($0 + 4, length)], as: UTF8.self))
        }
    }

    /// HEIF (ISO/IEC 23008-12): the largest `ispe` property gives the picture's size.
    private static func heic(_ file: FileReader) -> Size? {
        var largest: Size?
        var from = 0
        let end = min(file.bytes.count, 1 << 20)
        while let place = file.find("ispe", in: from..<end) {
            if let width = file.big32(place + 8), let height = file.big32(place + 12) {
                let size = Size(width: width, height: height)
                if size.pixels > largest?.pixels ?? 0 { largest = size }
            }
            from = place + 4
        }
        return largest
    }
}
