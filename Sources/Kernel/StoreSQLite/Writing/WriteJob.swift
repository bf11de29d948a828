import Store

/// One waiting write, whatever its result.
///
/// `@unchecked Sendable`: `state` is only touched under the queue's monitor; everything else is set before the job is
/// submitted and then touched by the writer's thread alone, which takes it from the queue under the same monitor.
class WriteJob: @unchecked Sendable {
    enum State {
        case made
        case waiting
        case begun
        case cancelled
    }

    let useCase: StaticString
    let priority: WritePriority
    var state = State.made
    /// The error of the last run; nil when the closure came through.
    var failure: (any Error)?
    /// Whether the last run changed anything.
    var hasWritten = false
    var recorded: [StatementRecording.Entry] = []

    init(_ useCase: StaticString, _ priority: WritePriority) {
        self.useCase = useCase
        self.priority = priority
    }

    func run(_ transaction: SQLiteTransaction) throws {}
    func succeed(at position: Position) {}
    func fail(_ error: any Error) {}

    final func finish(at position: Position) {
        if let failure { fail(failure) } else { succeed(at: position) }
    }
}

/// `@unchecked Sendable` for the reason of its parent.
final class WriteJobOf<Value: Sendable>: WriteJob, @unchecked Sendable {
    private let body: @Sendable (any Transaction) throws -> Value
    private var value: Value?
    private var continuation: CheckedContinuation<Committed<Value>, any Error>?

    init(
        _ useCase: StaticString, _ priority: WritePriority,
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) {
        self.body = body
        super.init(useCase, priority)
    }

    /// Before the job is submitted.
    func wakes(_ continuation: CheckedContinuation<Committed<Value>, any Error>) {
        self.continuation = continuation
    }

    override func run(_ transaction: SQLiteTransaction) throws {
        value = try body(transaction)
    }

    override func succeed(at position: Position) {
        guard let value else { return fail(StoreError.engine("a write ended without a value")) }
        continuation?.resume(returning: Committed(value: value, position: position))
        continuation = nil
    }

    override func fail(_ error: any Error) {
        continuation?.resume(throwing: error)
        continuation = nil
    }
}
