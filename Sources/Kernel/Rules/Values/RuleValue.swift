/// A value of the expression language.
///
/// `==` on this type is identity (same kind, same content, strings scalar by scalar, doubles bit by bit), which is
/// what tests and dictionaries need. The language's own `==` is ``equals(_:)``.
package enum RuleValue: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case list([RuleValue])
    case map(RuleMap)
    case timestamp(RuleTimestamp)
    case duration(RuleDuration)
}

extension RuleValue {
    /// The name of the value's type as expressions and messages spell it.
    package var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "bool"
        case .int: "int"
        case .double: "double"
        case .string: "string"
        case .list: "list"
        case .map: "map"
        case .timestamp: "timestamp"
        case .duration: "duration"
        }
    }

    /// The value under a string key; nil when this is no map or has no such key.
    package subscript(field: String) -> RuleValue? {
        guard case .map(let map) = self else { return nil }
        return map[.string(field)]
    }

    /// The element at a position; nil when this is no list or is shorter.
    package subscript(position: Int) -> RuleValue? {
        guard case .list(let items) = self, items.indices.contains(position) else { return nil }
        return items[position]
    }

    package var isNull: Bool {
        if case .null = self { true } else { false }
    }

    package var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    package var intValue: Int64? {
        if case .int(let value) = self { value } else { nil }
    }

    package var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }
}

extension RuleValue: Hashable {
    package static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.double(let a), .double(let b)): a.bitPattern == b.bitPattern
        case (.string(let a), .string(let b)): CodePoints.same(a, b)
        case (.list(let a), .list(let b)): a == b
        case (.map(let a), .map(let b)): a == b
        case (.timestamp(let a), .timestamp(let b)): a == b
        case (.duration(let a), .duration(let b)): a == b
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .int(let value): hasher.combine(value)
        case .double(let value): hasher.combine(value.bitPattern)
        case .string(let value): CodePoints.hash(value, into: &hasher)
        case .list(let items): hasher.combine(items)
        case .map(let map): hasher.combine(map.count)
        case .timestamp(let value): hasher.combine(value)
        case .duration(let value): hasher.combine(value)
        }
    }
}

extension RuleValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .int(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(floatLiteral value: Double) { self = .double(value) }
    package init(arrayLiteral elements: RuleValue...) { self = .list(elements) }
    /// A key that stands twice keeps its last value.
    package init(dictionaryLiteral elements: (String, RuleValue)...) {
        var map = RuleMap()
        for (key, value) in elements { map[.string(key)] = value }
        self = .map(map)
    }
}
