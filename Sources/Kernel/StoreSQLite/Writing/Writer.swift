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

    /// Takes what waits and runs it in one transaction. Only when a write fails after it changed something are there
    /// savepoints: then what was taken runs again, each in its own (decision record 0003).
    private func runGroup() -> [(WriteJob, Position)] {
        var jobs: [WriteJob] = []
        var isWhole = (try? connection.step(beginning)) != nil
        var isGuarded = false
        let start = ContinuousClock.now
        func take(_ job: WriteJob) {
            jobs.append(job)
            switch isGuarded ? runInSavepoint(job) : runUnguarded(job) {
            case .stands: break
            case .leftTraces:
                rollBack()
                isGuarded = true
                isWhole = (try? connection.step(beginning)) != nil
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
            try? connection.step(rollingBack)
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
            try connection.step(savepoint)
            try run(job)
            try connection.step(release)
        } catch {
            job.failure = error
            guard !connection.isIdle, (try? connection.step(rollbackTo)) != nil,
                (try? connection.step(release)) != nil
            else { return .isGone }
        }
        return connection.isIdle ? .isGone : .stands
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
