import Store

/// Why a server cannot spread schemas over machines.
package enum DistributionState: Sendable, Equatable {
    case notInstalled
    case notCreated
    case tooOld(String)
}

extension PostgresDatabase {
    /// Makes the schema a shard of its own (Citus, schema-based sharding).
    /// - Parameter refusal: throws what is to be said when the server cannot.
    /// - Returns: false when it was one already.
    package func distribute(else refusal: @escaping @Sendable (DistributionState) throws -> Void) async throws -> Bool {
        let schema = SQLValue.text(address.schema)
        return try await write("store.distribute") { transaction in
            if let state = try Self.obstacle(in: transaction) { try refusal(state) }
            if try transaction.first(DistributionStatements.isDistributed, [schema], { _ in true }) != nil {
                return false
            }
            try transaction.forEach(DistributionStatements.distribute, [schema]) { _ in }
            return true
        }
    }

    private static func obstacle(in transaction: any Transaction) throws -> DistributionState? {
        // What is called is what is looked for: earlier versions of the extension lack it.
        if try transaction.first(DistributionStatements.canDistribute, [], { _ in true }) != nil { return nil }
        if let version = try transaction.first(DistributionStatements.version, [], { $0.text(0) }) {
            return .tooOld(version)
        }
        let isThere = try transaction.first(DistributionStatements.available, [], { _ in true }) != nil
        return isThere ? .notCreated : .notInstalled
    }
}

private enum DistributionStatements {
    static let canDistribute = Statement("SELECT 1 FROM pg_proc WHERE proname = 'citus_schema_distribute' LIMIT 1")
    static let version = Statement("SELECT extversion FROM pg_extension WHERE extname = 'citus'")
    static let available = Statement("SELECT 1 FROM pg_available_extensions WHERE name = 'citus'")
    static let isDistributed = Statement(
        "SELECT 1 FROM citus_schemas WHERE schema_name = CAST(CAST(? AS TEXT) AS regnamespace)")
    /// It answers nothing, which is no type of the common subset.
    static let distribute = Statement(
        "SELECT 1 WHERE citus_schema_distribute(CAST(CAST(? AS TEXT) AS regnamespace)) IS NOT NULL")
}
