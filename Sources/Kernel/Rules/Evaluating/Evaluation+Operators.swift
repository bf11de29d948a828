extension Evaluation {
    mutating func binary(
        _ symbol: Operator, _ left: RuleValue, _ right: RuleValue, at offset: Int
    ) throws(RuleFault) -> RuleValue {
        switch symbol {
        case .equal: return .bool(try equal(left, right, at: offset))
        case .notEqual: return .bool(!(try equal(left, right, at: offset)))
        case .less, .lessOrEqual, .greater, .greaterOrEqual: return .bool(try ordered(symbol, left, right, at: offset))
        case .contained: return .bool(try contained(left, right, at: offset))
        default: break
        }
        switch (left, right) {
        case (.int(let a), .int(let b)): return .int(try integer(symbol, a, b, at: offset))
        case (.double(let a), .double(let b)) where symbol != .remainder: return .double(Self.double(symbol, a, b))
        case (.string(let a), .string(let b)) where symbol == .add:
            try spend((a.utf8.count + b.utf8.count) / 16, at: offset)
            return .string(a + b)
        case (.list(let a), .list(let b)) where symbol == .add:
            try spend(a.count + b.count, at: offset)
            return .list(a + b)
        default: return try temporal(symbol, left, right, at: offset)
        }
    }

    /// In depth, each pair as it is met: values share their parts, so that a small one may stand for 2^60 of them.
    private mutating func equal(_ left: RuleValue, _ right: RuleValue, at offset: Int) throws(RuleFault) -> Bool {
        try spend(1, at: offset)
        switch (left, right) {
        case (.string(let a), .string(let b)):
            try spend(Self.steps(min(a.utf8.count, b.utf8.count)), at: offset)
        case (.list(let a), .list(let b)):
            guard a.count == b.count else { return false }
            for (one, other) in zip(a, b) where !(try equal(one, other, at: offset)) { return false }
            return true
        case (.map(let a), .map(let b)):
            guard a.count == b.count else { return false }
            for (key, value) in a.entries {
                try spendLookup(key, at: offset)
                guard let other = b[key], try equal(value, other, at: offset) else { return false }
            }
            return true
        default: break
        }
        return left.equals(right)
    }

    private mutating func ordered(
        _ symbol: Operator, _ left: RuleValue, _ right: RuleValue, at offset: Int
    ) throws(RuleFault) -> Bool {
        if case (.string(let a), .string(let b)) = (left, right) {
            try spend(Self.steps(min(a.utf8.count, b.utf8.count)), at: offset)
        }
        guard let order = left.order(to: right) else { throw Self.noOverload(symbol, left, right, at: offset) }
        switch symbol {
        case .less: return order == .before
        case .lessOrEqual: return order == .before || order == .same
        case .greater: return order == .after
        default: return order == .after || order == .same
        }
    }

    private mutating func contained(_ left: RuleValue, _ right: RuleValue, at offset: Int) throws(RuleFault) -> Bool {
        switch right {
        case .list(let items):
            for item in items where try equal(left, item, at: offset) { return true }
            return false
        case .map(let map):
            guard let key = left.key else { return false }
            try spendLookup(key, at: offset)
            return map.contains(key)
        default: throw Self.noOverload(.contained, left, right, at: offset)
        }
    }

    private func integer(_ symbol: Operator, _ a: Int64, _ b: Int64, at offset: Int) throws(RuleFault) -> Int64 {
        let result: (partialValue: Int64, overflow: Bool)
        switch symbol {
        case .add: result = a.addingReportingOverflow(b)
        case .subtract: result = a.subtractingReportingOverflow(b)
        case .multiply: result = a.multipliedReportingOverflow(by: b)
        case .divide:
            guard b != 0 else { throw .divideByZero("division", at: offset) }
            result = a.dividedReportingOverflow(by: b)
        default:
            guard b != 0 else { throw .divideByZero("modulus", at: offset) }
            result = a.remainderReportingOverflow(dividingBy: b)
        }
        guard !result.overflow else { throw .overflow("\(a) \(symbol.rawValue) \(b)", at: offset) }
        return result.partialValue
    }

    private static func double(_ symbol: Operator, _ a: Double, _ b: Double) -> Double {
        switch symbol {
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        default: a / b
        }
    }

    /// Timestamps and durations; every other pair has no overload.
    private func temporal(
        _ symbol: Operator, _ left: RuleValue, _ right: RuleValue, at offset: Int
    ) throws(RuleFault) -> RuleValue {
        let timestamp: RuleTimestamp?
        let duration: RuleDuration?
        switch (symbol, left, right) {
        case (.add, .timestamp(let moment), .duration(let span)), (.add, .duration(let span), .timestamp(let moment)):
            (timestamp, duration) = (moment.adding(span), nil)
        case (.subtract, .timestamp(let moment), .duration(let span)):
            (timestamp, duration) = (span.negated.flatMap(moment.adding), nil)
        case (.subtract, .timestamp(let a), .timestamp(let b)): (timestamp, duration) = (nil, a.since(b))
        case (.add, .duration(let a), .duration(let b)): (timestamp, duration) = (nil, a.adding(b))
        case (.subtract, .duration(let a), .duration(let b)): (timestamp, duration) = (nil, a.subtracting(b))
        default: throw Self.noOverload(symbol, left, right, at: offset)
        }
        if let timestamp { return .timestamp(timestamp) }
        if let duration { return .duration(duration) }
        throw RuleFault.range(
            "range: the result of '\(symbol.rawValue)' is outside the years 1 to 9999 or too long a duration",
            vi: "kết quả của phép '\(symbol.rawValue)' nằm ngoài khoảng thời gian cho phép"
        ).at(offset)
    }

    func negated(_ value: RuleValue, at offset: Int) throws(RuleFault) -> RuleValue {
        switch value {
        case .int(let number):
            guard number != .min else { throw .overflow("-(\(number))", at: offset) }
            return .int(-number)
        case .double(let number): return .double(-number)
        default: throw .noSuchOverload("-\(value.typeName)", at: offset)
        }
    }

    mutating func element(_ container: RuleValue, _ index: RuleValue, at offset: Int) throws(RuleFault) -> RuleValue {
        switch (container, index) {
        case (.list(let items), .int(let position)): return try item(items, position, at: offset)
        case (.list(let items), .double(let number)):
            guard let position = Int64(exactly: number) else { throw .noSuchOverload("list[\(number)]", at: offset) }
            return try item(items, position, at: offset)
        case (.map(let map), _):
            if let key = index.key {
                try spendLookup(key, at: offset)
                guard let value = map[key] else { throw .noSuchKey(key, at: offset) }
                return value
            }
            if case .double(let number) = index { throw .noSuchKey(.string(String(number)), at: offset) }
            throw .noSuchOverload("map[\(index.typeName)]", at: offset)
        default: throw .noSuchOverload("\(container.typeName)[\(index.typeName)]", at: offset)
        }
    }

    private func item(_ items: [RuleValue], _ position: Int64, at offset: Int) throws(RuleFault) -> RuleValue {
        guard position >= 0, position < items.count else {
            throw .outOfBounds(position, count: items.count, at: offset)
        }
        return items[Int(position)]
    }

    private static func noOverload(
        _ symbol: Operator, _ left: RuleValue, _ right: RuleValue, at offset: Int
    ) -> RuleFault {
        .noSuchOverload("\(left.typeName) \(symbol.rawValue) \(right.typeName)", at: offset)
    }
}
