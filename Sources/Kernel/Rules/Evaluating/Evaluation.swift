/// One walk over a tree. Each node costs a step, and what copies or compares much costs more, so that no expression
/// can hold up the house.
struct Evaluation {
    static let budget = 1_000_000

    let activation: any Activation
    /// The elements the macros around this place stand at, by slot.
    var locals: [RuleValue] = []
    private var remaining = Self.budget

    init(_ activation: any Activation) {
        self.activation = activation
    }

    mutating func spend(_ steps: Int, at offset: Int) throws(RuleFault) {
        remaining -= steps
        guard remaining >= 0 else { throw .budget(at: offset) }
    }

    /// What reading so many bytes of text costs.
    static func steps(_ bytes: Int) -> Int { bytes / 64 }

    /// A key is read once to be found.
    mutating func spendLookup(_ key: RuleKey, at offset: Int) throws(RuleFault) {
        if case .string(let text) = key { try spend(Self.steps(text.utf8.count), at: offset) }
    }

    /// Spends a step for each value this one is made of and for its text: what a function may read of its arguments,
    /// and what whoever prints, stores or compares a result has to do.
    mutating func spend(reading value: RuleValue, at offset: Int) throws(RuleFault) {
        try spend(1, at: offset)
        switch value {
        case .string(let text): try spend(Self.steps(text.utf8.count), at: offset)
        case .list(let items):
            for item in items { try spend(reading: item, at: offset) }
        case .map(let map):
            for (key, value) in map.entries {
                try spendLookup(key, at: offset)
                try spend(reading: value, at: offset)
            }
        default: break
        }
    }

    /// The value of the whole expression: of a size that others may read.
    mutating func result(_ tree: Node) throws(RuleFault) -> RuleValue {
        let result = try value(tree)
        try spend(reading: result, at: tree.offset)
        return result
    }

    mutating func value(_ node: Node) throws(RuleFault) -> RuleValue {
        try spend(1, at: node.offset)
        switch node.form {
        case .literal(let value): return value
        case .variable(let name):
            guard let value = activation.value(name) else { throw .noSuchVariable(name, at: node.offset) }
            return value
        case .local(let slot): return locals[slot]
        case .select(let base, let field): return try select(base, field, at: node.offset)
        case .binary(let symbol, let left, let right):
            return try binary(symbol, value(left), value(right), at: node.offset)
        case .every(let operands): return .bool(try joined(operands, deciding: false))
        case .some(let operands): return .bool(try joined(operands, deciding: true))
        case .choose(let test, let yes, let no):
            return try value(truth(test, "the condition of ?:") ? yes : no)
        case .not(let operand): return .bool(!(try truth(operand, "!")))
        case .negate(let operand): return try negated(value(operand), at: node.offset)
        case .has(let base, let field): return try presence(base, field, at: node.offset)
        case .index(let base, let index): return try element(value(base), value(index), at: node.offset)
        case .list(let items): return try list(items)
        case .map(let entries): return try map(entries)
        case .builtin(let function, let arguments): return try builtin(function, arguments, at: node.offset)
        case .call(let name, let arguments, let isMethod):
            return try call(name, arguments, isMethod: isMethod, at: node.offset)
        case .sweep(let sweep): return try swept(sweep, at: node.offset)
        }
    }

    mutating func truth(_ node: Node, _ place: String) throws(RuleFault) -> Bool {
        let result = try value(node)
        guard case .bool(let truth) = result else { throw .notABool(result.typeName, place, at: node.offset) }
        return truth
    }

    /// `&&` and `||`: one operand that decides is enough, wherever it stands and whatever the others did.
    private mutating func joined(_ operands: [Node], deciding: Bool) throws(RuleFault) -> Bool {
        var fault: RuleFault?
        for operand in operands {
            do throws(RuleFault) {
                if try truth(operand, deciding ? "||" : "&&") == deciding { return deciding }
            } catch {
                if error.reason == .budget { throw error }
                fault = fault ?? error
            }
        }
        if let fault { throw fault }
        return !deciding
    }

    private mutating func select(_ base: Node, _ field: String, at offset: Int) throws(RuleFault) -> RuleValue {
        let container = try value(base)
        guard case .map(let map) = container else { throw .noSelection(container.typeName, field, at: offset) }
        try spendLookup(.string(field), at: offset)
        guard let value = map[.string(field)] else { throw .noSuchKey(.string(field), at: offset) }
        return value
    }

    private mutating func presence(_ base: Node, _ field: String, at offset: Int) throws(RuleFault) -> RuleValue {
        let container = try value(base)
        guard case .map(let map) = container else { throw .noSelection(container.typeName, field, at: offset) }
        try spendLookup(.string(field), at: offset)
        return .bool(map.contains(.string(field)))
    }

    private mutating func list(_ items: [Node]) throws(RuleFault) -> RuleValue {
        var values: [RuleValue] = []
        values.reserveCapacity(items.count)
        for item in items { values.append(try value(item)) }
        return .list(values)
    }

    private mutating func map(_ entries: [(key: Node, value: Node)]) throws(RuleFault) -> RuleValue {
        var map = RuleMap()
        for entry in entries {
            let key = try value(entry.key)
            let value = try value(entry.value)
            let name: RuleKey
            switch key {
            case .string(let text): name = .string(text)
            case .int(let number): name = .int(number)
            case .bool(let truth): name = .bool(truth)
            default:
                throw RuleFault(
                    .evaluation(.badKey),
                    "unsupported key type: a map's key is string, int or bool, not \(key.typeName)",
                    vi: "khóa của map phải là chuỗi, số nguyên hoặc đúng/sai, không phải \(key.typeName)",
                    at: entry.key.offset)
            }
            try spendLookup(name, at: entry.key.offset)
            guard !map.contains(name) else {
                throw RuleFault(
                    .evaluation(.duplicateKey), "repeated key: '\(name.text)' stands twice in the map",
                    vi: "khóa '\(name.text)' bị lặp trong map", at: entry.key.offset)
            }
            map[name] = value
        }
        return .map(map)
    }
}
