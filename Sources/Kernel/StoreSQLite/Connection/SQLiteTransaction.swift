import GRDBSQLite
import Store

/// One unit of work on a connection. Made by the engine's thread and only used on it, inside one closure.
final class SQLiteTransaction: Transaction {
    let connection: Connection
    /// The first error of the engine; every later call throws it, as PostgreSQL would refuse the rest.
    private(set) var failure: (any Error)?
    private(set) var isOver = false
    private let changesBefore: Int64
    private var ranText = false
    private var recorded: [StatementRecording.Entry]?

    var numbersEventsAtAppend: Bool { true }

    init(_ connection: Connection, recording: Bool = false) {
        self.connection = connection
        recorded = recording ? [] : nil
        changesBefore = sqlite3_total_changes64(connection.raw)
    }

    /// Whether a row was changed, or text of the engine's own was run.
    var hasWritten: Bool { ranText || sqlite3_total_changes64(connection.raw) != changesBefore }

    /// Called when the closure has returned; gives what it recorded.
    func end() -> [StatementRecording.Entry] {
        isOver = true
        return recorded ?? []
    }

    func execute(_ statement: Statement, _ values: [SQLValue]) throws {
        try work { try run(try connection.prepared(statement), values) }
    }

    func executeCounting(_ statement: Statement, _ values: [SQLValue]) throws -> Int {
        try work {
            try run(try connection.prepared(statement), values)
            return Int(sqlite3_changes64(connection.raw))
        }
    }

    func execute(_ sql: SQL) throws {
        try work { try run(try connection.prepared(text: sql.text), sql.values) }
    }

    func forEach(_ statement: Statement, _ values: [SQLValue], _ decode: (any Row) throws -> Void) throws {
        try rows(try work { try connection.prepared(statement) }, values, decode)
    }

    func forEach(_ sql: SQL, _ decode: (any Row) throws -> Void) throws {
        try rows(try work { try connection.prepared(text: sql.text) }, sql.values, decode)
    }

    /// Runs the engine's own text (DDL) in this unit of work.
    func run(_ text: String) throws {
        ranText = true
        try work { try connection.run(text) }
    }

    private func run(_ prepared: PreparedStatement, _ values: [SQLValue]) throws {
        try prepared.bind(values)
        var code = sqlite3_step(prepared.pointer)
        while code == SQLITE_ROW { code = sqlite3_step(prepared.pointer) }
        let error = code == SQLITE_DONE ? nil : connection.lastError
        sqlite3_reset(prepared.pointer)
        if let error { throw error }
        record(prepared, values)
    }

    private func rows(_ prepared: PreparedStatement, _ values: [SQLValue], _ decode: (any Row) throws -> Void) throws {
        try work { try prepared.bind(values) }
        prepared.isInUse = true
        defer {
            prepared.isInUse = false
            sqlite3_reset(prepared.pointer)
        }
        while true {
            let code = sqlite3_step(prepared.pointer)
            guard code == SQLITE_ROW else {
                try work { if code != SQLITE_DONE { throw connection.lastError } }
                break
            }
            try decode(prepared)
            // A failed call inside `decode` ends the work even when `decode` swallowed it.
            if let failure { throw failure }
        }
        record(prepared, values)
    }

    private func record(_ prepared: PreparedStatement, _ values: [SQLValue]) {
        guard recorded != nil, prepared.writes else { return }
        recorded?.append(.init(text: String(cString: sqlite3_sql(prepared.pointer)), values: values))
    }

    private func work<Value>(_ body: () throws -> Value) throws -> Value {
        if let failure { throw failure }
        guard !isOver else { throw StoreError.engine("a transaction was used after its closure had returned") }
        do {
            return try body()
        } catch {
            failure = error
            throw error
        }
    }
}

extension SQLiteTransaction {
    func plan(of text: String) throws -> [String] {
        let prepared = try connection.prepare("EXPLAIN QUERY PLAN " + text)
        var lines: [String] = []
        while sqlite3_step(prepared.pointer) == SQLITE_ROW { lines.append(prepared.text(3)) }
        return lines
    }

    func reasonNotToPrepare(_ text: String) -> String? {
        do {
            _ = try connection.prepare(text)
            return nil
        } catch {
            return (error as? StoreError)?.detail ?? "\(error)"
        }
    }
}
