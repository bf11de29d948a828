package import Civic

/// What events are about: one dossier, one unit, one record. A room retypes its own ids: `dossier.retyped()`.
package enum EventStream {}
/// Who acted: an account, or the house itself.
package enum EventActor {}
/// In which mandate somebody acted.
package enum EventMandate {}

extension ID where Subject == EventActor {
    /// The house acting by itself: timers, imports, the sequencer.
    package static var house: Self { ID(0) }
}

/// The part of an event that is never personal and never erased; the leaf of the tree is the hash of its bytes.
package struct EventHeader: Hashable, Sendable {
    package var id: ID<NewEvent>
    package var stream: ID<EventStream>
    /// 1, 2, 3 … within the stream.
    package var streamSeq: Int64
    /// `room.PastTense`, for example `dossier.accepted`.
    package var kind: String
    /// The version of the body's shape; older ones are read through `Upcasters`.
    package var kindVersion: Int
    /// When it was recorded.
    package var at: Instant
    /// When it counts in law.
    package var effective: Instant
    /// Before this moment nothing is said to the outside about it: it may still be undone.
    package var releasedAt: Instant?
    package var actor: ID<EventActor>
    package var mandate: ID<EventMandate>?
    package var unit: String?
    package var purpose: String?
    package var facts: EventFacts
    package var commitment: Hash256
}
