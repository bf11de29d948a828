package import Store

extension SQLiteDatabase {
    /// How SQLite would find the rows, one line a step: `SEARCH task USING INDEX …`, or a `SCAN` a test refuses.
    package func explainQueryPlan(_ statement: Statement) async throws -> [String] {
        try await explainQueryPlan(SQL(stringLiteral: statement.text))
    }

    package func explainQueryPlan(_ sql: SQL) async throws -> [String] {
        try await read { transaction in
            guard let transaction = transaction as? SQLiteTransaction else { return [] }
            return try transaction.plan(of: sql.text)
        }
    }

    /// The statements that cannot be prepared on this schema, each with the engine's reason.
    package func unprepared(among statements: [Statement]) async throws -> [String] {
        try await read { transaction in
            guard let transaction = transaction as? SQLiteTransaction else { return [] }
            return statements.compactMap { transaction.reasonNotToPrepare($0.text) }
        }
    }
}
