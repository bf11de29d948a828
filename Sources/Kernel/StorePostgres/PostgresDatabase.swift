import Foundation
package import Store

/// The engine for more than one machine: PostgreSQL 15 or later through libpq, one schema a city.
///
/// Writes run side by side at READ COMMITTED, each in a transaction of its own, and return when the server has made the
/// commit durable (`synchronous_commit` is set and read back). Reads see one snapshot. See decision record 0017.
package final class PostgresDatabase: Store.Database {
    package let address: PostgresAddress
    let options: PostgresOptions
    private let writes: Lane
    private let bulk: Lane
    private let reads: Lane
    private let replica: Replica?

    /// Opens the database and one session, so that a wrong address is told at once.
    /// - Throws: `StoreError.cannotOpen`, saying what to do.
    package static func open(
        _ url: String, options: PostgresOptions = PostgresOptions()
    ) async throws -> PostgresDatabase {
        try await open(try PostgresAddress(url), options: options)
    }

    package static func open(
        _ address: PostgresAddress, options: PostgresOptions = PostgresOptions()
    ) async throws -> PostgresDatabase {
        let database = try PostgresDatabase(address, options)
        do {
            for lane in options.readsOnly ? [database.reads] : [database.reads, database.writes] {
                _ = try await lane.run { worker, deadline in
                    try worker.perform(until: deadline) { connection, _ in connection.isIdle }
                }
            }
        } catch {
            database.stop()
            throw error
        }
        return database
    }

    private init(_ address: PostgresAddress, _ options: PostgresOptions) throws {
        self.address = address
        self.options = options
        replica = try options.replica.map {
            Replica(try PostgresAddress($0).with(schema: address.schema), options)
        }
        func lane(_ name: String, _ role: Connection.Role, width: Int, bound: Int) -> Lane {
            Lane(name, width: width, bound: bound, patience: options.patience) {
                Worker(attempts: options.attempts) {
                    try Connection.open(address, role: role, options: options)
                }
            }
        }
        writes = lane("writer", .writer, width: options.writers, bound: options.waitingWrites)
        bulk = lane("bulk", .writer, width: options.bulkWriters, bound: options.waitingWrites)
        reads = lane("reader", .reader, width: options.readers, bound: options.waitingReads)
    }

    deinit {
        stop()
    }

    /// After a lost connection or a conflict with a replica's replay the closure runs again.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try Task.checkCancellation()
        return try await reads.run { worker, deadline in
            try worker.perform(until: deadline) { connection, isStale in
                try UnitOfWork.read(on: connection, isStale, body)
            }
        }
    }

    package func write<Value: Sendable>(
        _ useCase: StaticString, priority: WritePriority, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Committed<Value> {
        let options = options
        guard !options.readsOnly else {
            throw StoreError.cannotOpen(
                vi: "\(address.place) chỉ được mở để đọc", en: "\(address.place) was opened to read only")
        }
        let own = hasReplica ? OwnWrites.current : nil
        return try await (priority == .normal ? writes : bulk).run { worker, deadline in
            var (value, position) = try worker.perform(until: deadline) { connection, isStale in
                try UnitOfWork.write(on: connection, isStale, useCase, options, body)
            }
            // Committed, and the connection lost before it said where: any later position will do.
            position = position ?? (try? worker.perform(until: deadline) { session, _ in try session.insertPosition() })
            if let position { own?.note(Position(position)) }
            options.onCommit?()
            return Committed(value: value, position: Position(position ?? 0))
        }
    }

    /// From the replica when it answers and has come so far; otherwise from the primary.
    package func readPublic<Value: Sendable>(
        seeing position: Position?, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Aged<Value> {
        if let replica, let seen = try await replica.read(seeing: position, body) { return seen }
        return Aged(try await read(body), asOf: nil)
    }

    package var hasReplica: Bool { replica != nil }

    /// A server's files are not the program's to copy.
    package func backup(to path: String) async throws {
        throw StoreError.engine(
            "\(address.place) is kept by a database server, whose files cannot be copied from here: "
                + "use `motcua backup`, or the server's own pg_basebackup or pg_dump")
    }

    package var admitsOtherNodes: Bool { true }

    /// Every write is a transaction of its own; the server groups their flushes.
    package var figures: StoreFigures {
        let (normal, bulk) = (writes.load, bulk.load)
        var figures = StoreFigures()
        figures.writes = normal.begun + bulk.begun
        figures.groups = figures.writes
        figures.waitingWrites = normal.waiting
        figures.waitingBulk = bulk.waiting
        figures.waitingReads = reads.load.waiting
        (figures.replicaReads, figures.missedReplica) = replica?.counts ?? (0, 0)
        return figures
    }

    /// Finishes the waiting writes and reads, then lets the sessions go.
    package func close() async throws {
        stop()
        for lane in [writes, bulk, reads] { await lane.ended() }
        await replica?.ended()
    }

    private func stop() {
        writes.close()
        bulk.close()
        reads.close()
        replica?.close()
    }

    /// Runs `body` on a reading session outside any transaction.
    func inspect<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
        try await reads.run { worker, deadline in
            try worker.perform(until: deadline) { connection, _ in try body(connection) }
        }
    }
}
