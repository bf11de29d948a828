extension Parser {
    /// Functions of CEL that this subset leaves out, with what to do instead.
    private static let leftOut: [String: (cure: String, vi: String)] = [
        "matches": (
            "patterns are named and built into the form fields; use contains, startsWith or endsWith",
            "mẫu kiểm tra có sẵn trong trường biểu mẫu; hãy dùng contains, startsWith hoặc endsWith"
        ),
        "uint": ("use int()", "hãy dùng int()"),
        "bytes": ("use a string", "hãy dùng chuỗi ký tự"),
        "type": ("compare values instead", "hãy so sánh giá trị"),
    ]

    func call(_ name: String, receiver: Node?, arguments: [Node], at offset: Int) throws(RuleFault) -> Node {
        if let leftOut = Self.leftOut[name] {
            throw .notInSubset("\(name)()", leftOut.cure, vi: leftOut.vi, at: offset)
        }
        let all = (receiver.map { [$0] } ?? []) + arguments
        let builtin = receiver == nil ? Builtin.functions[name] : Builtin.methods[name]
        if let builtin, builtin.arguments.contains(all.count) {
            return try node(.builtin(builtin, all), at: offset)
        }
        return try node(.call(name, all, isMethod: receiver != nil), at: offset)
    }

    /// `has(e.f)`; the opening bracket is read.
    mutating func presence(at offset: Int) throws(RuleFault) -> Node {
        let arguments = try expressions(until: .closeParen)
        guard arguments.count == 1, case .select(let base, let field) = arguments[0].form else {
            throw .syntax(
                "has() takes one field selection, as in has(answers.child)",
                vi: "has() nhận đúng một trường, ví dụ has(answers.child)", at: offset)
        }
        return try node(.has(base, field), at: offset)
    }

    /// A macro behind its opening bracket; nil (and nothing read) when the call has another number of arguments.
    mutating func sweep(_ macro: Macro, over range: Node, at offset: Int) throws(RuleFault) -> Node? {
        let commas = commas[position - 1] ?? 0
        guard commas == 1 || (commas == 2 && macro == .map) else { return nil }
        guard case .name(let variable) = current.kind, tokens[position + 1].kind == .symbol(.comma),
            !Self.isWord(variable)
        else {
            throw .syntax(
                "\(macro.rawValue)() takes a name first, as in list.\(macro.rawValue)(x, …)",
                vi: "\(macro.rawValue)() cần một tên trước, ví dụ list.\(macro.rawValue)(x, …)", at: current.offset)
        }
        position += 2
        scope.append(variable)
        defer { scope.removeLast() }
        let first = try expression()
        var second: Node?
        if take(.comma) { second = try expression() }
        try need(.closeParen)
        let sweep = Node.Sweep(
            macro: macro, range: range, slot: scope.count - 1, body: second ?? first,
            filter: second == nil ? nil : first)
        return try node(.sweep(sweep), at: offset)
    }

    private static func isWord(_ name: String) -> Bool {
        ["true", "false", "null", "in"].contains(name)
    }

    /// For each opening bracket, by its position among the tokens, the commas directly inside it.
    static func commas(in tokens: [Token]) -> [Int: Int] {
        var commas: [Int: Int] = [:]
        var open: [Int] = []
        for (position, token) in tokens.enumerated() {
            guard case .symbol(let symbol) = token.kind else { continue }
            switch symbol {
            case .openParen, .openBracket, .openBrace: open.append(position)
            case .closeParen, .closeBracket, .closeBrace: _ = open.popLast()
            case .comma: if let last = open.last { commas[last, default: 0] += 1 }
            default: break
            }
        }
        return commas
    }
}
