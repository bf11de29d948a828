extension Evaluation {
    mutating func swept(_ sweep: Node.Sweep, at offset: Int) throws(RuleFault) -> RuleValue {
        let elements: [RuleValue]
        switch try value(sweep.range) {
        case .list(let items): elements = items
        case .map(let map): elements = map.keys.map(\.value)
        case let other: throw .noSuchOverload("\(other.typeName).\(sweep.macro.rawValue)(…)", at: offset)
        }
        try spend(elements.count, at: offset)
        // Slots count from the outermost macro, so this macro's is the next free one.
        locals.append(.null)
        defer { locals.removeLast() }
        switch sweep.macro {
        case .all: return .bool(try decided(sweep, elements, by: false))
        case .exists: return .bool(try decided(sweep, elements, by: true))
        case .exactlyOne: return .bool(try kept(sweep, elements, by: sweep.body).count == 1)
        case .filter: return .list(try kept(sweep, elements, by: sweep.body))
        case .map: return .list(try mapped(sweep, elements))
        }
    }

    /// `all` and `exists`: the chain of `&&` or `||` over the elements, with the same absorption of errors.
    private mutating func decided(
        _ sweep: Node.Sweep, _ elements: [RuleValue], by deciding: Bool
    ) throws(RuleFault) -> Bool {
        var fault: RuleFault?
        for element in elements {
            locals[sweep.slot] = element
            do throws(RuleFault) {
                if try truth(sweep.body, sweep.macro.rawValue) == deciding { return deciding }
            } catch {
                if error.reason == .budget { throw error }
                fault = fault ?? error
            }
        }
        if let fault { throw fault }
        return !deciding
    }

    private mutating func kept(
        _ sweep: Node.Sweep, _ elements: [RuleValue], by predicate: Node
    ) throws(RuleFault) -> [RuleValue] {
        var kept: [RuleValue] = []
        for element in elements {
            locals[sweep.slot] = element
            if try truth(predicate, sweep.macro.rawValue) { kept.append(element) }
        }
        return kept
    }

    private mutating func mapped(_ sweep: Node.Sweep, _ elements: [RuleValue]) throws(RuleFault) -> [RuleValue] {
        var results: [RuleValue] = []
        for element in elements {
            locals[sweep.slot] = element
            if let filter = sweep.filter, try !truth(filter, "map") { continue }
            results.append(try value(sweep.body))
        }
        return results
    }
}
