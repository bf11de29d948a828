/// A type the checker knows. `record` is a map whose fields are declared, so that a mistyped field is found when the
/// city is checked and not when a dossier arrives.
package indirect enum RuleType: Sendable, Hashable {
    case dyn
    case null
    case bool
    case int
    case double
    case string
    case list(RuleType)
    case map(RuleType, RuleType)
    case timestamp
    case duration
    case record([String: RuleType])

    package var name: String {
        switch self {
        case .dyn: "dyn"
        case .null: "null"
        case .bool: "bool"
        case .int: "int"
        case .double: "double"
        case .string: "string"
        case .list(let item): "list(\(item.name))"
        case .map(let key, let value): "map(\(key.name), \(value.name))"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .record: "record"
        }
    }

    var isNumber: Bool { self == .int || self == .double }

    /// Whether a value of the other type may stand where this one is wanted.
    package func accepts(_ other: RuleType) -> Bool {
        switch (self, other) {
        case (.dyn, _), (_, .dyn): true
        case (.list(let mine), .list(let theirs)): mine.accepts(theirs)
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            key.accepts(otherKey) && value.accepts(otherValue)
        case (.map(let key, let value), .record(let fields)):
            key.accepts(.string) && fields.values.allSatisfy(value.accepts)
        case (.record(let fields), .map(let key, let value)):
            key.accepts(.string) && fields.values.allSatisfy { $0.accepts(value) }
        case (.record(let mine), .record(let theirs)):
            mine.allSatisfy { name, type in theirs[name].map(type.accepts) ?? false }
        default: self == other
        }
    }

    /// Whether `==` between the two can ever be true: the same kind, two numbers, or null (any field may be
    /// unanswered).
    func comparable(to other: RuleType) -> Bool {
        if self == .null || other == .null || (isNumber && other.isNumber) { return true }
        switch (self, other) {
        case (.list(let mine), .list(let theirs)): return mine.comparable(to: theirs)
        case (.map, .record), (.record, .map), (.record, .record), (.map, .map): return true
        default: return accepts(other)
        }
    }

    /// The type of either of two: themselves when they agree, else `dyn`. Null gives way, since any value may be null.
    func joined(_ other: RuleType) -> RuleType {
        if self == other || other == .null { return self }
        if self == .null { return other }
        switch (self, other) {
        case (.list(let mine), .list(let theirs)): return .list(mine.joined(theirs))
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            return .map(key.joined(otherKey), value.joined(otherValue))
        default: return .dyn
        }
    }

    static func join(_ types: [RuleType]) -> RuleType {
        guard let first = types.first else { return .dyn }
        return types.dropFirst().reduce(first) { $0.joined($1) }
    }

    /// Whether a value at hand is of this type.
    func holds(_ value: RuleValue) -> Bool {
        switch (self, value) {
        case (.dyn, _), (.null, .null), (.bool, .bool), (.int, .int), (.double, .double), (.string, .string),
            (.list, .list), (.map, .map), (.record, .map), (.timestamp, .timestamp), (.duration, .duration):
            true
        default: false
        }
    }
}
