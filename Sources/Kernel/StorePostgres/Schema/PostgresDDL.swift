import Store

/// Renders schema values as PostgreSQL's DDL. Whole numbers, ids and instants have 64 bits, as in SQLite; texts sort by
/// their bytes whatever the database's own collation; what `clustered` says is ignored.
enum PostgresDDL {
    static func statements(of step: Migration.Step) -> [String] {
        switch step {
        case .createTable(let table):
            [create(table)] + table.indexes.map { create($0, on: table.name) }
        case .addColumn(let table, let column, let value):
            [
                "ALTER TABLE \(name(table)) ADD COLUMN \(definition(column, of: table))"
                    + (value.map { " DEFAULT \(literal($0))" } ?? "")
            ]
        case .createIndex(let table, let index):
            [create(index, on: table)]
        case .run(let statement):
            [statement.text]
        }
    }

    private static func create(_ table: Table) -> String {
        var parts = table.columns.map { definition($0, of: table.name) }
        parts.append("PRIMARY KEY \(list(table.primaryKey))")
        parts += table.uniques.map { "UNIQUE \(list($0))" }
        parts += table.foreignKeys.map {
            "FOREIGN KEY \(list($0.columns)) REFERENCES \(name($0.table)) \(list($0.references))"
        }
        parts += table.checks.map { "CHECK (\($0))" }
        return "CREATE TABLE \(name(table.name)) (\n    \(parts.joined(separator: ",\n    "))\n)"
    }

    private static func create(_ index: Index, on table: String) -> String {
        "CREATE \(index.unique ? "UNIQUE " : "")INDEX \(name(index.name)) ON \(name(table)) \(list(index.columns))"
            + (index.condition.map { " WHERE \($0)" } ?? "")
    }

    private static func definition(_ column: Column, of table: String) -> String {
        var text = "\(name(column.name)) \(type(column.type))"
        if !column.nullable { text += " NOT NULL" }
        if column.type == .bool {
            text += " CONSTRAINT \(name("\(table)_\(column.name)_bool")) CHECK (\(name(column.name)) IN (0, 1))"
        }
        return text
    }

    private static func type(_ type: ColumnType) -> String {
        switch type {
        case .id, .int, .instant, .bool: "BIGINT"
        case .real: "DOUBLE PRECISION"
        case .text, .date: "TEXT COLLATE \"C\""
        case .blob: "BYTEA"
        }
    }

    static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    private static func literal(_ value: SQLValue) -> String {
        switch value {
        case .null: "NULL"
        case .int(let number): String(number)
        case .real(let number): String(number)
        case .text(let text): quoted(text)
        case .blob(let bytes):
            "'\\x" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "'"
        }
    }

    static func name(_ name: String) -> String { "\"\(name)\"" }
    private static func list(_ names: [String]) -> String { "(\(names.map(name).joined(separator: ", ")))" }
}
