extension Parser {
    private static let literals: Set<String> = ["true", "false", "null", "in"]

    /// Kept free by CEL for the languages around it; fields may be called so, variables may not.
    private static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    ]

    mutating func member() throws(RuleFault) -> Node {
        try members(of: try primary())
    }

    /// The selections, indexes and method calls behind a value.
    mutating func members(of start: Node) throws(RuleFault) -> Node {
        var value = start
        while true {
            let offset = current.offset
            if take(.dot) {
                value = try selection(value, dot: offset)
            } else if take(.openBracket) {
                let index = try expression()
                try need(.closeBracket)
                value = try node(.index(value, index), at: offset)
            } else if isNext(.openBrace) {
                throw .notInSubset("a message literal", "write a map", vi: "hãy viết map {…}", at: offset)
            } else {
                return value
            }
        }
    }

    private mutating func selection(_ base: Node, dot: Int) throws(RuleFault) -> Node {
        let offset = current.offset
        if isNext(.question) {
            throw .notInSubset("optional selection", "ask with has()", vi: "hãy kiểm tra bằng has()", at: offset)
        }
        guard case .name(let name) = current.kind, !Self.literals.contains(name) else { throw unexpected() }
        position += 1
        guard take(.openParen) else { return try node(.select(base, name), at: offset) }
        if let macro = Macro(rawValue: name), let sweep = try sweep(macro, over: base, at: offset) { return sweep }
        return try call(name, receiver: base, arguments: try expressions(until: .closeParen), at: offset)
    }

    private mutating func primary() throws(RuleFault) -> Node {
        let token = current
        position += 1
        switch token.kind {
        case .int(let magnitude):
            guard let value = Int64(exactly: magnitude) else {
                throw .syntax(
                    "the number does not fit an int of 64 bits", vi: "số nguyên vượt quá 64 bit", at: token.offset)
            }
            return try node(.literal(.int(value)), at: token.offset)
        case .double(let value): return try node(.literal(.double(value)), at: token.offset)
        case .string(let text): return try node(.literal(.string(text)), at: token.offset)
        case .name(let name): return try named(name, root: false, at: token.offset)
        case .symbol(.dot):
            guard case .name(let name) = current.kind else { throw unexpected() }
            position += 1
            return try named(name, root: true, at: token.offset)
        case .symbol(.openParen):
            let value = try expression()
            try need(.closeParen)
            return value
        case .symbol(.openBracket):
            return try node(.list(try expressions(until: .closeBracket, trailingComma: true)), at: token.offset)
        case .symbol(.openBrace): return try mapLiteral(at: token.offset)
        default:
            position -= 1
            throw unexpected()
        }
    }

    /// A literal word, a variable or a call. `root` when a dot stands before it: then no macro's variable is meant.
    private mutating func named(_ name: String, root: Bool, at offset: Int) throws(RuleFault) -> Node {
        if Self.reserved.contains(name) {
            throw .syntax(
                "'\(name)' is a reserved word: choose another name",
                vi: "'\(name)' là từ dành riêng: hãy chọn tên khác",
                at: offset)
        }
        if Self.literals.contains(name) {
            guard !root, name != "in" else {
                position -= 1
                throw unexpected()
            }
            let value: RuleValue = name == "null" ? .null : .bool(name == "true")
            return try node(.literal(value), at: offset)
        }
        if take(.openParen) {
            if name == "has", !root { return try presence(at: offset) }
            return try call(name, receiver: nil, arguments: try expressions(until: .closeParen), at: offset)
        }
        if !root, let slot = scope.lastIndex(of: name) { return try node(.local(slot), at: offset) }
        return try node(.variable(name), at: offset)
    }

    mutating func expressions(until close: Symbol, trailingComma: Bool = false) throws(RuleFault) -> [Node] {
        var items: [Node] = []
        // CEL's grammar lets the comma at the end stand alone: `[,]` is empty.
        if take(close) || (trailingComma && takeLoneComma(before: close)) { return items }
        repeat {
            if trailingComma, !items.isEmpty, isNext(close) { break }
            items.append(try expression())
        } while take(.comma)
        try need(close)
        return items
    }

    private mutating func takeLoneComma(before close: Symbol) -> Bool {
        guard isNext(.comma), tokens[position + 1].kind == .symbol(close) else { return false }
        position += 2
        return true
    }

    private mutating func mapLiteral(at offset: Int) throws(RuleFault) -> Node {
        var entries: [(key: Node, value: Node)] = []
        if take(.closeBrace) || takeLoneComma(before: .closeBrace) { return try node(.map(entries), at: offset) }
        repeat {
            if !entries.isEmpty, isNext(.closeBrace) { break }
            let key = try expression()
            try need(.colon)
            entries.append((key, try expression()))
        } while take(.comma)
        try need(.closeBrace)
        return try node(.map(entries), at: offset)
    }
}
