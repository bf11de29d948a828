/// Strings as sequences of Unicode code points, which is what the language compares. Swift's own `==` holds
/// "é" and "e" with an accent for equal; the language does not. UTF-8 bytes keep the order of code points.
enum CodePoints {
    static func same(_ left: String, _ right: String) -> Bool {
        let (a, b) = (left.utf8, right.utf8)
        return a.count == b.count && a.elementsEqual(b)
    }

    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    static func hash(_ text: String, into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(UInt8(0xFF))
    }

    static func contains(_ text: String, _ part: String) -> Bool {
        var (text, part) = (text, part)
        return text.withUTF8 { haystack in
            part.withUTF8 { needle in
                guard let first = needle.first else { return true }
                guard haystack.count >= needle.count else { return false }
                for start in 0...(haystack.count - needle.count) where haystack[start] == first {
                    if haystack[start..<(start + needle.count)].elementsEqual(needle) { return true }
                }
                return false
            }
        }
    }

    static func starts(_ text: String, _ part: String) -> Bool { text.utf8.starts(with: part.utf8) }

    static func ends(_ text: String, _ part: String) -> Bool { text.utf8.reversed().starts(with: part.utf8.reversed()) }
}
