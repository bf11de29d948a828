import GRDB
import GRDBSQLite
import SQLiteSetup
import Store

/// One connection of the engine with the statements it keeps prepared.
///
/// GRDB opens it and prepares statements; they are bound and stepped through the C interface, because a kept statement
/// costs 1.6 µs where one found through layers costs several times that.
///
/// `@unchecked Sendable`: a connection is made on one thread, handed to the engine's thread that owns it from then on,
/// and used by no other (SQLite's multi-thread mode asks exactly that).
final class Connection: @unchecked Sendable {
    let raw: OpaquePointer
    private let queue: DatabaseQueue
    private var byNumber: [PreparedStatement?] = []
    private var byText: [String: PreparedStatement] = [:]
    private var requests = 0

    private static let keptByText = 128

    enum Role {
        case writer
        case reader
        /// Opens and checkpoints beside the writer.
        case checkpointer
    }

    /// Once in a process, before its first connection; one that comes too late only counts on.
    private static let keepsNoMemoryStatistics = motcua_sqlite3_keep_no_memory_statistics() == SQLITE_OK

    init(path: String, role: Role, options: SQLiteOptions) throws {
        _ = Self.keepsNoMemoryStatistics
        var configuration = Configuration()
        configuration.label = "motcua.\(role)"
        configuration.readonly = role == .reader
        configuration.busyMode = .timeout(role == .checkpointer ? 0.02 : 5)
        // Transactions are ours: GRDB would stop the program at one left open between two of its own calls.
        configuration.allowsUnsafeTransactions = true
        let target = options.vfs.map { "file:\(path)?vfs=\($0)" } ?? path
        do {
            queue = try DatabaseQueue(path: target, configuration: configuration)
            guard let raw = queue.inDatabase({ $0.sqliteConnection }) else {
                throw StoreError.cannotOpen(vi: "không mở được \(path)", en: "\(path) cannot be opened")
            }
            self.raw = raw
            // GRDB's observers follow its own transactions; ours run below it.
            sqlite3_commit_hook(raw, nil, nil)
            sqlite3_rollback_hook(raw, nil, nil)
        } catch let error as DatabaseError {
            throw SQLiteFailure.error(
                error.extendedResultCode.rawValue, "\(path): \(error.message ?? "cannot be opened")")
        }
    }

    /// True outside a transaction; also after the engine itself rolled one back.
    var isIdle: Bool { sqlite3_get_autocommit(raw) != 0 }

    var lastError: StoreError {
        SQLiteFailure.error(sqlite3_extended_errcode(raw), String(cString: sqlite3_errmsg(raw)))
    }

    /// Runs text of ours that takes no values: pragmas and DDL.
    func run(_ text: String) throws {
        guard sqlite3_exec(raw, text, nil, nil, nil) == SQLITE_OK else { throw lastError }
    }

    /// The first column of the first row, as text.
    func answer(_ text: String) throws -> String {
        var answer = ""
        let prepared = try prepare(text)
        guard sqlite3_step(prepared.pointer) == SQLITE_ROW else { return answer }
        answer = prepared.text(0)
        return answer
    }

    /// The kept statement; a fresh one while the kept one is being stepped (a query inside the rows of itself).
    func prepared(_ statement: Store.Statement) throws -> PreparedStatement {
        if statement.number < byNumber.count, let kept = byNumber[statement.number] {
            return kept.isInUse ? try prepare(statement.text) : kept
        }
        let prepared = try prepare(statement.text)
        while byNumber.count <= statement.number { byNumber.append(nil) }
        byNumber[statement.number] = prepared
        return prepared
    }

    func prepared(text: String) throws -> PreparedStatement {
        requests += 1
        if let kept = byText[text] {
            kept.lastUse = requests
            return kept.isInUse ? try prepare(text) : kept
        }
        let prepared = try prepare(text)
        prepared.lastUse = requests
        if byText.count >= Self.keptByText, let oldest = byText.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            byText[oldest.key] = nil
        }
        byText[text] = prepared
        return prepared
    }

    func prepare(_ text: String) throws -> PreparedStatement {
        do {
            return PreparedStatement(try queue.inDatabase { try $0.makeStatement(sql: text) })
        } catch let error as DatabaseError {
            throw SQLiteFailure.error(
                error.extendedResultCode.rawValue, "\(error.message ?? "cannot be prepared") in: \(text)")
        }
    }

    /// Steps a statement without values and without an answer.
    func step(_ statement: PreparedStatement) throws {
        let code = sqlite3_step(statement.pointer)
        sqlite3_reset(statement.pointer)
        guard code == SQLITE_DONE else { throw lastError }
    }

    func close() throws {
        byNumber = []
        byText = [:]
        try queue.close()
    }
}
