import Civic

/// Bytes of a form as text the house may keep: valid UTF-8, form C, no control characters.
enum FormText {
    static func clean(_ bytes: some Collection<UInt8>) throws(DoorProblem) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .badForm(.encoding) }
        var scalars = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0D: scalars.append("\n")
            case 0x0A: if !afterReturn { scalars.append("\n") }
            // Word processors paste these between lines.
            case 0x0B, 0x0C, 0x2028, 0x2029: scalars.append("\n")
            case 0x09: scalars.append(scalar)
            case 0..<0x20, 0x7F...0x9F: throw .badForm(.controlCharacters)
            default: scalars.append(scalar)
            }
            afterReturn = scalar.value == 0x0D
        }
        return VietnameseText.nfc(String(scalars))
    }
}
