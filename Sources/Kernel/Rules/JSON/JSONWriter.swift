/// Writes JSON as UTF-8. What needs no escape is copied in pieces, not character by character.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: plain("null")
        case .bool(let truth): plain(truth ? "true" : "false")
        case .int(let number): plain(String(number))
        case .double(let number): plain(number.isFinite ? number.description : "null")
        case .string(let string): quoted(string)
        case .array(let items):
            bytes.append(0x5B)
            for position in items.indices {
                if position > 0 { bytes.append(0x2C) }
                write(items[position])
            }
            bytes.append(0x5D)
        case .object(let object):
            bytes.append(0x7B)
            for position in object.members.indices {
                if position > 0 { bytes.append(0x2C) }
                quoted(object.members[position].name)
                bytes.append(0x3A)
                write(object.members[position].value)
            }
            bytes.append(0x7D)
        }
    }

    private mutating func plain(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func quoted(_ text: String) {
        var text = text
        text.withUTF8 { content in
            bytes.reserveCapacity(bytes.count + content.count + 2)
            bytes.append(0x22)
            var copied = 0
            for position in content.indices {
                guard let (escape, length) = Self.escape(at: position, of: content) else { continue }
                bytes.append(contentsOf: content[copied..<position])
                bytes.append(contentsOf: escape.utf8)
                copied = position + length
            }
            bytes.append(contentsOf: content[copied...])
            bytes.append(0x22)
        }
    }

    /// How what begins there must be written, and how many bytes it takes; nil when as it is. U+2028 and U+2029 end lines
    /// in scripts.
    private static func escape(
        at position: Int, of content: UnsafeBufferPointer<UInt8>
    ) -> (escape: String, length: Int)? {
        switch content[position] {
        case 0x22: return ("\\\"", 1)
        case 0x5C: return ("\\\\", 1)
        case 0x0A: return ("\\n", 1)
        case 0x0D: return ("\\r", 1)
        case 0x09: return ("\\t", 1)
        case let control where control < 0x20:
            return ((control < 0x10 ? "\\u000" : "\\u00") + String(control, radix: 16), 1)
        case 0xE2 where position + 2 < content.count && content[position + 1] == 0x80:
            switch content[position + 2] {
            case 0xA8: return ("\\u2028", 3)
            case 0xA9: return ("\\u2029", 3)
            default: return nil
            }
        default: return nil
        }
    }
}
