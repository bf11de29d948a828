package import Catalogue
package import Civic
package import Directory

/// Tag and value of a dossier (hồ sơ): the present state, folded from its events.
package struct Dossier: Sendable, Codable, Equatable {
    package let id: ID<Dossier>
    /// The number of its last event; every change names the version it expects.
    package var version: Int64
    /// `<unit>-YYMMDD-NNNN`, given at acceptance.
    package var code: String?
    /// Random, shown until there is a code.
    package let reference: String
    package let procedure: String
    package var procedureVersion: String
    package let channel: Channel
    package var status: DossierStatus
    package var outcome: DossierOutcome?
    package let applicant: ID<Subject>
    package var applicantName: String
    package let submitter: ID<Subject>
    /// The officer who filed it for somebody, by whatever channel. Filed online, that is assisted filing, counted apart.
    package let assistedBy: ID<Subject>?
    package var receiving: UnitCode
    package var competent: UnitCode
    package var returning: UnitCode
    package let lodgedAt: Instant
    package var acceptedAt: Instant?
    package var due: Instant?
    /// The first due date: lateness is measured against it as well.
    package var originalDue: Instant?
    package var releasedAt: Instant?
    package var endedAt: Instant?
    package var clock: ClockState
    /// Working minutes left when the clock was paused.
    package var remaining: Minutes?
    package var supplementRounds: Int
    package var hasBegun: Bool
    package var hasApologised: Bool
    package var facts: [String: String]
    package var correctionOf: ID<Dossier>?
}

package enum ClockState: String, Sendable, Codable {
    case notStarted = "not_started"
    case running
    case paused
    case stopped
}

extension Dossier {
    /// Finished late against the date in force; nil while it is open and not late yet.
    package func isLate(at now: Instant) -> Bool {
        guard let due, clock == .running || clock == .stopped else { return false }
        return (releasedAt ?? endedAt ?? now) > due
    }

    /// Another system decides it; here its status is only shown.
    package var isMirrored: Bool { facts[Self.ownerFact] != nil }
    static let ownerFact = "owner"
    /// Filed at the national portal: its reference is the portal's code.
    package var isFromPortal: Bool { facts[Self.doorFact] == Self.portalDoor }
    static let doorFact = "door"
    static let portalDoor = "portal"
    /// Why the dossier puts another right; nil where it puts none right, or nobody said why.
    package var correctionReason: String? { facts[Self.correctionFact] }
    static let correctionFact = "correction.reason"
    /// The press that opened the correction.
    static let correctionKeyFact = "correction.key"
    /// Who joined in the request beside the applicant, and is told and may act as they may.
    package var joint: Set<ID<Subject>> {
        Set(facts[Self.jointFact]?.split(separator: " ").compactMap { ID(String($0)) } ?? [])
    }
    static let jointFact = "joint.subjects"
    /// Something is to be paid before the result is handed over.
    package var isUnpaid: Bool { facts["unpaid"] != nil }

    static func unitFact(_ relation: UnitRelation) -> String { "unit.\(relation.rawValue)" }

    /// Code when it has one, reference before.
    package var label: String { code ?? reference }
}
