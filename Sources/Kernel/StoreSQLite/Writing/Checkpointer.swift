import GRDBSQLite

/// Moves the write-ahead log back into the database beside the writer, on a thread and connection of its own.
///
/// Most of the work is passive and stops nobody. When little is left, the rest is done between two groups, so that the
/// next commit starts the log from its beginning and the file stays bounded.
///
/// `@unchecked Sendable`: the two flags are only touched inside `monitor.locked`; the connection is only used by the
/// checkpointer's thread.
final class Checkpointer: @unchecked Sendable {
    private let connection: Connection
    private let queue: WriteQueue
    private let threshold: Int32
    private let monitor = Monitor()
    private var isWanted = false
    private var isClosed = false

    /// Pages that may be left for the moment in which the writer waits: about 10 ms.
    private static let remainder: Int32 = 1_024

    init(_ connection: Connection, _ queue: WriteQueue, threshold: Int32) {
        self.connection = connection
        self.queue = queue
        self.threshold = threshold
    }

    /// Called by the writer after each group.
    func noteLog(pages: Int32) {
        guard pages >= threshold else { return }
        monitor.locked {
            guard !isWanted else { return }
            isWanted = true
            monitor.signal()
        }
    }

    func close() {
        monitor.locked {
            isClosed = true
            monitor.signal()
        }
    }

    func work() {
        while awaitWish() {
            shortenLog()
            monitor.locked { isWanted = false }
        }
    }

    private func awaitWish() -> Bool {
        monitor.locked {
            while !isWanted && !isClosed { monitor.wait() }
            return !isClosed
        }
    }

    private func shortenLog() {
        for _ in 0..<4 {
            let (logged, moved) = checkpoint(SQLITE_CHECKPOINT_PASSIVE)
            if logged - moved <= Self.remainder { break }
        }
        // A log that a long reader let grow is cut; otherwise its file is used again from the start.
        let (logged, _) = checkpoint(SQLITE_CHECKPOINT_PASSIVE)
        let mode = logged > threshold * 4 ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_RESTART
        queue.betweenGroups { _ = checkpoint(mode) }
    }

    private func checkpoint(_ mode: Int32) -> (logged: Int32, moved: Int32) {
        var logged: Int32 = 0
        var moved: Int32 = 0
        // A reader or writer in the way is met again at the next wish; errors show in the writer's own commits.
        _ = sqlite3_wal_checkpoint_v2(connection.raw, nil, mode, &logged, &moved)
        return (logged, moved)
    }
}
