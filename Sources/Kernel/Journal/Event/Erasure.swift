package import Civic
package import Store

/// An order to erase one event's body. Its header, and with it the proof of order and every statistic, stays.
package struct Erasure: Sendable {
    /// Whose body goes.
    package let event: ID<NewEvent>
    /// The event that records the erasure, made with `Erasure.record`.
    package let record: NewEvent
    package let basis: String

    package static let kind = "journal.bodyErased"

    /// - Parameters:
    ///   - id: of the recording event; `stream` and `streamSeq` are its place.
    ///   - basis: the article of law, such as "Law 91/2025/QH15 Art. 14".
    ///   - order: the number of the decision; it may name a person, so it stands in the body.
    package init(
        of event: ID<NewEvent>, id: ID<NewEvent>, stream: ID<EventStream>, streamSeq: Int64, at: Instant,
        by actor: ID<EventActor>, basis: String, order: String, salt: Salt
    ) {
        self.event = event
        self.basis = basis
        let body = BodyWriter.object { writer in
            writer.text("event", event.description)
            writer.text("basis", basis)
            writer.text("order", order)
        }
        record = NewEvent(
            id: id, stream: stream, streamSeq: streamSeq, kind: Self.kind, at: at, actor: actor, purpose: "erasure",
            facts: ["event": .int(event.rawValue), "basis": .text(basis)], body: body, salt: salt)
    }
}

extension Journal {
    /// Deletes salt and body and appends the event that says so. Blobs are erased by the room that keeps them, in the
    /// same transaction.
    /// - Throws: `JournalError.nothingToErase` when there is no such body.
    package static func erase(_ erasure: Erasure, in transaction: any Transaction) throws {
        try transaction.execute(
            JournalStore.deleteBody, [.id(erasure.event)], changing: 1,
            else: JournalError.nothingToErase(erasure.event))
        try append(erasure.record, in: transaction)
        try transaction.execute(
            JournalStore.insertErasure,
            [.id(erasure.event), .id(erasure.record.id), .text(erasure.basis), .instant(erasure.record.at)])
    }
}
