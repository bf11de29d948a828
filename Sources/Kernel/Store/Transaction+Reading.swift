package import Civic

extension Transaction {
    /// Runs a statement that must change exactly `rows` rows; otherwise throws `problem` and the work is over.
    package func execute(
        _ statement: Statement, _ values: [SQLValue], changing rows: Int, else problem: @autoclosure () -> any Error
    ) throws {
        guard try executeCounting(statement, values) == rows else { throw problem() }
    }

    package func all<Value>(
        _ statement: Statement, _ values: [SQLValue] = [], _ decode: (any Row) throws -> Value
    ) throws -> [Value] {
        var found: [Value] = []
        try forEach(statement, values) { found.append(try decode($0)) }
        return found
    }

    package func first<Value>(
        _ statement: Statement, _ values: [SQLValue] = [], _ decode: (any Row) throws -> Value
    ) throws -> Value? {
        var found: Value?
        try forEach(statement, values) { row in
            if found == nil { found = try decode(row) }
        }
        return found
    }

    package func all<Value>(_ sql: SQL, _ decode: (any Row) throws -> Value) throws -> [Value] {
        var found: [Value] = []
        try forEach(sql) { found.append(try decode($0)) }
        return found
    }

    package func first<Value>(_ sql: SQL, _ decode: (any Row) throws -> Value) throws -> Value? {
        var found: Value?
        try forEach(sql) { row in
            if found == nil { found = try decode(row) }
        }
        return found
    }
}

extension Row {
    package func id<Subject>(_ column: Int, of: Subject.Type = Subject.self) -> ID<Subject> { ID(int(column)) }
    package func optionalID<Subject>(_ column: Int, of: Subject.Type = Subject.self) -> ID<Subject>? {
        isNull(column) ? nil : ID(int(column))
    }
    package func bool(_ column: Int) -> Bool { int(column) == 1 }
    package func instant(_ column: Int) -> Instant { Instant(milliseconds: int(column)) }
    package func optionalInstant(_ column: Int) -> Instant? { isNull(column) ? nil : instant(column) }
    package func optionalInt(_ column: Int) -> Int64? { isNull(column) ? nil : int(column) }
    package func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
    package func optionalBlob(_ column: Int) -> [UInt8]? { isNull(column) ? nil : blob(column) }

    /// A date column; a text that is no date is a damaged database.
    package func day(_ column: Int) throws -> Day {
        guard let day = Day(text(column)) else { throw StoreError.damaged("a date column holds \(text(column))") }
        return day
    }
    package func optionalDay(_ column: Int) throws -> Day? { isNull(column) ? nil : try day(column) }
}
