package import Civic
package import Store

/// The one record of every act with legal or accountable effect. Append-only, hashed, signed; see docs/journal.md.
package enum Journal {
    /// Writes the event in the transaction of the act itself: two inserts and one digest.
    /// - Throws: a constraint error when the stream already has an event with that `streamSeq`.
    package static func append(_ event: NewEvent, in transaction: any Transaction) throws {
        guard transaction.numbersEventsAtAppend else { throw JournalError.notNumberedHere }
        try transaction.execute(
            JournalStore.insertEvent,
            [
                .id(event.id), .id(event.stream), .int(event.streamSeq), .text(event.kind), .instant(event.at),
                .blob(try event.header.encoded()),
            ])
        try transaction.execute(
            JournalStore.insertBody, [.id(event.id), .blob(event.salt.value.bytes), .blob(event.body)])
    }

    /// The number of the stream's last event; 0 for a stream without events.
    package static func lastSeq(of stream: ID<EventStream>, in transaction: any Transaction) throws -> Int64 {
        try transaction.first(JournalStore.lastSeq, [.id(stream)]) { $0.int(0) } ?? 0
    }
}
