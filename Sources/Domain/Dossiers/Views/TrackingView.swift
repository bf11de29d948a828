package import Civic

/// What the law lets be seen: with the receipt's secret (or signed in) who holds it, until when and what comes next;
/// with four digits only the code and how far it is (Circular 01/2018 Art. 16.2.d).
package struct TrackingView: Sendable {
    package let label: String
    package let procedure: String
    package let status: DossierStatus
    package let outcome: DossierOutcome?
    /// Share of the way gone, 0…100, for the minimal view.
    package let progress: Int
    package let detail: Detail?
    /// What happened since is not in it; nil: everything is.
    package let asOf: Instant?

    package struct Detail: Sendable {
        package let lodgedAt: Instant
        package let acceptedAt: Instant?
        package let due: Instant?
        package let dueReasons: [DueReason]
        package let clock: ClockState
        /// Units and steps where work lies now; never an officer's name.
        package let holders: [Holder]
        package let steps: [TrackedStep]
        /// What the person can do now, nil when there is nothing but to wait.
        package let needsAction: NeededAction?
        /// The unit that answers for the dossier as it stands: it is named even while nobody but the applicant can act.
        package let responsible: UnitCode
        package let returning: UnitCode
        /// Whole working days past the due date, 0 within the first one; nil while it is in time or its clock is paused.
        package let lateDays: Int?
        /// Another system decides it: the state is its word, and nothing is to be done here.
        package let isMirrored: Bool
        /// Nil: there is nothing to rate yet, or any more.
        package var rating: RatingOffer? = nil
    }

    package struct Holder: Sendable, Equatable {
        package let unit: UnitCode
        /// The step's name in the dossier's own version of the procedure.
        package let step: LocalizedText
        package let due: Instant?
    }

    package struct TrackedStep: Sendable, Equatable {
        package let event: EventName
        package let at: Instant
        /// The unit that acted; nil for what the applicant or the house did.
        package let unit: UnitCode?
        /// With this act the draft result went to the applicant.
        package let sendsProof: Bool
    }

    package enum NeededAction: Sendable, Equatable {
        case supplement(until: Instant?)
        case proof(until: Instant?)
        case payment
        case collect
    }
}
