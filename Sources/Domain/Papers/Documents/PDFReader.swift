/// Reads values of a PDF document out of bytes that may be anything: bounded in depth, never past the end.
struct PDFReader {
    /// What is wrong, for the log and for whoever mends the document.
    struct Fault: Error, Hashable {
        let what: String
        init(_ what: String) { self.what = what }
    }

    private static let deepest = 48

    let bytes: [UInt8]
    private(set) var place: Int

    init(_ bytes: [UInt8], at place: Int) {
        self.bytes = bytes
        self.place = max(0, place)
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0 || (9...13).contains(byte) && byte != 11 || byte == 32 }
    static func isRegular(_ byte: UInt8) -> Bool { !isSpace(byte) && !"()<>[]{}/%".utf8.contains(byte) }

    mutating func skipSpace() {
        while let byte = next {
            if byte == UInt8(ascii: "%") {
                while let byte = next, byte != 10, byte != 13 { place += 1 }
            } else if Self.isSpace(byte) {
                place += 1
            } else {
                return
            }
        }
    }

    func has(_ word: String) -> Bool {
        let word = Array(word.utf8)
        return place + word.count <= bytes.count && bytes[place..<place + word.count].elementsEqual(word)
    }

    mutating func take(_ word: String) -> Bool {
        guard has(word) else { return false }
        place += word.utf8.count
        return true
    }

    /// A run of letters and digits.
    mutating func word() -> String {
        let start = place
        while let byte = next, Self.isRegular(byte) { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    mutating func whole() throws(Fault) -> Int {
        skipSpace()
        let digits = word()
        guard digits.utf8.count <= 12, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(digits)
        else { throw Fault("a number is wanted at \(place)") }
        return value
    }

    mutating func value(depth: Int = 0) throws(Fault) -> PDFValue {
        guard depth < Self.deepest else { throw Fault("values lie too deep in one another") }
        skipSpace()
        guard let byte = next else { throw Fault("the document ends inside a value") }
        switch byte {
        case UInt8(ascii: "/"): return .name(try name())
        case UInt8(ascii: "("): return .string(try literal())
        case UInt8(ascii: "["):
            place += 1
            var values: [PDFValue] = []
            while true {
                skipSpace()
                if take("]") { return .array(values) }
                values.append(try value(depth: depth + 1))
            }
        case UInt8(ascii: "<"):
            if has("<<") { return .dictionary(try dictionary(depth: depth)) }
            return .string(try hexadecimal())
        default: return try plain()
        }
    }

    private mutating func dictionary(depth: Int) throws(Fault) -> PDFDictionary {
        place += 2
        var entries: [PDFDictionary.Entry] = []
        var keys: Set<String> = []
        while true {
            skipSpace()
            if take(">>") { return PDFDictionary(entries) }
            guard next == UInt8(ascii: "/") else { throw Fault("a name is wanted at \(place)") }
            let key = try name()
            // Readers differ in which of two they take, and attacks live from it.
            guard keys.insert(key).inserted else { throw Fault("/\(key) stands twice in a dictionary") }
            skipSpace()
            let start = place
            let value = try value(depth: depth + 1)
            entries.append(PDFDictionary.Entry(key: key, value: value, place: start..<place))
        }
    }

    private mutating func name() throws(Fault) -> String {
        place += 1
        var letters: [UInt8] = []
        while let byte = next, Self.isRegular(byte) {
            place += 1
            if byte == UInt8(ascii: "#"), let value = hexadecimalPair() {
                letters.append(value)
                place += 2
            } else {
                letters.append(byte)
            }
            guard letters.count <= 127 else { throw Fault("a name is too long") }
        }
        return String(decoding: letters, as: UTF8.self)
    }

    private func hexadecimalPair() -> UInt8? {
        guard place + 1 < bytes.count, let high = Self.digit(bytes[place]), let low = Self.digit(bytes[place + 1])
        else { return nil }
        return high << 4 | low
    }

    static func isHexadecimal(_ byte: UInt8) -> Bool { digit(byte) != nil }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    private mutating func hexadecimal() throws(Fault) -> [UInt8] {
        place += 1
        var value: [UInt8] = []
        var half: UInt8?
        while let byte = next {
            place += 1
            if byte == UInt8(ascii: ">") {
                if let half { value.append(half << 4) }
                return value
            }
            if Self.isSpace(byte) { continue }
            guard let digit = Self.digit(byte) else { throw Fault("no hexadecimal digit at \(place)") }
            if let first = half {
                value.append(first << 4 | digit)
                half = nil
            } else {
                half = digit
            }
        }
        throw Fault("a string without its end")
    }

    private mutating func literal() throws(Fault) -> [UInt8] {
        place += 1
        var value: [UInt8] = []
        var open = 1
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "("): open += 1
            case UInt8(ascii: ")"):
                open -= 1
                if open == 0 { return value }
            case UInt8(ascii: "\\"):
                if let escaped = escaped() { value.append(escaped) }
                continue
            default: break
            }
            value.append(byte)
        }
        throw Fault("a string without its end")
    }

    private mutating func escaped() -> UInt8? {
        guard let byte = next else { return nil }
        place += 1
        switch byte {
        case UInt8(ascii: "n"): return 10
        case UInt8(ascii: "r"): return 13
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "b"): return 8
        case UInt8(ascii: "f"): return 12
        case 10: return nil
        case 13:
            if next == 10 { place += 1 }
            return nil
        case 0x30...0x37:
            var code = Int(byte - 0x30)
            for _ in 0..<2 {
                guard let digit = next, (0x30...0x37).contains(digit) else { break }
                code = code * 8 + Int(digit - 0x30)
                place += 1
            }
            return UInt8(code & 0xFF)
        default: return byte
        }
    }

    /// A number, a reference, or one of the three words.
    private mutating func plain() throws(Fault) -> PDFValue {
        let word = word()
        switch word {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        default: break
        }
        guard !word.isEmpty, word.utf8.count <= 32, word.utf8.allSatisfy({ "+-.0123456789".utf8.contains($0) }) else {
            throw Fault("no value at \(place)")
        }
        var ahead = self
        if let number = Int(word), number >= 0, let generation = try? ahead.whole(), generation <= 65_535 {
            ahead.skipSpace()
            if ahead.take("R"), ahead.next.map({ !Self.isRegular($0) }) ?? true {
                self = ahead
                return .reference(number, generation: generation)
            }
        }
        return .number(word)
    }
}
