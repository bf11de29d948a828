import Store

/// One run of a closure in a transaction. Afterwards the session is idle, or broken, or holds a snapshot that its worker
/// lets go.
enum UnitOfWork {
    static func read<Value>(
        on connection: Connection, _ isStale: Bool, _ body: (any Transaction) throws -> Value
    ) throws -> Value {
        try run(on: connection) { transaction in
            try connection.begin(.reader, checking: isStale)
            let value = try body(transaction)
            if let failure = transaction.failure { throw failure }
            // What was queued was never asked for: the server shall refuse it if it writes.
            if connection.queued > 0 { try connection.flush() }
            return value
        }
    }

    static func write<Value>(
        on connection: Connection, _ isStale: Bool, _ useCase: StaticString, _ options: PostgresOptions,
        _ body: (any Transaction) throws -> Value
    ) throws -> (Value, position: Int64?) {
        try run(on: connection) { transaction in
            try connection.begin(.writer, checking: isStale)
            let start = ContinuousClock.now
            let value = try body(transaction)
            let duration = start.duration(to: .now)
            if duration > options.slowWrite { options.onSlowWrite?("\(useCase)", duration) }
            if let failure = transaction.failure { throw failure }
            transaction.end()
            return (value, try connection.commit())
        }
    }

    /// - Throws: the engine's failure, if there was one, whatever the closure made of it; else the closure's own error.
    private static func run<Value>(
        on connection: Connection, _ body: (PostgresTransaction) throws -> Value
    ) throws -> Value {
        let transaction = PostgresTransaction(connection)
        defer { transaction.end() }
        do {
            return try body(transaction)
        } catch {
            connection.rollBack()
            guard let failure = transaction.failure else { throw error }
            // What can be mended is; an error the closure turned into its own stays its own.
            guard case .none = failure.cure, !(error is PostgresFailure) else { throw failure }
            throw error
        }
    }
}
