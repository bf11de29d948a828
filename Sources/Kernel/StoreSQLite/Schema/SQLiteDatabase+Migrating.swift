import Civic
package import Store

extension SQLiteDatabase {
    /// Each migration is one write; a stop between two of them is taken up again at the next start.
    /// - Throws: `StoreError.schema` when the applied part of the list was edited, or is longer than the list.
    package func migrate(_ migrations: [Migration]) async throws {
        let now = SystemClock().now()
        try await write("store.prepareSchema") { transaction in
            try self.prepareSchemaTable(transaction)
        }
        for (index, migration) in migrations.enumerated() {
            try await write("store.migrate") { transaction in
                try self.apply(migration, at: index, now, transaction)
            }
        }
        try await write("store.checkSchema") { transaction in
            let applied = try transaction.all(MigrationStatements.applied) { $0.text(1) }
            try Migration.check(applied: applied, against: migrations)
        }
    }

    package func appliedMigrations() async throws -> [AppliedMigration] {
        try await read { transaction in
            guard try self.hasSchemaTable(transaction) else { return [] }
            return try transaction.all(MigrationStatements.applied) {
                AppliedMigration(name: $0.text(1), hash: $0.text(2))
            }
        }
    }

    package func estimatedRows(of table: String) async throws -> Int64? {
        do {
            return try await read { transaction in
                guard try transaction.all(MigrationStatements.tables, [], { $0.text(0) }).contains(table) else {
                    return nil
                }
                let count = SQL(stringLiteral: "SELECT COUNT(*) FROM \(SchemaDialect.name(table))")
                return try transaction.first(count) { $0.int(0) }
            }
        } catch StoreError.engine {
            // Stopped by the limit of a read.
            return nil
        }
    }

    /// - Throws: `StoreError.schema` when there are tables and none of them is ours.
    private func hasSchemaTable(_ transaction: any Transaction) throws -> Bool {
        let tables = try transaction.all(MigrationStatements.tables) { $0.text(0) }
        guard !tables.contains("schema_migration") else { return true }
        guard tables.isEmpty else {
            throw StoreError.schema(
                vi: "\(path) là cơ sở dữ liệu của chương trình khác (có bảng \(tables[0])): hãy chọn tệp khác",
                en: "\(path) is a database of another program (it has the table \(tables[0])): name another file")
        }
        return false
    }

    private func prepareSchemaTable(_ transaction: any Transaction) throws {
        guard try !hasSchemaTable(transaction) else { return }
        try execute(MigrationStatements.create, transaction)
    }

    private func apply(
        _ migration: Migration, at index: Int, _ now: Instant, _ transaction: any Transaction
    ) throws {
        let number = SQLValue.int(index)
        let applied = try transaction.first(MigrationStatements.one, [number]) { ($0.text(0), $0.text(1)) }
        if let (name, hash) = applied { return try migration.check(appliedAs: name, hash, number: index + 1) }
        for step in migration.steps {
            for text in SchemaDialect.sqlite.statements(of: step) { try execute(text, transaction) }
        }
        try transaction.execute(
            MigrationStatements.insert,
            [number, .text(migration.name), .text(migration.fingerprint), .instant(now)])
    }

    private func execute(_ text: String, _ transaction: any Transaction) throws {
        guard let transaction = transaction as? SQLiteTransaction else { return }
        try transaction.run(text)
    }
}

private enum MigrationStatements {
    static let tables = Statement("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    static let create = """
        CREATE TABLE schema_migration (
            number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, applied_at INTEGER NOT NULL
        ) STRICT
        """
    static let applied = Statement("SELECT number, name, hash FROM schema_migration ORDER BY number")
    static let one = Statement("SELECT name, hash FROM schema_migration WHERE number = ?")
    static let insert = Statement("INSERT INTO schema_migration (number, name, hash, applied_at) VALUES (?, ?, ?, ?)")
}
