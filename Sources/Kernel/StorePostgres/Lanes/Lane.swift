import Foundation
import Store

/// Jobs of one kind in order of arrival, and the threads that do them, each with a session of its own. Threads begin
/// when there is work for one more, up to the lane's bound, and end after a minute without any.
///
/// `@unchecked Sendable`: every stored variable is only touched while `condition` is locked.
final class Lane: @unchecked Sendable {
    private let name: String
    private let width: Int
    private let bound: Int
    private let patience: Duration
    private let makeWorker: @Sendable () -> Worker
    private let condition = NSCondition()
    private var waiting = Line<Job>()
    private var running = 0
    private var asleep = 0
    private var isClosed = false
    private var isWatched = false
    private var begun: Int64 = 0
    private var ends: [CheckedContinuation<Void, Never>] = []

    /// - Parameters:
    ///   - width: at most so many threads.
    ///   - bound: at most so many waiting jobs.
    ///   - patience: how long one waits before it is refused.
    init(
        _ name: String, width: Int, bound: Int, patience: Duration, _ makeWorker: @escaping @Sendable () -> Worker
    ) {
        self.name = name
        self.width = max(width, 1)
        self.bound = bound
        self.patience = patience
        self.makeWorker = makeWorker
    }

    func run<Value: Sendable>(
        _ work: @escaping @Sendable (Worker, ContinuousClock.Instant) throws -> Value
    ) async throws -> Value {
        let job = JobOf(work)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                job.wakes(continuation)
                do { try submit(job) } catch { job.fail(error) }
            }
        } onCancel: {
            cancel(job)
        }
    }

    /// - Throws: `StoreError.busy` past the bound, `CancellationError` when the caller was cancelled before.
    private func submit(_ job: Job) throws {
        condition.lock()
        defer { condition.unlock() }
        guard job.state == .made else { throw CancellationError() }
        guard !isClosed else { throw StoreError.cannotOpen(vi: "cơ sở dữ liệu đã đóng", en: "the database is closed") }
        guard waiting.count < bound else { throw StoreError.busy }
        job.state = .waiting
        job.deadline = .now + patience
        waiting.append(job)
        if waiting.count <= asleep {
            condition.signal()
        } else if running < width {
            startThread()
        } else if !isWatched {
            isWatched = true
            watch(after: patience)
        }
    }

    /// Takes a job out that has not begun; one that has is left alone.
    private func cancel(_ job: Job) {
        condition.lock()
        let wasWaiting = job.state == .waiting
        if job.state != .begun { job.state = .cancelled }
        if wasWaiting { waiting.remove { $0 === job } }
        condition.unlock()
        if wasWaiting { job.fail(CancellationError()) }
    }

    /// How many jobs wait, and how many have begun since the lane was made.
    var load: (waiting: Int, begun: Int64) {
        condition.lock()
        defer { condition.unlock() }
        return (waiting.count, begun)
    }

    /// Finishes what waits and refuses the rest.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }

    func ended() async {
        await withCheckedContinuation { continuation in
            condition.lock()
            let isOver = running == 0
            if !isOver { ends.append(continuation) }
            condition.unlock()
            if isOver { continuation.resume() }
        }
    }

    // MARK: - Patience

    /// While all threads are busy somebody must still refuse what has waited too long.
    private func watch(after delay: Duration) {
        DispatchQueue.global().asyncAfter(deadline: .now() + delay / .seconds(1)) { [weak self] in self?.expire() }
    }

    private func expire() {
        var late: [Job] = []
        condition.lock()
        let now = ContinuousClock.now
        while let job = waiting.first, job.deadline <= now {
            // No longer to be cancelled: its continuation is ours.
            job.state = .begun
            late.append(job)
            _ = waiting.popFirst()
        }
        let next = waiting.first?.deadline
        isWatched = next != nil
        condition.unlock()
        for job in late { job.fail(StoreError.busy) }
        if let next { watch(after: now.duration(to: next)) }
    }

    // MARK: - The threads' side

    private func startThread() {
        running += 1
        let thread = Thread { [self] in
            let worker = makeWorker()
            while let job = next() { job.run(worker) }
            worker.leave()
            ended(one: ())
        }
        thread.name = "motcua.\(name)"
        thread.stackSize = 8 << 20
        thread.start()
    }

    private func next() -> Job? {
        condition.lock()
        defer { condition.unlock() }
        let boredom = Date(timeIntervalSinceNow: 60)
        while waiting.isEmpty {
            if isClosed { return nil }
            asleep += 1
            let isWoken = condition.wait(until: boredom)
            asleep -= 1
            if !isWoken && waiting.isEmpty { return nil }
        }
        let job = waiting.popFirst()
        job?.state = .begun
        if job != nil { begun += 1 }
        return job
    }

    private func ended(one: Void) {
        condition.lock()
        running -= 1
        // A job that came while this thread was leaving.
        if running < width, waiting.count > asleep { startThread() }
        let awaited = running == 0 ? ends : []
        if running == 0 { ends = [] }
        condition.unlock()
        for continuation in awaited { continuation.resume() }
    }
}
