package import Store

/// Follows the journal and writes the database: counters, indexes, day tables. Exactly once: what it writes and its
/// cursor move in one transaction.
package protocol JournalConsumer: Sendable {
    associatedtype Prepared: Sendable

    /// The name of its cursor. Never changed, never used again for another consumer.
    var name: String { get }

    /// Reads and computes outside the transaction, for at most 1,000 events in the journal's order.
    func prepare(_ events: [RecordedEvent], _ reader: JournalReader) async throws -> Prepared

    /// Writes what was prepared. May run more than once, like every write closure.
    func apply(_ prepared: Prepared, in transaction: any Transaction) throws
}

/// Follows the journal and speaks to the outside: messages, other systems. At least once, each event with a key by
/// which the receiver can tell a second delivery; never before an event is released, never a later event of a stream before
/// an earlier one.
package protocol OutsideConsumer: Sendable {
    var name: String { get }

    /// Whether the event is its business; others are passed over at once.
    func wants(_ event: RecordedEvent) -> Bool

    /// - Parameter key: the same at every attempt for one event.
    func deliver(_ event: RecordedEvent, key: String, _ reader: JournalReader) async throws
}

/// Nobody answers at the other end: nothing is wrong with the event, and it is delivered as soon as somebody does.
package struct OutsideUnreachable: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
