import Foundation

/// How the SQLite engine is set up. The defaults are those `serve` uses.
package struct SQLiteOptions: Sendable {
    /// Reading threads, each with a connection of its own.
    package var readers: Int
    /// Page cache of the writer and of each reader, in KiB.
    package var writerCacheKiB = 32_768
    package var readerCacheKiB = 16_384
    /// The longest a read may work: what is longer pages by key.
    package var readLimit = Duration.seconds(2)
    /// Waiting writes beyond this are refused with `StoreError.busy`; each priority has its own bound.
    package var waitingWrites = 1_024
    /// A group of writes closes at this many, or after 5 ms of work.
    package var groupSize = 128
    /// Pages in the write-ahead log that wake the checkpointer (128 MiB of 4 KiB pages).
    package var checkpointPages: Int32 = 32_768
    /// Told of each write closure that took more than 5 ms. Runs on the writer's thread: it must not block.
    package var onSlowWrite: (@Sendable (SlowWrite) -> Void)?
    /// Called on the writer's thread after each group was committed: rings the journal's bell. It must not block.
    package var onCommit: (@Sendable () -> Void)?
    /// Keeps every committed writing statement, for the benchmark's replay.
    package var recording: StatementRecording?
    /// Upper bound of the database in pages, for tests of a full disk; nil for none.
    package var maximumPages: Int?
    /// The name of a registered SQLite VFS, for tests that count or lose writes; nil for the system's.
    package var vfs: String?

    /// - Parameter readers: two for each core would only take turns; one each is what a snapshot read can use.
    package init(readers: Int = max(2, ProcessInfo.processInfo.activeProcessorCount)) {
        self.readers = readers
    }
}

package struct SlowWrite: Sendable {
    package let useCase: String
    package let duration: Duration
}
