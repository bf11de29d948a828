/// A step of the schema, forward only, never edited once shipped. `City` keeps the one append-only list.
package struct Migration: Sendable {
    /// `Room.NNNN_verb_noun`, for example `Dossiers.0001_create_dossier`.
    package let name: String
    package let steps: [Step]

    package init(_ name: String, _ steps: [Step]) {
        self.name = name
        self.steps = steps
    }

    package enum Step: Sendable {
        case createTable(Table)
        case addColumn(table: String, Column, default: SQLValue?)
        case createIndex(table: String, Index)
        /// Splits a table that grows without end by ranges of an id, where the engine has such a thing (PostgreSQL). Its
        /// keys all hold the id, and nothing refers to it.
        case split(table: String, by: String)
        /// Text of the common subset, run as it is on both engines (moving data).
        case run(Statement)
    }

    /// The tables this step creates: the architecture suite reads their columns.
    package var tables: [Table] {
        steps.compactMap { if case .createTable(let table) = $0 { table } else { nil } }
    }
}
