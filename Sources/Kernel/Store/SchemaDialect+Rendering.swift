extension SchemaDialect {
    /// The statements that carry out a step.
    package func statements(of step: Migration.Step) -> [String] {
        switch step {
        case .createTable(let table):
            [create(table)] + table.indexes.map { Self.create($0, on: table.name) }
        case .addColumn(let table, let column, let value):
            [
                "ALTER TABLE \(Self.name(table)) ADD COLUMN \(definition(column, of: table))"
                    + (value.map { " DEFAULT \(literal($0))" } ?? "")
            ]
        case .createIndex(let table, let index):
            [Self.create(index, on: table)]
        case .split:
            []
        case .run(let statement):
            [statement.text]
        }
    }

    private func create(_ table: Table) -> String {
        let rowNumber = table.hasRowNumber ? rowNumber : nil
        var parts = table.columns.map { column in
            if let rowNumber, column.name == table.primaryKey.first { return "\(Self.name(column.name)) \(rowNumber)" }
            return definition(column, of: table.name)
        }
        if rowNumber == nil { parts.append("PRIMARY KEY \(Self.list(table.primaryKey))") }
        parts += table.uniques.map { "UNIQUE \(Self.list($0))" }
        parts += table.foreignKeys.map {
            "FOREIGN KEY \(Self.list($0.columns)) REFERENCES \(Self.name($0.table)) \(Self.list($0.references))"
        }
        parts += table.checks.map { "CHECK (\($0))" }
        return "CREATE TABLE \(Self.name(table.name)) (\n    \(parts.joined(separator: ",\n    "))\n)\(ending(table))"
    }

    /// The same on every engine.
    static func create(_ index: Index, on table: String) -> String {
        let kind = index.unique ? "UNIQUE INDEX" : "INDEX"
        return "CREATE \(kind) \(name(index.name)) ON \(name(table)) \(list(index.columns))"
            + (index.condition.map { " WHERE \($0)" } ?? "")
    }

    private func definition(_ column: Column, of table: String) -> String {
        let name = Self.name(column.name)
        var text = "\(name) \(type(column.type))"
        if !column.nullable { text += " NOT NULL" }
        if column.type == .bool {
            text += " CONSTRAINT \(Self.name("\(table)_\(column.name)_bool")) CHECK (\(name) IN (0, 1))"
        }
        return text
    }

    private func literal(_ value: SQLValue) -> String {
        switch value {
        case .null: "NULL"
        case .int(let number): String(number)
        case .real(let number): String(number)
        case .text(let text): Self.quoted(text)
        case .blob(let bytes): self.bytes(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
        }
    }
}

extension Table {
    /// The key is one id: an engine may keep it as the row's own number, without a second tree.
    fileprivate var hasRowNumber: Bool {
        !clustered && primaryKey.count == 1
            && columns.contains { $0.name == primaryKey.first && $0.type == .id }
    }
}
