/// How one engine writes the schema down: what its data definition has of its own. Everything else is the same text on
/// every engine.
package struct SchemaDialect: Sendable {
    /// The type of a column, with what belongs to it (a collation).
    let type: @Sendable (ColumnType) -> String
    /// Bytes as a literal, from their hexadecimal digits.
    let bytes: @Sendable (_ hexadecimal: String) -> String
    /// What stands behind the closing parenthesis of `CREATE TABLE`.
    let ending: @Sendable (Table) -> String
    /// The whole definition of a key of one `id` column that is the row's own number; nil where there is no such thing.
    let rowNumber: String?

    package init(
        type: @escaping @Sendable (ColumnType) -> String, bytes: @escaping @Sendable (String) -> String,
        ending: @escaping @Sendable (Table) -> String = { _ in "" }, rowNumber: String? = nil
    ) {
        self.type = type
        self.bytes = bytes
        self.ending = ending
        self.rowNumber = rowNumber
    }

    /// A name between quotes: no word of any engine's is reserved then.
    package static func name(_ name: String) -> String { "\"\(name)\"" }

    /// A text as a literal.
    package static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    package static func list(_ names: [String]) -> String { "(\(names.map(name).joined(separator: ", ")))" }
}
