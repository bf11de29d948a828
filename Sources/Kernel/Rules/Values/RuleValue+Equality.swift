extension RuleValue {
    /// CEL's `==` of values that hold no others: never an error; values of different types differ, but numbers compare
    /// across int and double; NaN differs from everything. Lists and maps are compared by `Evaluation`, which counts
    /// what that costs.
    func equals(_ other: RuleValue) -> Bool {
        switch (self, other) {
        case (.int(let a), .int(let b)): a == b
        case (.string(let a), .string(let b)): CodePoints.same(a, b)
        case (.bool(let a), .bool(let b)): a == b
        case (.null, .null): true
        case (.double(let a), .double(let b)): a == b
        case (.int(let a), .double(let b)): Numbers.order(a, b) == .same
        case (.double(let a), .int(let b)): Numbers.order(b, a) == .same
        case (.timestamp(let a), .timestamp(let b)): a == b
        case (.duration(let a), .duration(let b)): a == b
        default: false
        }
    }

    /// Which key of a map this value names; a double names the int it equals. Nil when it can name none.
    var key: RuleKey? {
        switch self {
        case .string(let value): .string(value)
        case .int(let value): .int(value)
        case .bool(let value): .bool(value)
        case .double(let value): Int64(exactly: value).map(RuleKey.int)
        default: nil
        }
    }
}

/// How two values stand to each other; `unordered` only where NaN takes part.
enum Order {
    case before
    case same
    case after
    case unordered

    init<Value: Comparable>(_ left: Value, _ right: Value) {
        self = left < right ? .before : left == right ? .same : left > right ? .after : .unordered
    }

    var reversed: Order {
        switch self {
        case .before: .after
        case .after: .before
        default: self
        }
    }
}

/// Numbers across int and double.
enum Numbers {
    /// CEL compares an int with a double as doubles (the conversion rounds beyond 2^53, which its conformance suite
    /// lays down), after ordering doubles outside the range of int by their sign.
    static func order(_ left: Int64, _ right: Double) -> Order {
        if right.isNaN { return .unordered }
        if right > 0x1p63 { return .before }
        if right < -0x1p63 { return .after }
        return Order(Double(left), right)
    }
}

extension RuleValue {
    /// CEL's `<`, `<=`, `>`, `>=` in one answer; nil where the two have no order (no such overload).
    func order(to other: RuleValue) -> Order? {
        switch (self, other) {
        case (.int(let a), .int(let b)): Order(a, b)
        case (.double(let a), .double(let b)): Order(a, b)
        case (.int(let a), .double(let b)): Numbers.order(a, b)
        case (.double(let a), .int(let b)): Numbers.order(b, a).reversed
        case (.string(let a), .string(let b)):
            CodePoints.same(a, b) ? .same : CodePoints.precedes(a, b) ? .before : .after
        case (.bool(let a), .bool(let b)): a == b ? .same : b ? .before : .after
        case (.timestamp(let a), .timestamp(let b)): Order(a, b)
        case (.duration(let a), .duration(let b)): Order(a, b)
        default: nil
        }
    }
}
