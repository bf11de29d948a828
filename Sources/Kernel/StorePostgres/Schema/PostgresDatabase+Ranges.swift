package import Store

/// Ranges of split tables, one by one: what `motcua store` takes out and brings back.
extension PostgresDatabase {
    /// Those that end at that id or before, oldest first.
    package func ranges(through end: Int64) async throws -> [TableRange] {
        let schema = SQLValue.text(address.schema)
        return try await read { transaction in
            try transaction.all(RangeStatements.all, [schema]) { row in
                TableRange(table: row.text(0), key: row.text(1), start: row.optionalInt(2) ?? .min, end: row.int(3))
            }
        }.filter { $0.end <= end }.sorted { ($0.end, $0.table) < ($1.end, $1.table) }
    }

    /// Removes the range and its rows. Whoever reads the table waits for the end of the transaction.
    /// - Parameter rows: how many it must have: another number means that somebody wrote since they were counted.
    package func drop(_ range: TableRange, holding rows: Int64, in transaction: any Transaction) throws {
        let schema = SQLValue.text(address.schema)
        let found = try transaction.all(RangeStatements.named, [schema, .text(range.table)]) { ($0.text(0), $0.int(1)) }
        guard let name = found.first(where: { $0.1 == range.end })?.0 else {
            throw StoreError.engine("the range of \(range.table) up to \(range.end) is gone")
        }
        let (parent, part) = (SchemaDialect.name(range.table), SchemaDialect.name(name))
        try transaction.execute(SQL(stringLiteral: "LOCK TABLE \(part) IN ACCESS EXCLUSIVE MODE"))
        let count = try transaction.first(SQL(stringLiteral: "SELECT COUNT(*) FROM \(part)")) { $0.int(0) }
        guard count == rows else { throw StoreError.engine("\(name) changed while it was archived: try again") }
        try transaction.execute(SQL(stringLiteral: "ALTER TABLE \(parent) DETACH PARTITION \(part)"))
        try transaction.execute(SQL(stringLiteral: "DROP TABLE \(part)"))
    }

    /// Makes room for a range that was dropped; what another try left in it goes.
    package func makeRoom(for range: TableRange) async throws {
        if try await ranges(through: range.end).contains(range) {
            _ = try await write("store.makeRoom", priority: .bulk) { transaction in
                var delete = SQL(stringLiteral: "DELETE FROM \(SchemaDialect.name(range.table)) WHERE \(range.key) >= ")
                delete += "\(range.start)"
                delete += SQL(stringLiteral: " AND \(range.key) < ")
                delete += "\(range.end)"
                try transaction.execute(delete)
            }
            return
        }
        try await write("store.makeRoom") { transaction in
            for text in Partitions.again(range) { try transaction.execute(SQL(stringLiteral: text)) }
        }
    }
}

private enum RangeStatements {
    /// What the catalogue says of each range with a bound above: `FOR VALUES FROM ('0') TO ('36028797018963968')`.
    private static let parts = """
        FROM pg_partitioned_table p JOIN pg_class t ON t.oid = p.partrelid
            JOIN pg_namespace n ON n.oid = t.relnamespace
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = p.partattrs[0]
            JOIN pg_inherits i ON i.inhparent = t.oid JOIN pg_class c ON c.oid = i.inhrelid
        WHERE n.nspname = ? AND pg_get_expr(c.relpartbound, c.oid) LIKE 'FOR VALUES FROM%'
        """
    private static let end =
        "CAST(SUBSTRING(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \\(''?(-?[0-9]+)') AS BIGINT)"

    static let all = Statement(
        """
        SELECT t.relname, a.attname,
            CAST(SUBSTRING(pg_get_expr(c.relpartbound, c.oid) FROM 'FROM \\(''?(-?[0-9]+)') AS BIGINT), \(end)
        \(parts)
        """)
    static let named = Statement("SELECT c.relname, \(end) \(parts) AND t.relname = ?")
}
