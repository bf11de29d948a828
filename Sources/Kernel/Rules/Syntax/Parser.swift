/// Reads tokens into a tree. Precedence and associativity are CEL's; the depth of the text and of the tree is bounded.
struct Parser {
    let tokens: [Token]
    /// Commas directly inside each opening bracket; tells the macros `map(x, t)` and `map(x, p, t)` from other calls.
    let commas: [Int: Int]
    var position = 0
    var nesting = 0
    /// The variables of the macros around this place, outermost first; the index is the slot.
    var scope: [String] = []

    static let longest = 65_536
    static let deepest = 250

    static func tree(of source: String) throws(RuleFault) -> Node {
        guard source.utf8.count <= longest else {
            throw RuleFault(
                .parse, "the expression is longer than \(longest) bytes: split it",
                vi: "biểu thức dài hơn \(longest) byte: hãy tách ra")
        }
        let tokens = try Lexer.tokens(of: source)
        var parser = Parser(tokens: tokens, commas: commas(in: tokens))
        let tree = try parser.expression()
        guard parser.current.kind == .end else { throw parser.unexpected() }
        return tree
    }

    var current: Token { tokens[position] }

    func isNext(_ symbol: Symbol) -> Bool { current.kind == .symbol(symbol) }

    mutating func take(_ symbol: Symbol) -> Bool {
        guard isNext(symbol) else { return false }
        position += 1
        return true
    }

    mutating func need(_ symbol: Symbol) throws(RuleFault) {
        guard take(symbol) else { throw unexpected(wanted: symbol) }
    }

    func unexpected(wanted: Symbol? = nil) -> RuleFault {
        let found =
            switch current.kind {
            case .end: "the end"
            case .name(let name): "'\(name)'"
            case .symbol(let symbol): "'\(symbol.rawValue)'"
            case .string: "a string"
            case .int, .double: "a number"
            }
        let wish = wanted.map { ", '\($0.rawValue)' belongs here" } ?? ""
        let wishVi = wanted.map { ", cần '\($0.rawValue)'" } ?? ""
        return .syntax("unexpected \(found)\(wish)", vi: "gặp \(found) không đúng chỗ\(wishVi)", at: current.offset)
    }

    func node(_ form: Node.Form, at offset: Int) throws(RuleFault) -> Node {
        // A leaf has no children to look at.
        let shell = Node(form: form, offset: offset, depth: 1)
        let depth = 1 + shell.children.reduce(0) { max($0, $1.depth) }
        guard depth <= Self.deepest else { throw tooDeep(at: offset) }
        return Node(form: form, offset: offset, depth: depth)
    }

    func tooDeep(at offset: Int) -> RuleFault {
        RuleFault(
            .parse, "nested more than \(Self.deepest) levels deep: split the expression",
            vi: "lồng nhau quá \(Self.deepest) tầng: hãy tách biểu thức", at: offset)
    }

    mutating func expression() throws(RuleFault) -> Node {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Self.deepest else { throw tooDeep(at: current.offset) }
        let test = try chain(.or)
        let offset = current.offset
        guard take(.question) else { return test }
        let yes = try chain(.or)
        try need(.colon)
        let no = try expression()
        return try node(.choose(test, yes, no), at: offset)
    }

    /// A chain of `||` over chains of `&&` over relations; each chain is one node.
    private mutating func chain(_ symbol: Symbol) throws(RuleFault) -> Node {
        let offset = current.offset
        var operands = [symbol == .or ? try chain(.and) : try relation(1)]
        while take(symbol) { operands.append(symbol == .or ? try chain(.and) : try relation(1)) }
        guard operands.count > 1 else { return operands[0] }
        return try node(symbol == .or ? .some(operands) : .every(operands), at: offset)
    }

    private var binaryOperator: Operator? {
        switch current.kind {
        case .symbol(let symbol): Operator(rawValue: symbol.rawValue)
        case .name("in"): .contained
        default: nil
        }
    }

    private mutating func relation(_ lowest: Int) throws(RuleFault) -> Node {
        var left = try unary()
        while let next = binaryOperator, next.precedence >= lowest {
            let offset = current.offset
            position += 1
            let right = try relation(next.precedence + 1)
            left = try node(.binary(next, left, right), at: offset)
        }
        return left
    }

    private mutating func unary() throws(RuleFault) -> Node {
        let symbol: Symbol = isNext(.not) ? .not : .minus
        var offsets: [Int] = []
        while isNext(symbol) {
            offsets.append(current.offset)
            position += 1
        }
        var value: Node
        // The minus before a number is part of the number, so that the smallest int can be written.
        if symbol == .minus, let sign = offsets.last, let literal = try signedLiteral(at: sign) {
            offsets.removeLast()
            value = try members(of: literal)
        } else {
            value = try member()
        }
        for offset in offsets.reversed() {
            value = try node(symbol == .not ? .not(value) : .negate(value), at: offset)
        }
        return value
    }

    private mutating func signedLiteral(at sign: Int) throws(RuleFault) -> Node? {
        let value: RuleValue
        switch current.kind {
        case .int(let magnitude): value = .int(Int64(truncatingIfNeeded: 0 &- magnitude))
        case .double(let number): value = .double(-number)
        default: return nil
        }
        position += 1
        return try node(.literal(value), at: sign)
    }
}
