import Store

/// One waiting unit of work, whatever its result.
///
/// `@unchecked Sendable`: `state` and `deadline` are only touched under the lane's lock; everything else is set before
/// the job is submitted and then touched by the one thread that took it from the lane under the same lock.
class Job: @unchecked Sendable {
    enum State {
        case made
        case waiting
        case begun
        case cancelled
    }

    var state = State.made
    /// When its patience ends, and with it the tries to reach a server that is gone.
    var deadline = ContinuousClock.now

    func run(_ worker: Worker) {}
    func fail(_ error: any Error) {}
}

/// A job with a result.
///
/// `@unchecked Sendable` for the reason of its parent.
final class JobOf<Value: Sendable>: Job, @unchecked Sendable {
    private let work: @Sendable (Worker, ContinuousClock.Instant) throws -> Value
    private var continuation: CheckedContinuation<Value, any Error>?

    init(_ work: @escaping @Sendable (Worker, ContinuousClock.Instant) throws -> Value) {
        self.work = work
    }

    /// Before the job is submitted.
    func wakes(_ continuation: CheckedContinuation<Value, any Error>) {
        self.continuation = continuation
    }

    override func run(_ worker: Worker) {
        continuation?.resume(with: Result { try work(worker, deadline) })
        continuation = nil
        worker.rest()
    }

    override func fail(_ error: any Error) {
        continuation?.resume(throwing: error)
        continuation = nil
    }
}
