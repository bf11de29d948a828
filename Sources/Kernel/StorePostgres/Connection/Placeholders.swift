/// The common subset marks values with `?`, PostgreSQL with `$1`, `$2`, …
enum Placeholders {
    /// A question mark inside quotes or a comment is left alone.
    static func numbered(_ text: String) -> String {
        guard text.utf8.contains(Mark.question) else { return text }
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count + 16)
        var number = 0
        var quote: UInt8?
        var isComment = false
        var last: UInt8 = 0
        for byte in text.utf8 {
            defer { last = byte }
            if isComment {
                isComment = byte != Mark.newline
            } else if let open = quote {
                // A doubled quote closes and opens again.
                if byte == open { quote = nil }
            } else if byte == Mark.single || byte == Mark.double {
                quote = byte
            } else if byte == Mark.dash && last == Mark.dash {
                isComment = true
            } else if byte == Mark.question {
                number += 1
                out += "$\(number)".utf8
                continue
            }
            out.append(byte)
        }
        return String(decoding: out, as: UTF8.self)
    }

    private enum Mark {
        static let question = UInt8(ascii: "?")
        static let single = UInt8(ascii: "'")
        static let double = UInt8(ascii: "\"")
        static let dash = UInt8(ascii: "-")
        static let newline = UInt8(ascii: "\n")
    }
}
