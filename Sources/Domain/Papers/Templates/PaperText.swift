package import Rules

/// A text with expressions in braces: `Mã hồ sơ: {code}`. A doubled brace (`{{`, `}}`) is a brace.
package struct PaperText: Sendable, Hashable {
    package enum Piece: Sendable, Hashable {
        case literal(String)
        case value(RuleExpression)
    }

    package let source: String
    package let pieces: [Piece]

    package init(_ source: String) throws(RuleFault) {
        self.source = source
        pieces = try Self.parse(source)
    }

    package var expressions: [RuleExpression] {
        pieces.compactMap { if case .value(let expression) = $0 { expression } else { nil } }
    }

    package var literals: String {
        pieces.map { if case .literal(let text) = $0 { text } else { "" } }.joined()
    }

    private static func parse(_ source: String) throws(RuleFault) -> [Piece] {
        var pieces: [Piece] = []
        var literal = ""
        var rest = Substring(source)
        while let character = rest.first {
            rest.removeFirst()
            switch character {
            case "{" where rest.first == "{", "}" where rest.first == "}":
                literal.append(character)
                rest.removeFirst()
            case "{":
                guard let end = closing(rest) else {
                    throw RuleFault(.parse, "a brace is opened and not closed", vi: "dấu { không có dấu } đi cùng")
                }
                if !literal.isEmpty { pieces.append(.literal(literal)) }
                literal = ""
                pieces.append(.value(try Expression(String(rest[..<end]))))
                rest = rest[rest.index(after: end)...]
            case "}":
                throw RuleFault(.parse, "a brace is closed and was not opened", vi: "dấu } không có dấu { đi trước")
            default:
                literal.append(character)
            }
        }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        return pieces
    }

    /// Where the expression ends: braces of its maps and whatever stands in its strings do not end it.
    private static func closing(_ text: Substring) -> Substring.Index? {
        var open = 0
        var quote: Character?
        var escaped = false
        for index in text.indices {
            let character = text[index]
            if let mark = quote {
                if escaped {
                    escaped = false
                } else if character == "\\" {
                    escaped = true
                } else if character == mark {
                    quote = nil
                }
                continue
            }
            switch character {
            case "'", "\"": quote = character
            case "{": open += 1
            case "}" where open == 0: return index
            case "}": open -= 1
            default: break
            }
        }
        return nil
    }
}

extension PaperText: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(try container.decode(String.self))
        } catch let fault as RuleFault {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: fault.description)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(source)
    }
}
