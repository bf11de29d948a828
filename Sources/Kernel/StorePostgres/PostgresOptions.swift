/// How the PostgreSQL engine is set up. The defaults are those `serve` uses; connections are made when they are first
/// needed and let go after a minute without work.
package struct PostgresOptions: Sendable {
    /// Connections for writes of normal priority, for bulk work and for reads: three bounds of their own, so that an
    /// import never takes a resident's connection.
    package var writers = 8
    package var bulkWriters = 2
    package var readers = 8
    /// Waiting writes beyond this are refused with `StoreError.busy`; each priority has its own bound.
    package var waitingWrites = 1_024
    package var waitingReads = 8_192
    /// How long a job waits for a connection, or for a server that is gone, before it is refused.
    package var patience = Duration.seconds(10)
    /// A statement of a read that takes longer is stopped by the server.
    package var readLimit = Duration.seconds(2)
    /// A session that leaves a transaction standing this long is ended by the server.
    package var idleLimit = Duration.seconds(30)
    /// How often a write begins again after a conflict with another.
    package var attempts = 10
    /// Where public reads go: the URL of a streaming replica. Its schema is the primary's.
    package var replica: String?
    /// How long a public read waits for the replica to see a write, and for a session with it.
    package var replicaPatience = Duration.milliseconds(300)
    /// A replica that could not be reached is left alone for so long.
    package var replicaRest = Duration.seconds(10)
    /// Opens no session that could write; writes are refused.
    package var readsOnly = false
    /// Serves a server that does not sync (`fsync=off`): tests that prove no durability.
    package var allowsUnsynced = false
    /// A write closure that takes longer is told to `onSlowWrite`.
    package var slowWrite = Duration.milliseconds(50)
    /// Runs on a thread of the engine: it must not block.
    package var onSlowWrite: (@Sendable (_ useCase: String, _ duration: Duration) -> Void)?
    /// Called on a thread of the engine after each commit: rings the journal's bell. It must not block.
    package var onCommit: (@Sendable () -> Void)?

    package init() {}
}
