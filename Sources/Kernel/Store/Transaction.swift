/// One unit of work on the database, valid only inside the closure it was given to.
///
/// After any error the unit of work is over: a closure never catches a database error and goes on, because PostgreSQL
/// would refuse the rest. Expected conflicts are `ON CONFLICT DO NOTHING … RETURNING`, or
/// `execute(_:_:changing:else:)`. `execute` may be queued by an engine: its error may surface at any later call of the
/// same transaction or at commit. Inside a write closure stand only SQL and arithmetic: no JSON of answers, no
/// expressions, no rendering, no hashing of files.
package protocol Transaction: AnyObject {
    /// Runs a statement that answers nothing.
    func execute(_ statement: Statement, _ values: [SQLValue]) throws

    /// Runs a statement and answers how many rows it changed.
    func executeCounting(_ statement: Statement, _ values: [SQLValue]) throws -> Int

    /// Runs a query; `decode` is called once a row and must not keep the row.
    func forEach(_ statement: Statement, _ values: [SQLValue], _ decode: (any Row) throws -> Void) throws

    /// The same for a statement composed at run time.
    func forEach(_ sql: SQL, _ decode: (any Row) throws -> Void) throws
    func execute(_ sql: SQL) throws

    /// Adds whole rows, each with a value for every column of the table in its order: the engine's quickest way, for
    /// copies and imports.
    func load(_ rows: [[SQLValue]], into table: Table) throws

    /// True on engines where an appended event has its dense position at once (SQLite); false where the sequencer
    /// gives it later (PostgreSQL). Decision record 0005.
    var numbersEventsAtAppend: Bool { get }
}

extension Transaction {
    package func load(_ rows: [[SQLValue]], into table: Table) throws {
        // Values of one statement: more make it no faster.
        let chunk = max(800 / table.columns.count, 1)
        let names = table.columns.map(\.name).joined(separator: ", ")
        for start in stride(from: 0, to: rows.count, by: chunk) {
            var sql = SQL(stringLiteral: "INSERT INTO \(table.name) (\(names)) VALUES ")
            for (offset, row) in rows[start..<min(start + chunk, rows.count)].enumerated() {
                sql += offset == 0 ? "(\(list: row))" : ", (\(list: row))"
            }
            try execute(sql)
        }
    }
}

/// One row of an answer, read by position.
package protocol Row: AnyObject {
    func isNull(_ column: Int) -> Bool
    func int(_ column: Int) -> Int64
    func real(_ column: Int) -> Double
    func text(_ column: Int) -> String
    func blob(_ column: Int) -> [UInt8]
}
