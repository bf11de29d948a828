package import Civic
package import Journal
import Store

/// Streams that belong to no row.
package enum DirectoryStreams {
    /// The seals of the access log.
    static let accessLog = ID<EventStream>(11)
}

/// Events of this room that others follow.
package enum DirectoryEvent {
    /// Its stream is the subject, which leads to nobody from then on.
    package static let personCut = "directory.personCut"
}

extension DirectoryBook {
    /// An event all of whose parts but its number in the stream are known before the write.
    func event<Thing>(
        _ kind: String, on stream: ID<Thing>, by actor: Actor, unit: UnitCode? = nil, facts: EventFacts = .none,
        body: [UInt8] = Array("{}".utf8)
    ) -> NewEvent {
        NewEvent(
            id: ids.next(), stream: stream.retyped(), streamSeq: 0,
            kind: "directory.\(kind)", at: clock.now(),
            actor: actor.journalActor, unit: unit?.text, facts: facts, body: body, salt: .random())
    }
}

extension Journal {
    /// Appends with the next number of its stream; the stream's events are few and written one at a time.
    static func appendNext(_ event: NewEvent, in transaction: any Transaction) throws {
        var numbered = event
        numbered.streamSeq = try lastSeq(of: event.stream, in: transaction) + 1
        try append(numbered, in: transaction)
    }
}

extension Actor {
    /// How the journal's header names who acted: by subject, never by name.
    package var journalActor: ID<EventActor> {
        if case .system = standing { .house } else { subject.retyped() }
    }
}
