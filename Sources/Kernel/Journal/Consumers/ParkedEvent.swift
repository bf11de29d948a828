package import Civic
package import Store

/// An event that a consumer could not take yet; its stream waits behind it while others go on.
package struct ParkedEvent: Sendable, Hashable {
    package let position: Int64
    package let stream: ID<EventStream>
    package let event: ID<NewEvent>
    package let at: Instant
    package var attempts: Int
    /// When it is tried again; nil while it waits for the administrator or behind an earlier event.
    package var due: Instant?
    /// For the administrator's page.
    package var reason: String

    init(_ event: RecordedEvent, at: Instant, attempts: Int, due: Instant?, reason: String) {
        position = event.position
        stream = event.stream
        self.event = event.id
        self.at = at
        self.attempts = attempts
        self.due = due
        self.reason = reason
    }

    init(_ row: any Row) {
        position = row.int(0)
        stream = row.id(1)
        event = row.id(2)
        at = row.instant(3)
        attempts = Int(row.int(4))
        due = row.optionalInstant(5)
        reason = row.text(6)
    }

    func insert(for consumer: String, in transaction: any Transaction) throws {
        try transaction.execute(
            JournalStore.park,
            [
                .text(consumer), .int(position), .id(stream), .id(event), .instant(at), .int(attempts), .instant(due),
                .text(reason),
            ])
    }

    func update(for consumer: String, in transaction: any Transaction) throws {
        try transaction.execute(
            JournalStore.repark, [.int(attempts), .instant(due), .text(reason), .text(consumer), .int(position)])
    }

    /// What an administrator sees of one consumer, in the order of the journal.
    package static func all(
        of consumer: String, after position: Int64 = -1, limit: Int = 100, in transaction: any Transaction
    ) throws -> [ParkedEvent] {
        try transaction.all(
            JournalStore.parked, [.text(consumer), .int(position), .int(limit)], ParkedEvent.init)
    }

    static func isParked(
        _ stream: ID<EventStream>, for consumer: String, in transaction: any Transaction
    ) throws -> Bool {
        try transaction.first(JournalStore.isParked, [.text(consumer), .id(stream)]) { _ in true } ?? false
    }
}
