extension Checker {
    func binary(
        _ symbol: Operator, _ left: RuleType, _ right: RuleType, at offset: Int
    ) throws(RuleFault) -> RuleType {
        let fault = Self.unfit("\(left.name) \(symbol.rawValue) \(right.name)", at: offset)
        switch symbol {
        case .equal, .notEqual:
            guard left.comparable(to: right) else { throw fault }
            return .bool
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            let ordered: [RuleType] = [.dyn, .int, .double, .string, .bool, .timestamp, .duration]
            guard ordered.contains(left), ordered.contains(right),
                left.accepts(right) || (left.isNumber && right.isNumber)
            else { throw fault }
            return .bool
        case .contained:
            switch right {
            case .dyn: return .bool
            case .list(let item) where item.comparable(to: left): return .bool
            case .map(let key, _) where key.comparable(to: left): return .bool
            case .record where RuleType.string.accepts(left): return .bool
            default: throw fault
            }
        default: break
        }
        guard let result = arithmetic(symbol, left, right) else { throw fault }
        return result
    }

    private func arithmetic(_ symbol: Operator, _ left: RuleType, _ right: RuleType) -> RuleType? {
        switch (left, right) {
        case (.dyn, .null), (.null, .dyn): nil
        case (.dyn, _), (_, .dyn): .dyn
        case (.int, .int): .int
        case (.double, .double): symbol == .remainder ? nil : .double
        case (.string, .string): symbol == .add ? .string : nil
        case (.list, .list): symbol == .add ? left.joined(right) : nil
        case (.timestamp, .duration): symbol == .add || symbol == .subtract ? .timestamp : nil
        case (.duration, .timestamp): symbol == .add ? .timestamp : nil
        case (.timestamp, .timestamp): symbol == .subtract ? .duration : nil
        case (.duration, .duration): symbol == .add || symbol == .subtract ? .duration : nil
        default: nil
        }
    }

    func builtin(_ function: Builtin, _ arguments: [RuleType], at offset: Int) throws(RuleFault) -> RuleType {
        let first = arguments[0]
        let second = arguments.count > 1 ? arguments[1] : .dyn
        let fits: Bool
        let result: RuleType
        switch function {
        case .dyn: return .dyn
        case .size:
            result = .int
            switch first {
            case .dyn, .string, .list, .map, .record: fits = true
            default: fits = false
            }
        case .contains, .startsWith, .endsWith:
            (result, fits) = (.bool, RuleType.string.accepts(first) && RuleType.string.accepts(second))
        case .reading(let field):
            let hasSpan: Set<TimestampField> = [.getHours, .getMinutes, .getSeconds, .getMilliseconds]
            let spanFits = first == .duration && arguments.count == 1 && hasSpan.contains(field)
            (result, fits) = (.int, (RuleType.timestamp.accepts(first) && RuleType.string.accepts(second)) || spanFits)
        case .toInt: (result, fits) = (.int, [.dyn, .int, .double, .string, .timestamp].contains(first))
        case .toDouble: (result, fits) = (.double, [.dyn, .int, .double, .string].contains(first))
        case .toString:
            (result, fits) = (
                .string, [.dyn, .string, .int, .double, .bool, .timestamp, .duration].contains(first)
            )
        case .toBool: (result, fits) = (.bool, [.dyn, .bool, .string].contains(first))
        case .toTimestamp: (result, fits) = (.timestamp, [.dyn, .timestamp, .int, .string].contains(first))
        case .toDuration: (result, fits) = (.duration, [.dyn, .duration, .string].contains(first))
        }
        guard fits else { throw Self.unfit("\(function.name)\(Self.spelled(arguments))", at: offset) }
        return result
    }

    func call(
        _ name: String, _ arguments: [RuleType], isMethod: Bool, at offset: Int
    ) throws(RuleFault) -> RuleType {
        let overloads = environment.functions.overloads(name, isMethod: isMethod)
        let fitting = overloads.filter { overload in overload.takes(arguments) { $0.accepts($1) } }
        if !fitting.isEmpty { return .join(fitting.map(\.result)) }
        guard overloads.isEmpty else {
            let known = overloads.map { name + $0.signature }.joined(separator: ", ")
            throw .check(
                "no such overload: \(name)\(Self.spelled(arguments)); there is \(known)",
                vi: "không có hàm \(name)\(Self.spelled(arguments)); chỉ có \(known)", at: offset)
        }
        let builtins = isMethod ? Builtin.methods : Builtin.functions
        guard builtins[name] == nil else { throw Self.unfit("\(name)\(Self.spelled(arguments))", at: offset) }
        let macros = ["all", "exists", "exists_one", "map", "filter"]
        let known = Array(builtins.keys) + (isMethod ? macros : environment.functions.names)
        throw Self.unknown("function", vi: "hàm", name, among: known, at: offset)
    }

    static func unknown(
        _ what: String, vi: String, _ name: String, among names: [String], at offset: Int
    ) -> RuleFault {
        let near = NearestName.of(name, among: names.sorted())
        return .check(
            "no \(what) '\(name)' here\(near.map { "; did you mean '\($0)'?" } ?? "")",
            vi: "không có \(vi) '\(name)' ở đây\(near.map { "; có phải '\($0)'?" } ?? "")", at: offset)
    }

    static func unfit(_ call: String, at offset: Int) -> RuleFault {
        .check(
            "no such overload: \(call); convert with int(), double() or string()",
            vi: "không có phép tính nào cho \(call); hãy đổi kiểu bằng int(), double() hoặc string()", at: offset)
    }

    static func type(of literal: RuleValue) -> RuleType {
        switch literal {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .double: .double
        case .string: .string
        case .list(let items): .list(.join(items.map(type(of:))))
        case .map: .map(.dyn, .dyn)
        case .timestamp: .timestamp
        case .duration: .duration
        }
    }

    private static func spelled(_ arguments: [RuleType]) -> String {
        "(\(arguments.map(\.name).joined(separator: ", ")))"
    }
}
