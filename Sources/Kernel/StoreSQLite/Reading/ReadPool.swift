import Store

/// One waiting read, whatever its result.
class ReadJob {
    func run(_ connection: Connection) {}
    func fail(_ error: any Error) {}
}

final class ReadJobOf<Value: Sendable>: ReadJob {
    private let body: @Sendable (any Transaction) throws -> Value
    private let continuation: CheckedContinuation<Value, any Error>

    init(
        _ body: @escaping @Sendable (any Transaction) throws -> Value,
        _ continuation: CheckedContinuation<Value, any Error>
    ) {
        self.body = body
        self.continuation = continuation
    }

    override func run(_ connection: Connection) {
        continuation.resume(with: Result { try Self.snapshot(connection, body) })
    }

    override func fail(_ error: any Error) {
        continuation.resume(throwing: error)
    }

    /// The snapshot is taken at the first statement, which is after the caller asked.
    private static func snapshot(
        _ connection: Connection, _ body: (any Transaction) throws -> Value
    ) throws -> Value {
        try connection.step(try connection.prepared(Self.begin))
        let transaction = SQLiteTransaction(connection)
        defer {
            _ = transaction.end()
            if !connection.isIdle, let end = try? connection.prepared(Self.end) { try? connection.step(end) }
        }
        let value = try body(transaction)
        if let failure = transaction.failure { throw failure }
        return value
    }

    private static var begin: Statement { ReadStatements.begin }
    private static var end: Statement { ReadStatements.end }
}

private enum ReadStatements {
    static let begin = Statement("BEGIN DEFERRED")
    static let end = Statement("COMMIT")
}

/// The reads that wait for one of the reading threads.
///
/// `@unchecked Sendable`: every stored variable is only touched inside `monitor.locked`; a job is handed over in it.
final class ReadPool: @unchecked Sendable {
    private let monitor = Monitor()
    private var waiting = Line<ReadJob>()
    private var asleep = 0
    private var isClosed = false

    /// Reads wait behind doors that are bounded themselves; this is the last fence.
    private static let bound = 8_192

    func submit(_ job: ReadJob) {
        let refusal: StoreError? = monitor.locked {
            if isClosed { return .cannotOpen(vi: "cơ sở dữ liệu đã đóng", en: "the database is closed") }
            if waiting.count >= Self.bound { return .busy }
            waiting.append(job)
            if asleep > 0 { monitor.signal() }
            return nil
        }
        if let refusal { job.fail(refusal) }
    }

    var count: Int { monitor.locked { waiting.count } }

    func close() {
        monitor.locked {
            isClosed = true
            monitor.broadcast()
        }
    }

    /// A reading thread's life.
    func work(_ connection: Connection, limit: Duration) {
        let limit = ReadLimit(connection, limit)
        while let job = next() {
            limit.arm()
            job.run(connection)
        }
    }

    private func next() -> ReadJob? {
        monitor.locked {
            while waiting.isEmpty {
                if isClosed { return nil }
                asleep += 1
                monitor.wait()
                asleep -= 1
            }
            return waiting.popFirst()
        }
    }
}
