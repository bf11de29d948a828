package import Civic
package import Store

/// The one record of every act with legal or accountable effect. Append-only, hashed, signed; see docs/journal.md.
package enum Journal {
    /// Writes the event in the transaction of the act itself: two inserts and one digest.
    /// - Throws: a constraint error when the stream already has an event with that `streamSeq`.
    package static func append(_ event: NewEvent, in transaction: any Transaction) throws {
        let values: [SQLValue] = [
            .id(event.id), .id(event.stream), .int(event.streamSeq), .text(event.kind), .instant(event.at),
            .blob(try event.header.encoded()),
        ]
        if transaction.numbersEventsAtAppend {
            try transaction.execute(JournalStore.insertEvent, values)
        } else {
            // Below zero until `EventNumbering` has seen it committed: readers of positions begin at zero.
            try transaction.execute(JournalStore.insertPending, [.int(-event.id.rawValue)] + values)
        }
        try transaction.execute(
            JournalStore.insertBody, [.id(event.id), .blob(event.salt.value.bytes), .blob(event.body)])
    }

    /// The number of the stream's last event; 0 for a stream without events.
    package static func lastSeq(of stream: ID<EventStream>, in transaction: any Transaction) throws -> Int64 {
        try transaction.first(JournalStore.lastSeq, [.id(stream)]) { $0.int(0) } ?? 0
    }

    /// When the newest event was recorded, by its id; nil in an empty journal.
    package static func newest(in transaction: any Transaction) throws -> Instant? {
        try transaction.first(JournalStore.newestAt, []) { $0.instant(0) }
    }
}
