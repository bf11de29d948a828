package import Civic
package import Directory
package import Rules

/// A process is a tree of blocks, never a free graph, so that soundness holds by construction (decision record 0009).
/// A dossier's place is the set of its open tasks.
package indirect enum Block: Sendable, Codable {
    case step(Step)
    case parallel(id: String, join: Join, branches: [[Block]])
    /// The first arm whose `when` holds is taken; an arm without `when` is the last. No arm: the block is passed.
    case choice(id: String, arms: [Arm])

    package struct Arm: Sendable, Codable {
        package var when: Expression?
        package var blocks: [Block]

        package init(when: Expression?, blocks: [Block]) {
            self.when = when
            self.blocks = blocks
        }
    }

    package enum Join: String, Sendable, Codable, CaseIterable {
        case all
        /// The first branch to end cancels the rest.
        case any
    }
}

package struct Step: Sendable, Codable {
    /// Unique in the process: `examine`.
    package var id: String
    package var name: LocalizedText
    package var kind: StepKind
    package var seat: Seat
    /// Time allowed, a target in working minutes; nil for outside waits and hand-over.
    package var minutes: Int?
    /// For a wait with a law-given length (proof: one day).
    package var limit: Limit?
    /// What silence at the limit means; nil: nothing happens but a notice.
    package var onSilence: String?
    /// The dossier's clock while this step is the place: run or pause.
    package var pausesClock: Bool
    package var actions: [StepAction]
    /// Work it may ask of other units.
    package var asks: [AskRule]
    /// A mandate that lets another than the seat's role act, for example `sign:1.013225`.
    package var mandate: String?
    /// The person who did the named step may not do this one (drafter and signer differ).
    package var notBy: String?
}

package enum StepKind: String, Sendable, Codable, CaseIterable {
    case assign, examine, inspect, draft, review, sign, seal, record
    /// Waits for the resident's word on the draft.
    case proof
    /// Waits for another system; an effect answers.
    case outside
    /// Waits for money.
    case payment
    /// Stands in public until its own limit ends; what silence means then is `onSilence`, and nobody ends it earlier.
    case notice
    case handOver = "return"
}

/// Who sits at a step: a role at a unit relation, `civil_status_officer@competent`, or the applicant, or the house.
package enum Seat: Sendable, Hashable, Codable {
    case officer(Role, UnitRelation)
    case applicant
    case system
}

/// How a unit stands to a dossier.
package enum UnitRelation: String, Sendable, Hashable, Codable, CaseIterable {
    case assisting, receiving, competent, lead, consulted, verifying, recording, returning
    /// Assesses what is owed.
    case tax
    /// Examines where the power is not the competent body's own.
    case superior
    /// Signs where the power is not the competent body's own.
    case deciding
}

package struct StepAction: Sendable, Codable {
    package var id: String
    package var label: LocalizedText
    package var to: Destination
    /// The named event it appends.
    package var event: String
    /// Must hold; an error in it stops the action with its reason.
    package var guardExpression: Expression?
    package var guardMessage: LocalizedText?
    package var reason: ReasonRule
    package var isPrimary: Bool
    /// May be undone for 30 seconds. Numbers, signatures, releases, payments and register writes never.
    package var isReversible: Bool
    /// Facts it sets, open to later guards and choices.
    package var sets: [String: String]
    package var effects: [EffectRef]
    /// Offered in bulk (a leader signs thirty at once).
    package var bulk: Bool

    package enum ReasonRule: String, Sendable, Codable, CaseIterable {
        case none, optional, required
    }
}

package enum Destination: Sendable, Hashable, Codable {
    case next
    /// A step of the same or an enclosing block.
    case backTo(String)
    /// The end named, or nil: refused when the fact `decision` is `refuse`, granted otherwise.
    case end(DossierEnd?)
}

package enum DossierEnd: String, Sendable, Hashable, Codable, CaseIterable {
    case granted, refused
    /// Who asked will not have it any more: a party that does not sign.
    case withdrawn
}

/// What a step does besides moving on: in the engine's own registers, or in another room through a port.
package enum EffectPort: String, Sendable, CaseIterable {
    /// Takes the yearly number of a register book, or says how its entry stands (`EntryState`).
    case book
    /// The person named by a question is dead: no dossier is filed in the name, the account is closed.
    case personLock = "person_lock"
    /// Takes back the lock of the dossier that this one puts right.
    case personUnlock = "person_unlock"
    /// Another system's number for a new person.
    case personalNumber = "personal_number"
    /// The tax application's code for a new business.
    case taxCode = "tax_code"
}

/// How an entry of a register book stands; a number once taken is never given again.
package enum EntryState: String, Sendable, CaseIterable {
    /// Written, without effect yet: a marriage before both have signed.
    case prepared
    case effective
    case struck
}

/// An effect as the file names it: the port, and its parameters.
package struct EffectRef: Sendable, Codable, Hashable {
    /// One of `EffectPort`.
    package var port: String
    package var parameters: [String: String]

    package init(port: String, parameters: [String: String]) {
        self.port = port
        self.parameters = parameters
    }
}

/// Work another unit may be asked for from a step: a task there with its own limit.
package struct AskRule: Sendable, Codable {
    package var id: String
    package var kind: AskKind
    package var name: LocalizedText
    package var role: Role
    /// Kinds of unit that may be asked.
    package var unitKinds: [String]
    package var limit: Limit
    package var rule: DueRule
    /// What silence at the limit means: `consent`, or nil: only a notice to both heads.
    package var silence: String?
    /// Answers the asked unit may give.
    package var answers: [ListItem]
    /// The dossier's own limit is extended by law until the answer (never a lateness).
    package var extendsLimit: Bool
    package var ground: LocalizedText?

    package enum AskKind: String, Sendable, Codable, CaseIterable {
        case verification, consultation
    }
}
