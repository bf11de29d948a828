extension Evaluation {
    mutating func builtin(_ function: Builtin, _ nodes: [Node], at offset: Int) throws(RuleFault) -> RuleValue {
        let first = try value(nodes[0])
        let second = nodes.count > 1 ? try value(nodes[1]) : nil
        switch function {
        case .dyn: return first
        case .size:
            guard let size = try size(first, at: offset) else { break }
            return .int(Int64(size))
        case .contains, .startsWith, .endsWith:
            guard case (.string(let text), .string(let part)?) = (first, second) else { break }
            return .bool(try test(function, text, part, at: offset))
        case .reading(let field):
            guard let result = try reading(field, of: first, zone: second, at: offset) else { break }
            return .int(result)
        default:
            if case .string(let text) = first { try spend(Self.steps(text.utf8.count), at: offset) }
            do throws(RuleFault) {
                if let result = try Conversion.value(first, function) { return result }
            } catch {
                throw error.at(offset)
            }
        }
        throw .noSuchOverload(Self.spelled(function.name, [first] + (second.map { [$0] } ?? [])), at: offset)
    }

    /// Code points of a string, elements of a list, entries of a map.
    private mutating func size(_ value: RuleValue, at offset: Int) throws(RuleFault) -> Int? {
        switch value {
        case .string(let text):
            try spend(Self.steps(text.utf8.count), at: offset)
            return text.unicodeScalars.count
        case .list(let items): return items.count
        case .map(let map): return map.count
        default: return nil
        }
    }

    private mutating func test(
        _ function: Builtin, _ text: String, _ part: String, at offset: Int
    ) throws(RuleFault) -> Bool {
        switch function {
        case .startsWith, .endsWith:
            try spend(Self.steps(part.utf8.count), at: offset)
            return function == .startsWith ? CodePoints.starts(text, part) : CodePoints.ends(text, part)
        default:
            // The search may compare every byte of the part at every byte of the text.
            let cost = text.utf8.count.multipliedReportingOverflow(by: part.utf8.count)
            try spend(cost.overflow ? Self.budget : cost.partialValue / 1_024, at: offset)
            return CodePoints.contains(text, part)
        }
    }

    private func reading(
        _ field: TimestampField, of value: RuleValue, zone: RuleValue?, at offset: Int
    ) throws(RuleFault) -> Int64? {
        switch (value, zone) {
        case (.timestamp(let moment), nil): return moment.reading(field, offset: 0)
        case (.timestamp(let moment), .string(let name)?):
            guard let shift = moment.offset(zone: name) else {
                throw RuleFault.range(
                    "unknown time zone '\(name)': write a name like Asia/Ho_Chi_Minh or an offset like +07:00",
                    vi: "không có múi giờ '\(name)': hãy viết Asia/Ho_Chi_Minh hoặc +07:00"
                ).at(offset)
            }
            return moment.reading(field, offset: shift)
        case (.duration(let span), nil): return span.reading(field)
        default: return nil
        }
    }

    mutating func call(
        _ name: String, _ nodes: [Node], isMethod: Bool, at offset: Int
    ) throws(RuleFault) -> RuleValue {
        var arguments: [RuleValue] = []
        arguments.reserveCapacity(nodes.count)
        for node in nodes { arguments.append(try value(node)) }
        guard let overload = activation.functions.overload(name, isMethod: isMethod, for: arguments) else {
            throw .noSuchOverload(Self.spelled(name, arguments), at: offset)
        }
        for argument in arguments { try spend(reading: argument, at: offset) }
        do throws(RuleFault) {
            return try overload.body(arguments)
        } catch {
            throw error.at(offset)
        }
    }

    private static func spelled(_ name: String, _ arguments: [RuleValue]) -> String {
        "\(name)(\(arguments.map(\.typeName).joined(separator: ", ")))"
    }
}
