/// Finds, before any dossier, the names that do not exist and the types that cannot fit. `dyn` is always given the
/// benefit of the doubt; a declared field may be null when the expression runs, which only running it can tell.
struct Checker {
    let environment: RuleEnvironment
    private var locals: [RuleType] = []

    init(_ environment: RuleEnvironment) {
        self.environment = environment
    }

    mutating func type(_ node: Node) throws(RuleFault) -> RuleType {
        switch node.form {
        case .literal(let value): return Self.type(of: value)
        case .local(let slot): return locals[slot]
        case .variable(let name): return try variable(name, at: node.offset)
        case .select(let base, let field): return try self.field(field, of: type(base), at: node.offset)
        case .has(let base, let field):
            _ = try self.field(field, of: type(base), at: node.offset)
            return .bool
        case .index(let base, let index): return try element(type(base), index, at: node.offset)
        case .list(let items): return .list(.join(try types(items)))
        case .map(let entries): return try map(entries)
        case .not(let operand):
            try needBool(operand, "!")
            return .bool
        case .negate(let operand):
            let type = try type(operand)
            guard type.isNumber || type == .dyn else { throw Self.unfit("-\(type.name)", at: node.offset) }
            return type
        case .binary(let symbol, let left, let right):
            return try binary(symbol, type(left), type(right), at: node.offset)
        case .every(let operands), .some(let operands):
            for operand in operands { try needBool(operand, "&& and ||") }
            return .bool
        case .choose(let test, let yes, let no):
            try needBool(test, "the condition of ?:")
            return try type(yes).joined(type(no))
        case .builtin(let function, let arguments): return try builtin(function, types(arguments), at: node.offset)
        case .call(let name, let arguments, let isMethod):
            return try call(name, types(arguments), isMethod: isMethod, at: node.offset)
        case .sweep(let sweep): return try swept(sweep, at: node.offset)
        }
    }

    mutating func needBool(_ node: Node, _ place: String) throws(RuleFault) {
        let type = try type(node)
        guard RuleType.bool.accepts(type) else {
            throw .check(
                "\(place) needs bool, not \(type.name): write a comparison",
                vi: "\(place) cần giá trị đúng/sai, không phải \(type.name): hãy viết một phép so sánh", at: node.offset
            )
        }
    }

    private mutating func types(_ nodes: [Node]) throws(RuleFault) -> [RuleType] {
        var types: [RuleType] = []
        for node in nodes { types.append(try type(node)) }
        return types
    }

    private func variable(_ name: String, at offset: Int) throws(RuleFault) -> RuleType {
        if let type = environment.variables[name] { return type }
        throw Self.unknown("variable", vi: "biến", name, among: Array(environment.variables.keys), at: offset)
    }

    private func field(_ field: String, of type: RuleType, at offset: Int) throws(RuleFault) -> RuleType {
        switch type {
        case .dyn: return .dyn
        case .map(let key, let value) where key.accepts(.string): return value
        case .record(let fields):
            if let type = fields[field] { return type }
            throw Self.unknown("field", vi: "trường", field, among: Array(fields.keys), at: offset)
        default:
            throw .check(
                "\(type.name) has no fields, so '.\(field)' cannot be read",
                vi: "kiểu \(type.name) không có trường nên không đọc được '.\(field)'", at: offset)
        }
    }

    private mutating func element(_ base: RuleType, _ index: Node, at offset: Int) throws(RuleFault) -> RuleType {
        let position = try type(index)
        switch base {
        case .dyn: return .dyn
        case .list(let item) where RuleType.int.accepts(position): return item
        case .map(let key, let value) where key.comparable(to: position): return value
        case .record:
            if case .literal(.string(let name)) = index.form { return try field(name, of: base, at: index.offset) }
            if RuleType.string.accepts(position) { return .dyn }
        default: break
        }
        throw Self.unfit("\(base.name)[\(position.name)]", at: offset)
    }

    private mutating func map(_ entries: [(key: Node, value: Node)]) throws(RuleFault) -> RuleType {
        let keys = try types(entries.map(\.key))
        for (entry, key) in zip(entries, keys) where ![.dyn, .string, .int, .bool].contains(key) {
            throw .check(
                "a map's key is string, int or bool, not \(key.name)",
                vi: "khóa của map phải là chuỗi, số nguyên hoặc đúng/sai, không phải \(key.name)", at: entry.key.offset)
        }
        return .map(.join(keys), .join(try types(entries.map(\.value))))
    }

    private mutating func swept(_ sweep: Node.Sweep, at offset: Int) throws(RuleFault) -> RuleType {
        let element: RuleType
        switch try type(sweep.range) {
        case .dyn: element = .dyn
        case .list(let item): element = item
        case .map(let key, _): element = key
        case .record: element = .string
        case let other: throw Self.unfit("\(other.name).\(sweep.macro.rawValue)(…)", at: offset)
        }
        locals.append(element)
        defer { locals.removeLast() }
        if let filter = sweep.filter { try needBool(filter, "the condition of map()") }
        if sweep.macro == .map { return .list(try type(sweep.body)) }
        try needBool(sweep.body, "\(sweep.macro.rawValue)()")
        return sweep.macro == .filter ? .list(element) : .bool
    }
}
