import Civic
package import Store

extension PostgresDatabase {
    /// Each migration is one write under the schema's lock: nodes that start at once take turns, and each finds what
    /// the one before it has done. A stop between two migrations is taken up again at the next start.
    /// - Throws: `StoreError.schema` when the applied part of the list was edited, or is longer than the list.
    package func migrate(_ migrations: [Migration]) async throws {
        let now = SystemClock().now()
        try await write("store.prepareSchema") { transaction in
            try self.prepareSchema(try self.locked(transaction))
        }
        for (index, migration) in migrations.enumerated() {
            try await write("store.migrate") { transaction in
                try self.apply(migration, at: index, now, try self.locked(transaction))
            }
        }
        try await write("store.checkSchema") { transaction in
            let applied = try transaction.all(MigrationStatements.applied) { $0.text(0) }
            try Migration.check(applied: applied, against: migrations)
        }
        try await prepareGrowth(at: now)
    }

    /// Building an index takes as long as it takes, and so does another node's turn.
    func locked(_ transaction: any Transaction) throws -> PostgresTransaction {
        guard let transaction = transaction as? PostgresTransaction else {
            throw StoreError.engine("a migration runs in a transaction of this engine")
        }
        try transaction.run("SET LOCAL lock_timeout TO 0")
        try transaction.forEach(MigrationStatements.lock, [.text("motcua/migrate/" + address.schema)]) { _ in }
        return transaction
    }

    private func prepareSchema(_ transaction: PostgresTransaction) throws {
        let schema = SQLValue.text(address.schema)
        if try transaction.first(MigrationStatements.schema, [schema], { _ in true }) == nil {
            try transaction.run("CREATE SCHEMA \(SchemaDialect.name(address.schema))")
        }
        if try !hasSchemaTable(transaction) { try transaction.run(MigrationStatements.create) }
    }

    package func appliedMigrations() async throws -> [AppliedMigration] {
        try await read { transaction in
            guard try self.hasSchemaTable(transaction) else { return [] }
            return try transaction.all(MigrationStatements.applied) {
                AppliedMigration(name: $0.text(0), hash: $0.text(1))
            }
        }
    }

    /// - Throws: `StoreError.schema` when there are tables and none of them is ours.
    private func hasSchemaTable(_ transaction: any Transaction) throws -> Bool {
        let tables = try transaction.all(MigrationStatements.tables, [.text(address.schema)]) { $0.text(0) }
        guard !tables.contains("schema_migration") else { return true }
        guard tables.isEmpty else {
            throw StoreError.schema(
                vi:
                    "\(address.place) là cơ sở dữ liệu của chương trình khác (có bảng \(tables[0])): hãy chọn schema khác",
                en: "\(address.place) is a database of another program (it has the table \(tables[0])): "
                    + "name another schema")
        }
        return false
    }

    private func apply(
        _ migration: Migration, at index: Int, _ now: Instant, _ transaction: PostgresTransaction
    ) throws {
        let applied = try transaction.first(MigrationStatements.one, [.int(index)]) { ($0.text(0), $0.text(1)) }
        if let (name, hash) = applied { return try migration.check(appliedAs: name, hash, number: index + 1) }
        for step in migration.steps {
            var texts = SchemaDialect.postgres.statements(of: step)
            if case .split(let table, let column) = step {
                texts = Partitions.statements(splitting: table, by: column, at: now)
            }
            for text in texts { try transaction.run(text) }
        }
        try transaction.execute(
            MigrationStatements.insert,
            [.int(index), .text(migration.name), .text(migration.fingerprint), .instant(now)])
    }
}

private enum MigrationStatements {
    static let lock = Statement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")
    static let schema = Statement("SELECT 1 FROM pg_namespace WHERE nspname = ?")
    static let tables = Statement("SELECT tablename FROM pg_tables WHERE schemaname = ? ORDER BY tablename")
    static let create = """
        CREATE TABLE schema_migration (
            number BIGINT PRIMARY KEY, name TEXT COLLATE "C" NOT NULL UNIQUE, hash TEXT NOT NULL,
            applied_at BIGINT NOT NULL
        )
        """
    static let applied = Statement("SELECT name, hash FROM schema_migration ORDER BY number")
    static let one = Statement("SELECT name, hash FROM schema_migration WHERE number = ?")
    static let insert = Statement("INSERT INTO schema_migration (number, name, hash, applied_at) VALUES (?, ?, ?, ?)")
}
