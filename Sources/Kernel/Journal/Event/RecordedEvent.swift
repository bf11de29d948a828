package import Civic

/// An event as it stands in the journal, without its body.
package struct RecordedEvent: Sendable, Hashable {
    /// Dense from 0: the leaf index of the tree and the only cursor. Below 0 while the event waits for its position.
    package let position: Int64
    package let header: EventHeader

    package init(position: Int64, header: EventHeader) {
        self.position = position
        self.header = header
    }

    package var id: ID<NewEvent> { header.id }
    package var stream: ID<EventStream> { header.stream }
    package var kind: String { header.kind }
    package var facts: EventFacts { header.facts }
}
