import Store

/// The writes that wait for the one writer, in order of arrival, bounded.
///
/// `@unchecked Sendable`: every stored variable is only touched inside `monitor.locked`.
final class WriteQueue: @unchecked Sendable {
    private let monitor = Monitor()
    private let bound: Int
    private var normal = Line<WriteJob>()
    private var bulk = Line<WriteJob>()
    private var isClosed = false
    private var isPaused = false
    private var isInGroup = false
    private var isWriterAsleep = false
    private var begun: Int64 = 0
    private var groups: Int64 = 0

    init(bound: Int) {
        self.bound = bound
    }

    /// - Throws: `StoreError.busy` past the bound, `CancellationError` when the caller was cancelled before.
    func submit(_ job: WriteJob) throws {
        try monitor.locked {
            guard job.state == .made else { throw CancellationError() }
            guard !isClosed else {
                throw StoreError.cannotOpen(vi: "cơ sở dữ liệu đã đóng", en: "the database is closed")
            }
            guard (job.priority == .normal ? normal.count : bulk.count) < bound else { throw StoreError.busy }
            job.state = .waiting
            switch job.priority {
            case .normal: normal.append(job)
            case .bulk: bulk.append(job)
            }
            if isWriterAsleep { monitor.broadcast() }
        }
    }

    /// Takes a write out that has not begun; one that has is left alone.
    func cancel(_ job: WriteJob) {
        let removed = monitor.locked { () -> Bool in
            let wasWaiting = job.state == .waiting
            if job.state != .begun { job.state = .cancelled }
            if wasWaiting {
                normal.remove { $0 === job }
                bulk.remove { $0 === job }
            }
            return wasWaiting
        }
        if removed { job.fail(CancellationError()) }
    }

    func fill(_ figures: inout StoreFigures) {
        monitor.locked {
            figures.writes = begun
            figures.groups = groups
            figures.waitingWrites = normal.count
            figures.waitingBulk = bulk.count
        }
    }

    func close() {
        monitor.locked {
            isClosed = true
            monitor.broadcast()
        }
    }

    // MARK: - The writer's side

    /// Sleeps until there is work; false when the queue is closed and empty.
    func beginGroup() -> Bool {
        monitor.locked {
            while isPaused || (normal.isEmpty && bulk.isEmpty) {
                if isClosed && !isPaused { return false }
                isWriterAsleep = true
                monitor.wait()
                isWriterAsleep = false
            }
            isInGroup = true
            return true
        }
    }

    /// Writes that arrive while a group is at work still join it.
    func next(_ priority: WritePriority) -> WriteJob? {
        monitor.locked {
            let job = priority == .normal ? normal.popFirst() : bulk.popFirst()
            job?.state = .begun
            if job != nil { begun += 1 }
            return job
        }
    }

    func endGroup() {
        monitor.locked {
            isInGroup = false
            groups += 1
            if isPaused { monitor.broadcast() }
        }
    }

    /// Runs `body` between two groups: the end of a checkpoint, which would otherwise meet the writer's lock.
    func betweenGroups(_ body: () -> Void) {
        monitor.locked {
            isPaused = true
            while isInGroup { monitor.wait() }
        }
        body()
        monitor.locked {
            isPaused = false
            monitor.broadcast()
        }
    }
}
