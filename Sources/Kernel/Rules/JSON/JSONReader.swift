struct JSONReader {
    let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(JSONFault) -> JSONValue {
        let value = try value()
        skipSpace()
        guard position == bytes.count else { throw fault("text after the value") }
        return value
    }

    private func fault(_ message: String, at offset: Int? = nil) -> JSONFault {
        JSONFault(message: message, offset: offset ?? position)
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func value() throws(JSONFault) -> JSONValue {
        skipSpace()
        switch next {
        case nil: throw fault("the text ends where a value belongs")
        case 0x7B: return try object()
        case 0x5B: return try array()
        case 0x22: return .string(try string())
        case 0x74: return try word("true", .bool(true))
        case 0x66: return try word("false", .bool(false))
        case 0x6E: return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else { throw fault("no such word") }
        position += word.utf8.count
        return value
    }

    private mutating func enter() throws(JSONFault) {
        depth += 1
        guard depth <= JSONText.deepest else { throw fault("nested more than \(JSONText.deepest) levels deep") }
        position += 1
        skipSpace()
    }

    private mutating func array() throws(JSONFault) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var items: [JSONValue] = []
        if take(0x5D) { return .array(items) }
        repeat {
            items.append(try value())
            skipSpace()
        } while take(0x2C)
        guard take(0x5D) else { throw fault("',' or ']' belongs here") }
        return .array(items)
    }

    private mutating func object() throws(JSONFault) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var object = JSONObject()
        if take(0x7D) { return .object(object) }
        repeat {
            skipSpace()
            let start = position
            guard next == 0x22 else { throw fault("a name in quotes belongs here") }
            let name = try string()
            guard object[name] == nil else { throw fault("the name '\(name)' stands twice", at: start) }
            skipSpace()
            guard take(0x3A) else { throw fault("':' belongs here") }
            object[name] = try value()
            skipSpace()
        } while take(0x2C)
        guard take(0x7D) else { throw fault("',' or '}' belongs here") }
        return .object(object)
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = position
        _ = take(0x2D)
        let zero = next == 0x30
        let whole = digits()
        guard whole > 0, !zero || whole == 1 else { throw fault("no value begins like this", at: start) }
        var isDouble = false
        if take(0x2E) {
            isDouble = true
            guard digits() > 0 else { throw fault("a digit belongs after the point") }
        }
        if take(0x65) || take(0x45) {
            isDouble = true
            if !take(0x2B) { _ = take(0x2D) }
            guard digits() > 0 else { throw fault("a digit belongs in the exponent") }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isDouble {
            guard let number = Double(text), number.isFinite else { throw fault("\(text) is no double", at: start) }
            return .double(number)
        }
        guard let number = Int64(text) else { throw fault("\(text) does not fit 64 bits", at: start) }
        return .int(number)
    }

    private mutating func digits() -> Int {
        let start = position
        while let byte = next, byte.isDigit { position += 1 }
        return position - start
    }

    private mutating func string() throws(JSONFault) -> String {
        let start = position
        position += 1
        var content: [UInt8] = []
        var copied = position
        while let byte = next {
            switch byte {
            case 0x22:
                let rest = bytes[copied..<position]
                position += 1
                // Most strings have no escape and are made from the text as it stands.
                let text =
                    content.isEmpty
                    ? String(validating: rest, as: UTF8.self) : String(validating: content + rest, as: UTF8.self)
                guard let text else { throw fault("the string is not UTF-8", at: start) }
                return text
            case 0x5C:
                content.append(contentsOf: bytes[copied..<position])
                position += 1
                content.append(contentsOf: String(Character(try escape())).utf8)
                copied = position
            case 0..<0x20: throw fault("a control character must be escaped")
            default: position += 1
            }
        }
        throw fault("the string is not closed", at: start)
    }

    private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
        let start = position - 1
        guard let code = next else { throw fault("the escape is cut off", at: start) }
        position += 1
        switch code {
        case 0x22, 0x5C, 0x2F: return Unicode.Scalar(code)
        case 0x62: return "\u{8}"
        case 0x66: return "\u{C}"
        case 0x6E: return "\n"
        case 0x72: return "\r"
        case 0x74: return "\t"
        case 0x75: break
        default: throw fault("no such escape", at: start)
        }
        var unit = try hex()
        if (0xD800...0xDBFF).contains(unit), take(0x5C), take(0x75) {
            let low = try hex()
            guard (0xDC00...0xDFFF).contains(low) else { throw fault("half a surrogate pair", at: start) }
            unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(unit) else { throw fault("half a surrogate pair", at: start) }
        return scalar
    }

    private mutating func hex() throws(JSONFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = next?.hexValue else { throw fault("four hexadecimal digits belong here") }
            value = value << 4 | digit
            position += 1
        }
        return value
    }
}
