import Civic
package import Rules

extension YAMLMap {
    /// An expression of the rule language; `true`, `false` and numbers are expressions too. Nil when the key is absent
    /// or, with a fault at its place, when the text is no expression.
    package func optionalExpression(_ key: String) -> Expression? {
        value(key).flatMap(read)
    }

    package func expression(_ key: String) -> Expression? {
        required(key).flatMap(read)
    }

    /// As `optionalExpression`, but `false` is the same as nothing.
    package func condition(_ key: String) -> Expression? {
        guard let value = value(key), findings.string(value) != "false" else { return nil }
        return read(value)
    }

    private func read(_ value: YAMLValue) -> Expression? {
        guard let source = findings.string(value) else { return nil }
        do throws(RuleFault) {
            return try Expression(source)
        } catch {
            let column = value.place.column + (error.line <= 1 ? max(0, error.column - 1) : 0)
            findings.error(
                SourcePlace(file: value.place.file, line: value.place.line, column: column), "rule.parse", error.text,
                cure: LocalizedText(
                    vi: "Sửa biểu thức “\(source)”; ngữ pháp ở docs/expressions.md.",
                    en: "Mend the expression “\(source)”; docs/expressions.md has the grammar."))
            return nil
        }
    }
}
