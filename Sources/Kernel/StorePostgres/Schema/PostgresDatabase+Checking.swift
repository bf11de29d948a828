package import Store

extension PostgresDatabase {
    /// The statements that cannot be prepared on this schema, or whose rows could not be read, each with the reason.
    package func unprepared(among statements: [Statement]) async throws -> [String] {
        try await inspect { connection in
            try statements.compactMap { statement in
                do {
                    // The unnamed one: replaced by the next, kept by nobody.
                    return try connection.prepare("", statement.text).unreadable.map { "\($0): \(statement.text)" }
                } catch let failure as PostgresFailure where !connection.isBroken {
                    return failure.error.detail
                }
            }
        }
    }

    /// How PostgreSQL would find the rows if every table were large: a `Seq Scan` left in it has no index to use.
    package func explain(_ statement: Statement) async throws -> [String] {
        try await inspect { connection in
            let count = try connection.prepare("", statement.text).parameters.count
            let values = count == 0 ? "" : "(\(Array(repeating: "NULL", count: count).joined(separator: ", ")))"
            for text in [
                "BEGIN", "SET LOCAL plan_cache_mode TO force_generic_plan", "SET LOCAL enable_seqscan TO off",
                "PREPARE explained AS \(Placeholders.numbered(statement.text))", "EXPLAIN EXECUTE explained\(values)",
                "DEALLOCATE explained", "ROLLBACK",
            ] { try connection.queue(text: text) }
            var lines: [String] = []
            try connection.flush(statement.text)[4].forEach { lines.append($0.text(0)) }
            return lines
        }
    }
}
