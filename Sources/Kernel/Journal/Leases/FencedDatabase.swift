package import Civic
package import Store

/// A database whose writes carry the lease their task works under. Wrapped around the engine where the house is wired,
/// so that no room needs to know of leases: whatever a job calls, its late writes are refused.
package struct FencedDatabase: Database {
    private let engine: any Database

    package init(_ engine: any Database) {
        self.engine = engine
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await engine.read(body)
    }

    /// Whoever is served sees what they wrote before.
    package func readPublic<Value: Sendable>(
        seeing position: Position?, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Aged<Value> {
        try await engine.readPublic(seeing: [position, OwnWrites.current?.before].compactMap(\.self).max(), body)
    }

    package func write<Value: Sendable>(
        _ useCase: StaticString, priority: WritePriority, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Committed<Value> {
        // Read here: the closure runs on a thread of the engine, which is no task.
        guard let lease = Lease.current else { return try await engine.write(useCase, priority: priority, body) }
        return try await engine.write(useCase, priority: priority) { transaction in
            try lease.guardWrite(in: transaction)
            return try body(transaction)
        }
    }

    package func migrate(_ migrations: [Migration]) async throws { try await engine.migrate(migrations) }
    package func appliedMigrations() async throws -> [AppliedMigration] { try await engine.appliedMigrations() }
    package func estimatedRows(of table: String) async throws -> Int64? { try await engine.estimatedRows(of: table) }
    package func prepareGrowth(at now: Instant) async throws { try await engine.prepareGrowth(at: now) }
    package func bytes() async throws -> Int64 { try await engine.bytes() }
    package func backup(to path: String) async throws { try await engine.backup(to: path) }
    package func close() async throws { try await engine.close() }
    package var figures: StoreFigures { engine.figures }
    package var hasReplica: Bool { engine.hasReplica }
    package var admitsOtherNodes: Bool { engine.admitsOtherNodes }
}
