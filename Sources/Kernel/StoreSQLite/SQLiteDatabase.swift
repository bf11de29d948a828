package import Civic
import Foundation
package import Store
import Synchronization

/// The embedded engine: one file in WAL mode, one writing thread that groups commits, reading threads on snapshots.
///
/// Every commit is synced before `write` returns: `synchronous=FULL` is set after opening and read back, and a
/// database that does not keep it is not served. `secure_delete=ON` holds for the whole file: a city deletes little but
/// what the law has it erase, and zeroing a freed cell costs nothing on a page that is written anyway.
package final class SQLiteDatabase: Store.Database {
    package let path: String
    let options: SQLiteOptions
    private let writes: WriteQueue?
    private let reads = ReadPool()
    private let checkpointer: Checkpointer?
    private let threads: EngineThreads

    /// Opens the file to read and write, making it if there is none.
    /// - Throws: `StoreError.cannotOpen` or `.damaged`, saying what to do.
    package init(path: String, options: SQLiteOptions = SQLiteOptions()) throws {
        try Self.inspect(path, mayMake: true)
        self.path = path
        self.options = options
        let lock = try FileLock(for: path)
        try Self.make(path)
        let connection = try Connection(path: path, role: .writer, options: options)
        try connection.prepareForWriting(options)
        let queue = WriteQueue(bound: options.waitingWrites)
        let checkpoints = try Connection(path: path, role: .checkpointer, options: options)
        try checkpoints.run("PRAGMA synchronous=FULL")
        let checkpointer = Checkpointer(checkpoints, queue, threshold: options.checkpointPages)
        let writer = Writer(connection, queue, options) { pages in
            checkpointer.noteLog(pages: pages)
            options.onCommit?()
        }
        writes = queue
        self.checkpointer = checkpointer
        threads = EngineThreads(holding: lock)
        let readers = try (0..<max(options.readers, 1)).map { _ in try Self.reader(path, options) }
        threads.start("writer", { writer.work() }, connection, closingLast: true)
        threads.start("checkpoints", { checkpointer.work() }, checkpoints)
        for reader in readers {
            threads.start("reader", { [reads] in reads.work(reader, limit: options.readLimit) }, reader)
        }
    }

    /// Opens an existing file to read only, beside a process that writes: `journal verify`, `explain`.
    package static func openReadOnly(path: String, options: SQLiteOptions = SQLiteOptions()) throws -> SQLiteDatabase {
        try SQLiteDatabase(readOnly: path, options: options)
    }

    private init(readOnly path: String, options: SQLiteOptions) throws {
        try Self.inspect(path, mayMake: false)
        self.path = path
        self.options = options
        writes = nil
        checkpointer = nil
        threads = EngineThreads(holding: nil)
        let readers = try (0..<max(options.readers, 1)).map { _ in try Self.reader(path, options) }
        for reader in readers {
            threads.start("reader", { [reads] in reads.work(reader, limit: options.readLimit) }, reader)
        }
    }

    deinit {
        stop()
    }

    private static func reader(_ path: String, _ options: SQLiteOptions) throws -> Connection {
        let reader = try Connection(path: path, role: .reader, options: options)
        try reader.run("PRAGMA query_only=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-\(options.readerCacheKiB)")
        return reader
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { reads.submit(ReadJobOf(body, $0)) }
    }

    package func write<Value: Sendable>(
        _ useCase: StaticString, priority: WritePriority, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Committed<Value> {
        guard let writes else {
            throw StoreError.cannotOpen(
                vi: "\(path) chỉ được mở để đọc", en: "\(path) was opened to read only")
        }
        let job = WriteJobOf(useCase, priority, body)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                job.wakes(continuation)
                do { try writes.submit(job) } catch { job.fail(error) }
            }
        } onCancel: {
            writes.cancel(job)
        }
    }

    /// One file takes what comes.
    package func prepareGrowth(at now: Instant) async throws {}

    package func bytes() async throws -> Int64 {
        [path, path + "-wal"].reduce(0) { sum, path in
            let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
            return sum + (size?.int64Value ?? 0)
        }
    }

    /// The lock on the file says so.
    package var admitsOtherNodes: Bool { false }

    package var figures: StoreFigures {
        var figures = StoreFigures()
        writes?.fill(&figures)
        figures.waitingReads = reads.count
        return figures
    }

    /// Finishes the waiting writes and reads, then lets the file go.
    package func close() async throws {
        stop()
        await threads.ended()
    }

    private func stop() {
        writes?.close()
        reads.close()
        checkpointer?.close()
    }
}
