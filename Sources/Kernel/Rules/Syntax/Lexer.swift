/// A word of the source.
struct Token: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        case name(String)
        case int(UInt64)
        case double(Double)
        case string(String)
        /// An operator or a bracket.
        case symbol(Symbol)
        case end
    }

    let kind: Kind
    let offset: Int
}

enum Symbol: String, Sendable, CaseIterable {
    case and = "&&"
    case or = "||"
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case greater = ">"
    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
    case percent = "%"
    case not = "!"
    case question = "?"
    case colon = ":"
    case comma = ","
    case dot = "."
    case openParen = "("
    case closeParen = ")"
    case openBracket = "["
    case closeBracket = "]"
    case openBrace = "{"
    case closeBrace = "}"
}

/// Cuts the source into tokens.
struct Lexer {
    let bytes: [UInt8]
    var position = 0

    init(_ source: String) {
        bytes = Array(source.utf8)
    }

    static func tokens(of source: String) throws(RuleFault) -> [Token] {
        var lexer = Lexer(source)
        var tokens: [Token] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    func byte(_ ahead: Int = 0) -> UInt8? {
        position + ahead < bytes.count ? bytes[position + ahead] : nil
    }

    private mutating func next() throws(RuleFault) -> Token {
        skipSpace()
        let start = position
        guard let first = byte() else { return Token(kind: .end, offset: start) }
        if first.isDigit || (first == 0x2E && byte(1)?.isDigit == true) {
            return Token(kind: try number(), offset: start)
        }
        if first.isNameStart { return Token(kind: try word(), offset: start) }
        if first == 0x22 || first == 0x27 { return Token(kind: .string(try quoted(raw: false)), offset: start) }
        for length in [2, 1] {
            guard position + length <= bytes.count else { continue }
            let text = String(decoding: bytes[position..<(position + length)], as: UTF8.self)
            if let symbol = Symbol(rawValue: text) {
                position += length
                return Token(kind: .symbol(symbol), offset: start)
            }
        }
        throw unexpected(at: start)
    }

    private func unexpected(at start: Int) -> RuleFault {
        let length = bytes[start...].dropFirst().prefix { $0 & 0xC0 == 0x80 }.count + 1
        let text = String(decoding: bytes[start..<(start + length)], as: UTF8.self)
        let hint = ["=": " (equality is ==)", "&": " (and is &&)", "|": " (or is ||)"][text] ?? ""
        return .syntax("unexpected '\(text)'\(hint)", vi: "ký tự '\(text)' không dùng được ở đây\(hint)", at: start)
    }

    private mutating func skipSpace() {
        while let next = byte() {
            if next == 0x20 || next == 0x09 || next == 0x0A || next == 0x0C || next == 0x0D {
                position += 1
            } else if next == 0x2F, byte(1) == 0x2F {
                while let comment = byte(), comment != 0x0A, comment != 0x0D { position += 1 }
            } else {
                return
            }
        }
    }

    private mutating func word() throws(RuleFault) -> Token.Kind {
        let start = position
        while let next = byte(), next.isNameStart || next.isDigit { position += 1 }
        let name = String(decoding: bytes[start..<position], as: UTF8.self)
        guard byte() == 0x22 || byte() == 0x27 else { return .name(name) }
        switch name.lowercased() {
        case "r": return .string(try quoted(raw: true))
        case "b", "br", "rb":
            throw .notInSubset(
                "a bytes literal", "write a string", vi: "hãy viết chuỗi ký tự", at: start)
        default: return .name(name)
        }
    }
}

extension UInt8 {
    var isDigit: Bool { (0x30...0x39).contains(self) }
    var isNameStart: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) || self == 0x5F }

    /// The value of a hexadecimal digit.
    var hexValue: UInt32? {
        switch self {
        case 0x30...0x39: UInt32(self - 0x30)
        case 0x41...0x46: UInt32(self - 0x41 + 10)
        case 0x61...0x66: UInt32(self - 0x61 + 10)
        default: nil
        }
    }
}
