/// A key of a map: int, bool or string, as CEL allows (uint is not in the subset).
package enum RuleKey: Sendable, Hashable {
    case int(Int64)
    case bool(Bool)
    case string(String)

    package static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.int(let a), .int(let b)): a == b
        case (.bool(let a), .bool(let b)): a == b
        case (.string(let a), .string(let b)): CodePoints.same(a, b)
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .int(let value): hasher.combine(value)
        case .bool(let value): hasher.combine(value)
        case .string(let value): CodePoints.hash(value, into: &hasher)
        }
    }

    package var value: RuleValue {
        switch self {
        case .int(let value): .int(value)
        case .bool(let value): .bool(value)
        case .string(let value): .string(value)
        }
    }

    /// The key as text, for messages and for JSON, whose keys are strings.
    package var text: String {
        switch self {
        case .int(let value): String(value)
        case .bool(let value): String(value)
        case .string(let value): value
        }
    }
}

/// A map that keeps the order its entries were written in. Small ones are searched, larger ones indexed.
package struct RuleMap: Sendable {
    package private(set) var keys: [RuleKey] = []
    package private(set) var values: [RuleValue] = []
    private var positions: [RuleKey: Int] = [:]

    private static let searched = 8

    package init() {}

    /// Entries in the order of their keys' code points.
    package init(_ pairs: [String: RuleValue]) {
        for (key, value) in pairs.sorted(by: { CodePoints.precedes($0.key, $1.key) }) {
            self[.string(key)] = value
        }
    }

    /// The keys of `pattern` in their order, with these values: nothing is hashed again.
    package init(keysOf pattern: RuleMap, _ values: [RuleValue]) {
        precondition(values.count == pattern.count, "one value for each key")
        keys = pattern.keys
        positions = pattern.positions
        self.values = values
    }

    package var count: Int { keys.count }

    package var entries: Zip2Sequence<[RuleKey], [RuleValue]> { zip(keys, values) }

    package subscript(key: RuleKey) -> RuleValue? {
        get { position(of: key).map { values[$0] } }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?): values[position] = value
            case (nil, let value?): append(key, value)
            case (let position?, nil): remove(at: position)
            case (nil, nil): break
            }
        }
    }

    package subscript(field: String) -> RuleValue? {
        get { self[.string(field)] }
        set { self[.string(field)] = newValue }
    }

    package func contains(_ key: RuleKey) -> Bool { position(of: key) != nil }

    private func position(of key: RuleKey) -> Int? {
        keys.count <= Self.searched ? keys.firstIndex(of: key) : positions[key]
    }

    private mutating func append(_ key: RuleKey, _ value: RuleValue) {
        keys.append(key)
        values.append(value)
        if keys.count == Self.searched + 1 {
            reindex()
        } else if keys.count > Self.searched {
            positions[key] = keys.count - 1
        }
    }

    private mutating func remove(at position: Int) {
        keys.remove(at: position)
        values.remove(at: position)
        reindex()
    }

    private mutating func reindex() {
        positions = [:]
        guard keys.count > Self.searched else { return }
        for (position, key) in keys.enumerated() { positions[key] = position }
    }
}

extension RuleMap: Equatable {
    /// The same keys with the same values, in any order.
    package static func == (left: Self, right: Self) -> Bool {
        left.count == right.count && left.entries.allSatisfy { right[$0] == $1 }
    }
}
