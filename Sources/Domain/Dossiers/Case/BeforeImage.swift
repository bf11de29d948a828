import Civic
import Foundation

/// The state a reversible action found, kept in its event's body so that undo can restore it.
package struct BeforeImage: Sendable, Codable {
    /// What an action can change of a dossier, version and code apart: these never go back.
    package struct Face: Sendable, Codable {
        let status: DossierStatus
        let outcome: DossierOutcome?
        let receiving: UnitCode
        let competent: UnitCode
        let returning: UnitCode
        let acceptedAt: Instant?
        let due: Instant?
        let originalDue: Instant?
        let releasedAt: Instant?
        let endedAt: Instant?
        let clock: ClockState
        let remaining: Minutes?
        let supplementRounds: Int
        let hasBegun: Bool
        let hasApologised: Bool
        let facts: [String: String]
    }

    let dossier: Face
    package let tasks: [WorkTask]

    package init(dossier: Dossier, tasks: [WorkTask]) {
        self.dossier = Face(
            status: dossier.status, outcome: dossier.outcome, receiving: dossier.receiving,
            competent: dossier.competent, returning: dossier.returning, acceptedAt: dossier.acceptedAt,
            due: dossier.due, originalDue: dossier.originalDue, releasedAt: dossier.releasedAt,
            endedAt: dossier.endedAt, clock: dossier.clock, remaining: dossier.remaining,
            supplementRounds: dossier.supplementRounds, hasBegun: dossier.hasBegun,
            hasApologised: dossier.hasApologised, facts: dossier.facts)
        self.tasks = tasks
    }

    package init?(json: [UInt8]) {
        guard let image = try? JSONDecoder().decode(BeforeImage.self, from: Data(json)) else { return nil }
        self = image
    }
}

extension Dossier {
    /// Puts back what the image holds.
    mutating func restore(_ face: BeforeImage.Face) {
        status = face.status
        outcome = face.outcome
        receiving = face.receiving
        competent = face.competent
        returning = face.returning
        acceptedAt = face.acceptedAt
        due = face.due
        originalDue = face.originalDue
        releasedAt = face.releasedAt
        endedAt = face.endedAt
        clock = face.clock
        remaining = face.remaining
        supplementRounds = face.supplementRounds
        hasBegun = face.hasBegun
        hasApologised = face.hasApologised
        facts = face.facts
    }
}

/// Undo is not a transition: it restores what the action found, for thirty seconds and only while it is the last word.
package enum UndoPolicy {
    package static let seconds: Int64 = 30
}
