/// Writes text without its marks, byte by byte.
struct PlainWriter {
    private let lowercased: Bool
    private let collapsed: Bool
    private var bytes: [UInt8] = []
    private var owesSpace = false
    private var lastIsLatin = true

    init(lowercased: Bool, collapsed: Bool, capacity: Int) {
        self.lowercased = lowercased
        self.collapsed = collapsed
        bytes.reserveCapacity(capacity)
    }

    mutating func ascii(_ byte: UInt8) {
        lastIsLatin = true
        if collapsed, byte == 0x20 || (0x09...0x0D).contains(byte) {
            owesSpace = !bytes.isEmpty
            return
        }
        write(lowercased && (0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    }

    /// False when the scalar is a combining mark on a letter of another script and those are not to be kept.
    mutating func scalar(_ value: UInt32, keepsForeignMarks: Bool) -> Bool {
        switch value {
        case 0x300...0x36F:
            if lastIsLatin { return true }
            guard keepsForeignMarks else { return false }
            return other(value)
        case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
            ascii(0x20)
        case 0xAD, 0x200B...0x200D, 0x2060, 0xFEFF:
            // Invisible: soft hyphen, zero-width characters, byte order mark.
            break
        case 0xFF01...0xFF5E:
            // The full-width forms some keyboards give.
            ascii(UInt8(value - 0xFEE0))
        default:
            if let index = LatinLetters.index(value), LatinLetters.plain[index] != LatinLetters.nothing {
                ascii(LatinLetters.plain[index])
            } else if let letters = LatinLetters.spelledOut(value) {
                letters.withUTF8Buffer { for byte in $0 { ascii(byte) } }
            } else {
                return other(value)
            }
        }
        return true
    }

    private mutating func other(_ value: UInt32) -> Bool {
        guard let scalar = Unicode.Scalar(value) else { return true }
        lastIsLatin = false
        if lowercased {
            for lowered in scalar.properties.lowercaseMapping.unicodeScalars {
                // A few capitals outside the tables have their small letter inside (the ångström sign).
                if let index = LatinLetters.index(lowered.value), LatinLetters.plain[index] != LatinLetters.nothing {
                    ascii(LatinLetters.plain[index])
                } else {
                    for byte in UTF8.encode(lowered) ?? UTF8.encodedReplacementCharacter { write(byte) }
                }
            }
        } else {
            for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { write(byte) }
        }
        return true
    }

    private mutating func write(_ byte: UInt8) {
        if owesSpace {
            bytes.append(0x20)
            owesSpace = false
        }
        bytes.append(byte)
    }

    consuming func finished() -> [UInt8] { bytes }
}
