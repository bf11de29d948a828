import Foundation
import GRDB
import GRDBSQLite
import Store

/// A statement that one connection keeps prepared. It is its own row while it is being stepped, so that reading makes
/// no objects.
final class PreparedStatement: Store.Row {
    let pointer: OpaquePointer
    let parameterCount: Int
    let writes: Bool
    var isInUse = false
    /// When it was last asked for, counted in requests; for the statements found by text.
    var lastUse = 0
    private let columnCount: Int32
    // Finalizes the pointer when it goes.
    private let owner: GRDB.Statement

    init(_ owner: GRDB.Statement) {
        self.owner = owner
        pointer = owner.sqliteStatement
        parameterCount = Int(sqlite3_bind_parameter_count(pointer))
        writes = sqlite3_stmt_readonly(pointer) == 0
        columnCount = sqlite3_column_count(pointer)
    }

    /// - Throws: `StoreError.engine` for a wrong number of values, and for a text with U+0000, as PostgreSQL.
    func bind(_ values: [SQLValue]) throws {
        guard values.count == parameterCount else {
            throw StoreError.engine("the statement takes \(parameterCount) values, \(values.count) were given")
        }
        var index: Int32 = 0
        for value in values {
            index += 1
            let code: Int32
            switch value {
            case .null: code = sqlite3_bind_null(pointer, index)
            case .int(let number): code = sqlite3_bind_int64(pointer, index, number)
            case .real(let number): code = sqlite3_bind_double(pointer, index, number)
            case .text(var text):
                code = try text.withUTF8 { bytes in
                    guard let base = bytes.baseAddress else { return sqlite3_bind_text(pointer, index, "", 0, nil) }
                    guard memchr(base, 0, bytes.count) == nil else {
                        throw StoreError.engine("a text holds U+0000: the doors must refuse it")
                    }
                    return sqlite3_bind_text(pointer, index, base, Int32(bytes.count), Self.copied)
                }
            case .blob(let bytes):
                code = bytes.withUnsafeBytes { bytes in
                    guard let base = bytes.baseAddress else { return sqlite3_bind_zeroblob(pointer, index, 0) }
                    return sqlite3_bind_blob(pointer, index, base, Int32(bytes.count), Self.copied)
                }
            }
            guard code == SQLITE_OK else { throw SQLiteFailure.error(code, "a value cannot be bound") }
        }
    }

    // SQLITE_TRANSIENT: the engine makes a copy before it returns.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    func isNull(_ column: Int) -> Bool {
        assert(column < columnCount)
        return sqlite3_column_type(pointer, Int32(column)) == SQLITE_NULL
    }

    func int(_ column: Int) -> Int64 {
        assert(column < columnCount)
        return sqlite3_column_int64(pointer, Int32(column))
    }

    func real(_ column: Int) -> Double {
        assert(column < columnCount)
        return sqlite3_column_double(pointer, Int32(column))
    }

    func text(_ column: Int) -> String {
        assert(column < columnCount)
        guard let base = sqlite3_column_text(pointer, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(pointer, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
    }

    func blob(_ column: Int) -> [UInt8] {
        assert(column < columnCount)
        guard let base = sqlite3_column_blob(pointer, Int32(column)) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: base, count: Int(sqlite3_column_bytes(pointer, Int32(column)))))
    }
}
