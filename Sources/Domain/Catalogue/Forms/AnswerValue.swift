package import Rules

/// What a person answered at one field.
package enum AnswerValue: Sendable, Hashable {
    /// Text, a choice's value, an ISO date; a date that is none stays as it was typed.
    case text(String)
    case int(Int64)
    case decimal(Double)
    case flag(Bool)
    /// The values picked of a list, in its order.
    case many([String])

    package var ruleValue: RuleValue {
        switch self {
        case .text(let text): .string(text)
        case .int(let number): .int(number)
        case .decimal(let number): .double(number)
        case .flag(let flag): .bool(flag)
        case .many(let values): .list(values.map { .string($0) })
        }
    }

    /// A text with nothing in it, or nothing picked of a list.
    var isBlank: Bool {
        switch self {
        case .text(let text): text.allSatisfy(\.isWhitespace)
        case .many(let values): values.isEmpty
        case .int, .decimal, .flag: false
        }
    }

    var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .int(let number): .int(number)
        case .decimal(let number): .double(number)
        case .flag(let flag): .bool(flag)
        case .many(let values): .array(values.map { .string($0) })
        }
    }

    package init?(_ json: JSONValue) {
        switch json {
        case .string(let text): self = .text(text)
        case .int(let number): self = .int(number)
        case .double(let number): self = .decimal(number)
        case .bool(let flag): self = .flag(flag)
        case .array(let items):
            let texts = items.compactMap(\.stringValue)
            guard texts.count == items.count else { return nil }
            self = .many(texts)
        case .null, .object: return nil
        }
    }
}
