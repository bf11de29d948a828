import Store

/// One unit of work on a connection. Made by the engine's thread and only used on it, inside one closure.
final class PostgresTransaction: Transaction {
    let connection: Connection
    /// The first error of the engine; every later call throws it, as the server refuses the rest.
    private(set) var failure: PostgresFailure?
    private var isOver = false

    var numbersEventsAtAppend: Bool { false }

    /// Queued statements are answered with a few bytes each; so many never fill the network's buffers.
    private static let longestQueue = 64

    init(_ connection: Connection) {
        self.connection = connection
    }

    /// Called when the closure has returned.
    func end() {
        isOver = true
    }

    func execute(_ statement: Statement, _ values: [SQLValue]) throws {
        try work { try queue(try connection.prepared(statement), values) }
    }

    func executeCounting(_ statement: Statement, _ values: [SQLValue]) throws -> Int {
        try work { try answer(to: try connection.prepared(statement), values, statement.text)?.changedRows ?? 0 }
    }

    func execute(_ sql: SQL) throws {
        try work { try queue(try connection.prepared(text: sql.text), sql.values) }
    }

    func forEach(_ statement: Statement, _ values: [SQLValue], _ decode: (any Row) throws -> Void) throws {
        try rows(try work { try answer(to: try connection.prepared(statement), values, statement.text) }, decode)
    }

    func forEach(_ sql: SQL, _ decode: (any Row) throws -> Void) throws {
        try rows(try work { try answer(to: try connection.prepared(text: sql.text), sql.values, sql.text) }, decode)
    }

    func load(_ rows: [[SQLValue]], into table: Table) throws {
        try work { try connection.copy(rows, into: table) }
    }

    /// Runs the engine's own text (DDL) in this unit of work.
    func run(_ text: String) throws {
        try work {
            try connection.queue(text: text)
            try connection.flush(text)
        }
    }

    private func queue(_ statement: PreparedStatement, _ values: [SQLValue]) throws {
        try connection.queue(statement, values)
        if connection.queued >= Self.longestQueue { try connection.flush() }
    }

    private func answer(to statement: PreparedStatement, _ values: [SQLValue], _ text: String) throws -> Answer? {
        try connection.queue(statement, values)
        return try connection.flush(text).last
    }

    /// The whole answer has come before the first row is read, so a query may run inside the rows of another.
    private func rows(_ answer: Answer?, _ decode: (any Row) throws -> Void) throws {
        try answer?.forEach { row in
            try decode(row)
            // A failed call inside `decode` ends the work even when `decode` swallowed it.
            if let failure { throw failure.error }
        }
    }

    private func work<Value>(_ body: () throws -> Value) throws -> Value {
        if let failure { throw failure.error }
        guard !isOver else { throw StoreError.engine("a transaction was used after its closure had returned") }
        do {
            return try body()
        } catch {
            let failure = error as? PostgresFailure ?? PostgresFailure(error as? StoreError ?? .engine("\(error)"))
            self.failure = failure
            throw failure.error
        }
    }
}
