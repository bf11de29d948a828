package import Civic
import Store

extension PostgresDatabase {
    /// Makes the range that comes after the current one, of every table that is split; several nodes take turns.
    package func prepareGrowth(at now: Instant) async throws {
        let schema = SQLValue.text(address.schema)
        let wanted = Partitions.number(at: now) + 1
        let isMissing: @Sendable (any Transaction) throws -> [(table: String, key: String, last: Int64)] = {
            transaction in
            try transaction.all(GrowthStatements.split, [schema]) { ($0.text(0), $0.text(1), $0.int(2)) }
                .filter { $0.2 < wanted }
        }
        guard try await !read({ try isMissing($0).isEmpty }) else { return }
        try await write("store.prepareGrowth") { transaction in
            let transaction = try self.locked(transaction)
            for (table, key, last) in try isMissing(transaction) {
                for number in (last + 1)...wanted {
                    for text in Partitions.range(number, of: table, by: key) { try transaction.run(text) }
                }
            }
        }
    }
}

private enum GrowthStatements {
    /// Each split table of the schema, the column it is split by, the number of its last range.
    static let split = Statement(
        """
        SELECT t.relname, a.attname,
            MAX(CAST(SUBSTRING(c.relname FROM '_([0-9]+)$') AS BIGINT))
        FROM pg_partitioned_table p JOIN pg_class t ON t.oid = p.partrelid
            JOIN pg_namespace n ON n.oid = t.relnamespace
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = p.partattrs[0]
            JOIN pg_inherits i ON i.inhparent = t.oid JOIN pg_class c ON c.oid = i.inhrelid
        WHERE n.nspname = ? AND c.relname ~ '_[0-9]+$' GROUP BY t.relname, a.attname ORDER BY t.relname
        """)
}
