package import Civic

/// An event about to be appended. Everything in it is decided before the write closure.
package struct NewEvent: Sendable {
    package var id: ID<NewEvent>
    package var stream: ID<EventStream>
    package var streamSeq: Int64
    package var kind: String
    package var kindVersion: Int
    package var at: Instant
    package var effective: Instant
    package var releasedAt: Instant?
    package var actor: ID<EventActor>
    package var mandate: ID<EventMandate>?
    package var unit: String?
    package var purpose: String?
    package var facts: EventFacts
    /// JSON text as written by `BodyWriter`; personal, and erasable.
    package var body: [UInt8]
    package var salt: Salt

    /// - Parameters:
    ///   - streamSeq: one more than the stream's last; the use case knows it from the version it locked.
    ///   - effective: when it counts in law, if that is not `at`.
    package init(
        id: ID<NewEvent>, stream: ID<EventStream>, streamSeq: Int64, kind: String, kindVersion: Int = 1, at: Instant,
        effective: Instant? = nil, releasedAt: Instant? = nil, actor: ID<EventActor>,
        mandate: ID<EventMandate>? = nil, unit: String? = nil, purpose: String? = nil, facts: EventFacts = .none,
        body: [UInt8], salt: Salt
    ) {
        self.id = id
        self.stream = stream
        self.streamSeq = streamSeq
        self.kind = kind
        self.kindVersion = kindVersion
        self.at = at
        self.effective = effective ?? at
        self.releasedAt = releasedAt
        self.actor = actor
        self.mandate = mandate
        self.unit = unit
        self.purpose = purpose
        self.facts = facts
        self.body = body
        self.salt = salt
    }

    /// The header with the commitment to the body.
    package var header: EventHeader {
        EventHeader(
            id: id, stream: stream, streamSeq: streamSeq, kind: kind, kindVersion: kindVersion, at: at,
            effective: effective, releasedAt: releasedAt, actor: actor, mandate: mandate, unit: unit,
            purpose: purpose, facts: facts, commitment: Commitment.of(body, salt))
    }
}
