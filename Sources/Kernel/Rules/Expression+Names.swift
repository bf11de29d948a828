extension Expression {
    /// The variables the expression reads, without those its macros make.
    package var variables: Set<String> { Set(selections.compactMap(\.first)) }

    /// The longest dotted paths the expression reads, each from its variable on: `answers.child.name` is
    /// `["answers", "child", "name"]`; `answers["x"]` counts like `answers.x`.
    package var selections: Set<[String]> {
        var found: Set<[String]> = []
        Self.collect(tree, into: &found)
        return found
    }

    /// The city's functions the expression calls (not the language's own).
    package var calls: Set<String> {
        var found: Set<String> = []
        var open = [tree]
        while let node = open.popLast() {
            if case .call(let name, _, _) = node.form { found.insert(name) }
            open += node.children
        }
        return found
    }

    private static func collect(_ node: Node, into found: inout Set<[String]>) {
        if let path = path(node) {
            found.insert(path)
            return
        }
        for child in node.children { collect(child, into: &found) }
    }

    private static func path(_ node: Node) -> [String]? {
        switch node.form {
        case .variable(let name): [name]
        case .select(let base, let field), .has(let base, let field): path(base).map { $0 + [field] }
        case .index(let base, let index):
            if case .literal(.string(let field)) = index.form { path(base).map { $0 + [field] } } else { nil }
        default: nil
        }
    }
}
