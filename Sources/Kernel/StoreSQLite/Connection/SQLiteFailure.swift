import GRDBSQLite
import Store

/// What the engine's result codes mean to the house.
enum SQLiteFailure {
    /// - Parameter code: a primary or extended result code.
    static func error(_ code: Int32, _ message: String) -> StoreError {
        switch code & 0xFF {
        case SQLITE_CONSTRAINT: .constraint(message)
        case SQLITE_INTERRUPT: .engine("a read took longer than it may (\(message)): it must page by key")
        case SQLITE_FULL: .full("\(message): make room on the disk and try again")
        case SQLITE_IOERR where code == ioWrite || code == ioSync:
            .full("the database file cannot be written (\(message)): look at the disk")
        case SQLITE_READONLY: .engine("a reading transaction tried to write, or the file is read-only: \(message)")
        case SQLITE_CORRUPT, SQLITE_NOTADB:
            .damaged("the database is damaged (\(message)): stop the program and copy the last backup to its place")
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: .cannotOpen(vi: message, en: message)
        case SQLITE_BUSY, SQLITE_LOCKED: .engine("another program holds the database: \(message)")
        default: .engine("\(message) (SQLite \(code))")
        }
    }

    private static let ioWrite = SQLITE_IOERR | 3 << 8
    private static let ioSync = SQLITE_IOERR | 4 << 8
}
