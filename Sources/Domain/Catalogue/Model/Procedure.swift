package import Civic
package import Rules

/// One version of a fully modelled administrative procedure (thủ tục hành chính): what is asked, of whom, who decides,
/// by when and how. Immutable once published; a dossier keeps the version it was accepted under.
package struct Procedure: Sendable, Codable {
    /// The national code, `1.001193`.
    package let code: String
    /// Names this version; the version file's own, usually its first day in force.
    package let version: String
    package let validFrom: Day
    package let validTo: Day?
    package let name: LocalizedText
    /// One or two plain sentences for the service page.
    package let summary: LocalizedText
    /// Who may apply and what to know before starting, one plain sentence each.
    package let before: [LocalizedText]
    /// Field of government (lĩnh vực), an id of `fields.csv`.
    package let field: String
    package let level: String
    /// The decision that announced it.
    package let decision: String
    package let ownership: Ownership
    /// Who decides where we do not; nil where every channel is ours.
    package let owner: OwnerRule?
    /// Nil: like any dossier.
    package let secrecy: Secrecy?
    package let intake: IntakeRule
    package let online: OnlineLevel
    package let subjects: [String]
    /// Tried in order at the day of acceptance; the first that matches names the competent unit.
    package let competence: [CompetenceRule]
    /// Tried in order; the first whose `when` holds (or has none) is the legal limit.
    package let limits: [LimitRule]
    /// Bodies besides the competent one that hold steps, by their relation; chosen when the dossier is lodged.
    package let units: [RelatedUnitRule]?
    package let supplement: SupplementPolicy
    package let fees: [FeeRule]
    package let lists: [String: [ListItem]]
    package let pages: [FormPage]
    package let documents: [DocumentRule]
    /// Who joins in the filing besides who sends it; nil: nobody.
    package let joins: [JoinRule]?
    package let process: [Block]
    /// Done at the counter in one screen and one press where one officer holds all that it takes.
    package let immediate: ImmediateRule?
    package let result: ResultRule
    /// Values computed from the answers when a dossier is lodged, kept on it and open to guards as `facts.<name>`.
    package let facts: [FactRule]
    /// Where a real law does not nest, the named exemption with its ground makes `check` warn instead of refuse.
    package let exemptions: [Exemption]

    let box = ProcedureDigest.Box()

    /// All but the digest, which follows from the rest.
    private enum CodingKeys: String, CodingKey {
        case code, version, validFrom, validTo, name, summary, before, field, level, decision, ownership, owner,
            secrecy,
            intake, online, subjects, competence, limits, units, supplement, fees, lists, pages, documents, joins,
            process, immediate, result, facts, exemptions
    }
}

/// Who is the authority for status and clock.
package enum Ownership: String, Sendable, Codable, CaseIterable {
    case city
    /// Another system is: we show status, run no clock, allow no decision.
    case mirror
}

/// The authority for status and clock of what we only show (`procedures.md` 1.4).
package struct OwnerRule: Sendable, Codable {
    package var name: LocalizedText
    /// The channels whose dossiers are theirs. Where the procedure is a mirror, all are.
    package var channels: [Channel]
    package var ground: String
}

package enum Secrecy: String, Sendable, Codable, CaseIterable {
    /// Only who has a task of it and the heads of the deciding units see it; nobody tracks it by its code.
    case protected
}

package struct RelatedUnitRule: Sendable, Codable {
    package var relation: UnitRelation
    /// Tried in order, as competence is.
    package var rules: [CompetenceRule]
}

extension Procedure {
    /// Whether another system decides what comes in this way.
    package func isMirrored(_ channel: Channel) -> Bool {
        ownership == .mirror || owner?.channels.contains(channel) == true
    }

    package var isProtected: Bool { secrecy == .protected }

    /// Its limit runs day and night, and so do the times of its steps.
    package var runsRoundTheClock: Bool {
        !limits.isEmpty
            && limits.allSatisfy { if case .hours(_, .continuous) = $0.limit { true } else { false } }
    }
}

package struct IntakeRule: Sendable, Codable {
    package var scope: IntakeScope
    package var channels: [Channel]
    package var doors: Doors
    /// The receipt slip is printed; `immediate` procedures print it on request only.
    package var slip: Bool
    /// No paper may be collected from somebody who files online.
    package var noPaperOnline: Bool
}

/// "Any counter" is four different rules (`procedures.md` 1.3).
package enum IntakeScope: String, Sendable, Codable, CaseIterable {
    case decideAnywhere = "decide_anywhere"
    case receiveAndForward = "receive_and_forward"
    case assistElsewhere = "assist_elsewhere"
    case ownerSystem = "owner_system"
}

/// How a dossier comes in; the numbers are the national portal's.
package enum Channel: String, Sendable, Codable, CaseIterable {
    case counter
    case online
    case post

    package var nationalCode: Int {
        switch self {
        case .counter: 1
        case .online: 2
        case .post: 3
        }
    }
}

package enum Doors: String, Sendable, Codable, CaseIterable {
    case national
    case own
    case both
}

/// How far a service goes online: today's terms, and the scale of four they replaced.
package enum OnlineLevel: String, Sendable, Codable, CaseIterable {
    /// Toàn trình.
    case full
    /// Một phần.
    case partial
    /// Only information is given online.
    case none
    case unstated

    /// The former scale: 4 also pays and receives online, 3 files online, 2 gives the forms, 1 informs.
    package var scale: Int {
        switch self {
        case .full: 4
        case .partial: 3
        case .none: 2
        case .unstated: 1
        }
    }
}

package struct CompetenceRule: Sendable, Codable {
    package var from: Day?
    package var until: Day?
    package var when: Expression?
    /// The kind of unit that decides.
    package var kind: String
    /// Area code (an expression over `answers`, `facts`) whose unit of that kind decides; nil: see `unit`, `receiving`.
    package var area: Expression?
    /// A fixed unit code as an expression.
    package var unit: Expression?
    /// The commune of the receiving point decides.
    package var receiving: Bool
    package var ground: String
}

package struct LimitRule: Sendable, Codable {
    package var when: Expression?
    package var limit: Limit
    /// Where the limit begins; nil: at acceptance.
    package var from: Start?

    package enum Start: String, Sendable, Codable, CaseIterable {
        case accepted
        /// When it came in, by whatever channel and on whatever day.
        case lodged
    }

    package var ground: String
}

package struct ListItem: Sendable, Codable {
    package var value: String
    package var label: LocalizedText
}

package struct ImmediateRule: Sendable, Codable {
    /// The guard under which the one-press end is offered.
    package var when: Expression?
    /// The mandate the officer who presses needs, for example `certify_copies`.
    package var mandate: String
}

package struct ResultRule: Sendable, Codable {
    package var name: LocalizedText
    /// The register book whose yearly number it bears; nil when it bears none.
    package var book: String?
    package var validMonths: Int?
    /// What the draft shows the applicant, in the order of the paper; nil: everything that was answered.
    package var proof: [ProofLine]?
}

/// A line of the result as it will be printed.
package struct ProofLine: Sendable, Codable {
    package var label: LocalizedText
    /// The question whose answer is printed.
    package var field: String?
    /// Or an expression that names the question, where a rule decides (`'mother.name'`); `''`: the line is left out.
    package var pick: Expression?
}

package struct FactRule: Sendable, Codable {
    package var name: String
    package var value: Expression
}

package struct Exemption: Sendable, Codable {
    /// The lint rule it concerns, for example `times.consultation`.
    package var rule: String
    package var ground: LocalizedText
}
