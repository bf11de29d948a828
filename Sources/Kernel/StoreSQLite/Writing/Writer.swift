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
    private let beginning: PreparedStatement
    private let committing: PreparedStatement
    private let rollingBack: PreparedStatement
    private let savepoint: PreparedStatement
    private let release: PreparedStatement
    private let rollbackTo: PreparedStatement
    private var commits: Int64 = 0

    private static let patience = Duration.milliseconds(5)

    init(
        _ connection: Connection, _ queue: WriteQueue, _ options: SQLiteOptions,
        onCommit: @escaping @Sendable (_ walPages: Int32) -> Void
    ) throws {
        self.connection = connection
        self.queue = queue
        self.options = options
        self.onCommit = onCommit
        beginning = try connection.prepare("BEGIN IMMEDIATE")
        committing = try connection.prepare("COMMIT")
        rollingBack = try connection.prepare("ROLLBACK")
        savepoint = try connection.prepare("SAVEPOINT one")
        release = try connection.prepare("RELEASE one")
        rollbackTo = try connection.prepare("ROLLBACK TO one")
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

    private func runGroup() -> [(WriteJob, Position)] {
        var jobs: [WriteJob] = []
        var isWhole = (try? connection.step(beginning)) != nil
        let start = ContinuousClock.now
        while isWhole, jobs.count < options.groupSize, jobs.isEmpty || start.duration(to: .now) < Self.patience,
            let job = queue.next(.normal)
        {
            jobs.append(job)
            isWhole = runInSavepoint(job)
        }
        if isWhole, let chunk = queue.next(.bulk) {
            jobs.append(chunk)
            isWhole = runInSavepoint(chunk)
        }
        if jobs.isEmpty, let job = queue.next(.normal) ?? queue.next(.bulk) { jobs.append(job) }
        if isWhole && jobs.allSatisfy({ $0.failure != nil }) {
            try? connection.step(rollingBack)
            return jobs.map { ($0, Position(commits)) }
        }
        guard isWhole, commit(jobs) else { return runAlone(jobs) }
        return jobs.map { ($0, Position(commits)) }
    }

    /// False when the transaction is gone: the engine itself rolled it back (a full disk, an I/O error).
    private func runInSavepoint(_ job: WriteJob) -> Bool {
        do {
            try connection.step(savepoint)
            try run(job)
            try connection.step(release)
        } catch {
            job.failure = error
            guard !connection.isIdle else { return false }
            guard (try? connection.step(rollbackTo)) != nil, (try? connection.step(release)) != nil else {
                return false
            }
        }
        return !connection.isIdle
    }

    /// Each write of a group that came to nothing, in a transaction of its own, so that only the guilty one fails.
    private func runAlone(_ jobs: [WriteJob]) -> [(WriteJob, Position)] {
        rollBack()
        return jobs.map { job in
            do {
                try connection.step(beginning)
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
        defer { job.recorded = transaction.end() }
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
            try connection.step(committing)
        } catch {
            if jobs.count == 1 { jobs.first?.failure = error }
            return false
        }
        commits += 1
        options.recording?.append(jobs.filter { $0.failure == nil }.map(\.recorded))
        return true
    }

    private func rollBack() {
        if !connection.isIdle { try? connection.step(rollingBack) }
    }
}
