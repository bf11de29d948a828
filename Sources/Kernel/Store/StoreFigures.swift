/// How busy an engine is, for those who watch the machine.
package struct StoreFigures: Sendable, Hashable {
    /// Writes begun since the database was opened.
    package var writes: Int64 = 0
    /// Transactions they were committed in: fewer than writes on an engine that groups them.
    package var groups: Int64 = 0
    package var waitingWrites = 0
    package var waitingBulk = 0
    package var waitingReads = 0
    /// Public reads that a replica answered, and those that the primary had to.
    package var replicaReads: Int64 = 0
    package var missedReplica: Int64 = 0

    package init() {}
}
