import GRDBSQLite
import Store

/// The one thread that writes: it commits waiting writes in groups that share a sync (decision record 0003).
///
/// `@unchecked Sendable`: made on the opening thread, then used by the writer's thread alone.
final class Writer: @unchecked Sendable {
    private let connection: Connection
    private let queue: WriteQueue
    private let options: SQLiteOptions
    private let onCommit: @Sendable (_ walPages: Int32) -> Void
    private let walPages = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    private var commits: Int64 = 0

    private static let patience = Duration.milliseconds(5)

    private static let begin = Statement("BEGIN IMMEDIATE")
    private static let commit = Statement("COMMIT")
    private static let rollback = Statement("ROLLBACK")
    private static let savepoint = Statement("SAVEPOINT one")
    private static let release = Statement("RELEASE one")
    private static let rollbackTo = Statement("ROLLBACK TO one")

    init(
        _ connection: Connection, _ queue: WriteQueue, _ options: SQLiteOptions,
        onCommit: @escaping @Sendable (_ walPages: Int32) -> Void
    ) {
        self.connection = connection
        self.queue = queue
        self.options = options
        self.onCommit = onCommit
        walPages.initialize(to: 0)
        // Replaces SQLite's own automatic checkpoint, which would run on this thread.
        sqlite3_wal_hook(
            connection.raw,
            { context, _, _, pages in
                context?.assumingMemoryBound(to: Int32.self).pointee = pages
                return SQLITE_OK
            }, walPages)
    }

    deinit {
        walPages.deallocate()
    }

    /// Until the queue is closed and empty.
    func work() {
        while queue.beginGroup() {
            let group = runGroup()
            queue.endGroup()
            for (job, position) in group { job.finish(at: position) }
            onCommit(walPages.pointee)
        }
        sqlite3_wal_hook(connection.raw, nil, nil)
    }

    /// Takes what waits and runs it in one transaction. Only when a write fails after it changed something are there
    /// savepoints: then what was taken runs again, each in its own (decision record 0003).
    private func runGroup() -> [(WriteJob, Position)] {
        var jobs: [WriteJob] = []
        var isWhole = (try? step(Self.begin)) != nil
        var isGuarded = false
        let start = ContinuousClock.now
        func take(_ job: WriteJob) {
            jobs.append(job)
            switch isGuarded ? runInSavepoint(job) : runUnguarded(job) {
            case .stands: break
            case .leftTraces:
                rollBack()
                isGuarded = true
                isWhole =
                    (try? step(Self.begin)) != nil
                    && jobs.allSatisfy { runInSavepoint($0) == .stands }
            case .isGone: isWhole = false
            }
        }
        while isWhole, jobs.count < options.groupSize, jobs.isEmpty || start.duration(to: .now) < Self.patience,
            let job = queue.next(.normal)
        {
            take(job)
        }
        if isWhole, let chunk = queue.next(.bulk) { take(chunk) }
        if jobs.isEmpty, let job = queue.next(.normal) ?? queue.next(.bulk) { jobs.append(job) }
        if isWhole && jobs.allSatisfy({ $0.failure != nil }) {
            try? step(Self.rollback)
            return jobs.map { ($0, Position(commits)) }
        }
        guard isWhole, commit(jobs) else { return runAlone(jobs) }
        return jobs.map { ($0, Position(commits)) }
    }

    /// What a write did to the transaction around it.
    private enum Trace {
        /// It came through, or failed and changed nothing.
        case stands
        /// It failed after it had changed something.
        case leftTraces
        /// The engine itself rolled the transaction back (a full disk, an I/O error).
        case isGone
    }

    private func runUnguarded(_ job: WriteJob) -> Trace {
        do {
            try run(job)
        } catch {
            job.failure = error
            if !connection.isIdle { return job.hasWritten ? .leftTraces : .stands }
        }
        return connection.isIdle ? .isGone : .stands
    }

    private func runInSavepoint(_ job: WriteJob) -> Trace {
        do {
            try step(Self.savepoint)
            try run(job)
            try step(Self.release)
        } catch {
            job.failure = error
            guard !connection.isIdle, (try? step(Self.rollbackTo)) != nil,
                (try? step(Self.release)) != nil
            else { return .isGone }
        }
        return connection.isIdle ? .isGone : .stands
    }

    /// Each write of a group that came to nothing, in a transaction of its own, so that only the guilty one fails.
    private func runAlone(_ jobs: [WriteJob]) -> [(WriteJob, Position)] {
        rollBack()
        return jobs.map { job in
            do {
                try step(Self.begin)
                try run(job)
                if !commit([job]) { job.failure = job.failure ?? connection.lastError }
            } catch {
                job.failure = error
            }
            rollBack()
            return (job, Position(commits))
        }
    }

    private func run(_ job: WriteJob) throws {
        job.failure = nil
        let start = ContinuousClock.now
        let transaction = SQLiteTransaction(connection, recording: options.recording != nil)
        defer {
            job.recorded = transaction.end()
            job.hasWritten = transaction.hasWritten
        }
        try job.run(transaction)
        // A closure that swallowed an error of the engine has not done what it was for.
        if let failure = transaction.failure { throw failure }
        let duration = start.duration(to: .now)
        if duration > Self.patience, let onSlowWrite = options.onSlowWrite {
            onSlowWrite(SlowWrite(useCase: "\(job.useCase)", duration: duration))
        }
    }

    private func commit(_ jobs: [WriteJob]) -> Bool {
        do {
            try step(Self.commit)
        } catch {
            if jobs.count == 1 { jobs.first?.failure = error }
            return false
        }
        commits += 1
        options.recording?.append(jobs.filter { $0.failure == nil }.map(\.recorded))
        return true
    }

    /// The connection keeps them, and gives them up when it is closed.
    private func step(_ statement: Statement) throws {
        try connection.step(try connection.prepared(statement))
    }

    private func rollBack() {
        if !connection.isIdle { try? step(Self.rollback) }
    }
}
