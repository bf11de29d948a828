import Foundation

/// Vietnamese text as the house compares, sorts and sends it: our own tables over Unicode, because Foundation's folding
/// is seven times slower and leaves the đ.
package enum VietnameseText {
    /// What search compares: lower case, no marks, đ as d, runs of white space as one space, none at the ends.
    ///
    /// Precomposed and decomposed input fold alike, and folding twice changes nothing. Other Latin letters lose their
    /// marks too (é, ø, ł); other scripts are lower-cased and kept.
    package static func fold(_ text: some StringProtocol) -> String {
        let text = String(text)
        if let folded = plain(text, lowercased: true, collapsed: true) { return folded }
        return plain(composed(text), lowercased: true, collapsed: true, keepsForeignMarks: true) ?? text
    }

    /// The unaccented form for messages billed by the character: `Đăng ký` becomes `Dang ky`. Case and spacing stay.
    package static func withoutMarks(_ text: some StringProtocol) -> String {
        let text = String(text)
        if let stripped = plain(text, lowercased: false, collapsed: false) { return stripped }
        return plain(composed(text), lowercased: false, collapsed: false, keepsForeignMarks: true) ?? text
    }

    /// The text in Unicode's form C, which is how the house stores and prints.
    package static func nfc(_ text: some StringProtocol) -> String {
        let text = String(text)
        // Nothing below U+0300 and nothing in Latin Extended Additional changes under composition.
        let settled = text.unicodeScalars.allSatisfy { $0.value < 0x300 || (0x1E00...0x1EFF).contains($0.value) }
        return settled ? text : composed(text)
    }

    /// Whether the text has no control characters, U+0000 above all, except new line and tab.
    package static func isCleanText(_ text: some StringProtocol) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x09, 0x0A: true
            case 0..<0x20, 0x7F...0x9F: false
            default: true
            }
        }
    }

    private static func composed(_ text: String) -> String { text.precomposedStringWithCanonicalMapping }

    /// Nil when a combining mark stands on a letter of another script: such text must be composed first, so that й is
    /// one letter however it was typed.
    private static func plain(
        _ text: String, lowercased: Bool, collapsed: Bool, keepsForeignMarks: Bool = false
    ) -> String? {
        var text = text
        var needsComposing = false
        let bytes = text.withUTF8 { source -> [UInt8] in
            var writer = PlainWriter(lowercased: lowercased, collapsed: collapsed, capacity: source.count)
            var index = 0
            while index < source.count {
                let byte = source[index]
                if byte < 0x80 {
                    writer.ascii(byte)
                    index += 1
                } else {
                    let (scalar, length) = decode(source, at: index)
                    index += length
                    if !writer.scalar(scalar, keepsForeignMarks: keepsForeignMarks) {
                        needsComposing = true
                        break
                    }
                }
            }
            return writer.finished()
        }
        return needsComposing ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// Reads one scalar of more than one byte; a `String`'s bytes are always valid UTF-8.
    private static func decode(_ source: UnsafeBufferPointer<UInt8>, at index: Int) -> (UInt32, length: Int) {
        let first = UInt32(source[index])
        func next(_ offset: Int) -> UInt32 { UInt32(source[index + offset] & 0x3F) }
        if first < 0xE0 { return ((first & 0x1F) << 6 | next(1), 2) }
        if first < 0xF0 { return ((first & 0x0F) << 12 | next(1) << 6 | next(2), 3) }
        return ((first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
    }
}
