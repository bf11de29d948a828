package import Civic

/// What somebody wants to do. Closed: a new use case that needs a decision adds its case here, and the policy's tests
/// ask it of every role.
package enum AccessAction: String, Sendable, Hashable, CaseIterable {
    /// That the dossier exists, its state, units and deadlines.
    case seeDossier
    /// The answers, papers and persons of a dossier. Needs a purpose and a line in the access log.
    case seePersonalData
    /// Carry out an open task (take, examine, sign, seal, hand over …).
    case act
    /// Give a task to a colleague, or take it back.
    case assign
    /// Confirm a refusal that a colleague proposed.
    case decideRefusal
    case withdraw
    case answerProof
    case supplement
    /// Say how it was dealt with, when it is over.
    case rate
    /// Put right an error in a dossier or its result.
    case correct
    /// Take a released result back, or have another put in its place.
    case endResult
    /// Move a dossier's date, ask for its fee, link it: who took it in, or who decides it.
    case steer
    /// Take the money of a dossier and record the receipt.
    case takePayment
    /// Print a dossier's slips, or a unit's tracking book: the counter that took the dossiers in answers for them.
    case printSlip
    case seeUnitStatistics
    case seeJournal
    /// Accounts, posts and absences of a unit.
    case manageUnit
    /// Be the second pair of eyes over an officer's way back into his account.
    case confirmRecovery
    case grantMandate
    case seeAccessLog
    case publishCatalogue
}

/// One question put to the policy: plain values, so that the answer is a pure function of them.
package struct AccessQuestion: Sendable {
    package let actor: Actor
    package let action: AccessAction
    package let target: AccessTarget
    /// Nil where the action shows nothing personal.
    package let purpose: AccessPurpose?
    package let at: Instant
    package let day: Day
    package let tree: UnitTree

    /// - Parameter day: the local date of `at`.
    package init(
        actor: Actor, action: AccessAction, on target: AccessTarget, purpose: AccessPurpose? = nil, at: Instant,
        day: Day, tree: UnitTree
    ) {
        self.actor = actor
        self.action = action
        self.target = target
        self.purpose = purpose
        self.at = at
        self.day = day
        self.tree = tree
    }
}

package enum AccessTarget: Sendable {
    case dossier(DossierFacts)
    case task(TaskFacts, of: DossierFacts)
    case unit(UnitCode)
    case subject(ID<Subject>)
    case house
}

/// What the policy must know of a dossier. Built by Dossiers from columns; no personal value stands in it.
package struct DossierFacts: Sendable {
    package enum Ownership: Sendable, Hashable {
        /// Our engine is the authority.
        case city
        /// Another system is: shown, noted, never decided here.
        case mirror
    }

    package enum Secrecy: Sendable, Hashable, CaseIterable {
        case ordinary
        /// Protected persons, no-contact orders, adoption: only who has a task, and the heads of the deciding units.
        case protected
    }

    /// A role's seat in a unit.
    package struct Seat: Sendable, Hashable {
        package var role: Role
        package var unit: UnitCode

        package init(_ role: Role, at unit: UnitCode) {
            self.role = role
            self.unit = unit
        }
    }

    package var procedure: String
    package var receiving: UnitCode?
    package var competent: UnitCode?
    package var lead: UnitCode?
    /// Recording, returning, assisting units.
    package var others: Set<UnitCode>
    package var openTasks: [TaskFacts]
    /// Applicant, submitter and representatives: who speaks for the request.
    package var parties: Set<ID<Subject>>
    package var ownership: Ownership
    package var secrecy: Secrecy
    /// Who sits in its process, and who holds or held a task of it. Nil where the question is what a unit's people see
    /// of its work in general, not one dossier.
    package var seats: Set<Seat>?
    /// Powers under which a step of its process may be taken, for example `sign:1.001193`.
    package var powers: Set<String>

    package init(
        procedure: String, receiving: UnitCode?, competent: UnitCode?, lead: UnitCode? = nil,
        others: Set<UnitCode> = [],
        openTasks: [TaskFacts] = [], parties: Set<ID<Subject>> = [], ownership: Ownership = .city,
        secrecy: Secrecy = .ordinary, seats: Set<Seat>? = nil, powers: Set<String> = []
    ) {
        self.procedure = procedure
        self.receiving = receiving
        self.competent = competent
        self.lead = lead
        self.others = others
        self.openTasks = openTasks
        self.parties = parties
        self.ownership = ownership
        self.secrecy = secrecy
        self.seats = seats
        self.powers = powers
    }

    /// Units whose work this dossier is.
    package var units: Set<UnitCode> {
        var units = others
        for unit in [receiving, competent, lead] { if let unit { units.insert(unit) } }
        return units
    }
}

package struct TaskFacts: Sendable, Hashable {
    package var role: Role
    package var unit: UnitCode
    package var assignee: ID<Officer>?
    /// The mandate it takes when the officer is not the unit's signer, for example `certify_copies`.
    package var power: String?
    /// True where the act signs or confirms a colleague's draft.
    package var isSigning: Bool
    /// Who drafted what is to be signed, or proposed what is to be confirmed.
    package var drafter: ID<Officer>?

    package init(
        role: Role, unit: UnitCode, assignee: ID<Officer>? = nil, power: String? = nil, isSigning: Bool = false,
        drafter: ID<Officer>? = nil
    ) {
        self.role = role
        self.unit = unit
        self.assignee = assignee
        self.power = power
        self.isSigning = isSigning
        self.drafter = drafter
    }
}
