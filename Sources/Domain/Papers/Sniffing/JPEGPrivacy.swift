/// Takes the camera's notes (place, device, thumbnail) out of a JPEG and keeps the picture as it was.
///
/// Copies segments, drops APP1 (Exif, XMP) and APP13, and writes back the orientation alone. A file whose segments
/// cannot be followed is kept as uploaded.
package enum JPEGPrivacy {
    package static func stripped(_ bytes: [UInt8]) -> [UInt8] {
        let file = FileReader(bytes: bytes)
        guard bytes.starts(with: [0xFF, 0xD8]) else { return bytes }
        var kept: [UInt8] = []
        var orientation: Int?
        var place = 2
        var dropped = false
        while let marker = file.byte(place + 1), file.byte(place) == 0xFF, marker != 0xDA {
            guard let length = file.big16(place + 2), length >= 2, place + 2 + length <= bytes.count else {
                return bytes
            }
            let end = place + 2 + length
            if marker == 0xE1 || marker == 0xED {
                dropped = true
                orientation = orientation ?? Self.orientation(file, segment: place + 4..<end)
            } else {
                kept += bytes[place..<end]
            }
            place = end
        }
        guard dropped, file.byte(place + 1) == 0xDA else { return bytes }
        let note = orientation.map { (1...8).contains($0) && $0 != 1 ? segment(orientation: $0) : [] } ?? []
        return [0xFF, 0xD8] + note + kept + bytes[place...]
    }

    /// How the camera was held, where the file says so.
    static func orientation(of bytes: [UInt8]) -> Int? {
        let file = FileReader(bytes: bytes)
        var place = 2
        while let marker = file.byte(place + 1), file.byte(place) == 0xFF, marker != 0xDA {
            guard let length = file.big16(place + 2), length >= 2, place + 2 + length <= bytes.count else { return nil }
            let end = place + 2 + length
            if marker == 0xE1, let found = orientation(file, segment: place + 4..<end) { return found }
            place = end
        }
        return nil
    }

    /// Tag 0x0112 of the first directory of an Exif segment.
    private static func orientation(_ file: FileReader, segment: Range<Int>) -> Int? {
        guard file.has("Exif\u{0}\u{0}", at: segment.lowerBound) else { return nil }
        let base = segment.lowerBound + 6
        let isLittle = file.has("II", at: base)
        let read16 = { isLittle ? file.little16($0) : file.big16($0) }
        guard let offset = isLittle ? file.little32(base + 4) : file.big32(base + 4), offset < segment.count,
            let count = read16(base + offset)
        else { return nil }
        for index in 0..<min(count, 64) {
            let entry = base + offset + 2 + index * 12
            guard entry + 12 <= segment.upperBound else { return nil }
            if read16(entry) == 0x0112 { return read16(entry + 8) }
        }
        return nil
    }

    private static func segment(orientation: Int) -> [UInt8] {
        let tiff: [UInt8] = [
            0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0, 0, 0, 0, 0,
        ]
        let body = Array("Exif\u{0}\u{0}".utf8) + tiff
        let length = body.count + 2
        return [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 0xFF)] + body
    }
}
