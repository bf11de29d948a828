import Catalogue
package import Civic
package import Directory

/// Everything one use case does to one dossier, decided before the transaction: what the store writes and what undo
/// takes back. Values only.
package struct Change: Sendable {
    /// The dossier as it was found, whose version it must still have; nil when it is new.
    package let found: Dossier?
    package var dossier: Dossier
    package var opened: [WorkTask] = []
    package var updated: [WorkTask] = []
    package var ledger: [DeadlineEntry] = []
    package var timers: [TimerChange] = []
    package var happenings: [Happening] = []
    /// Accepted now: the store allots the code as its last statement before the journal.
    package var wantsCode: CodeRequest?
    package var payments: [PaymentLine] = []
    package var supplement: SupplementChange?
    package var bookNumbers: [BookRequest] = []
    /// Open tasks fall asleep or wake with the dossier.
    package var taskSleep: TaskSleep?
}

package enum TaskSleep: Sendable {
    case sleep
    case wake
}

package struct CodeRequest: Sendable {
    package let unit: UnitCode
    package let day: Day
}

/// A number in a register book: yearly, gapless, never reused.
package struct BookRequest: Sendable {
    package let book: String
    package let unit: UnitCode
    package let year: Int
    /// The fact the number is kept under.
    package let fact: String
}

package enum TimerChange: Sendable {
    case set(CaseTimer, due: Instant, task: ID<WorkTask>?)
    case cancel(CaseTimer, task: ID<WorkTask>?)
}

/// The clocks that fire once for a dossier. Firing re-checks its guard, so that a late firing does no harm.
package enum CaseTimer: String, Sendable, CaseIterable {
    /// Nobody took it up, or the acceptance deadline passed.
    case acceptance
    /// The due date passed, or the time of an open step before it.
    case due
    /// Silence at a proof or an ask.
    case silence
    /// An unanswered request for a supplement.
    case closing
}

package struct SupplementChange: Sendable {
    package var round: Int
    package var state: State
    package var items: [SupplementItem]
    package var requestedAt: Instant
    package var closesAt: Instant?

    package enum State: String, Sendable, Codable {
        case awaitingApproval = "awaiting_approval"
        case sent
        case answered
        case declined
        case expired
    }
}

/// One event about to be appended, with what its body says.
package struct Happening: Sendable {
    package var event: EventName
    package var effective: Instant
    /// The officer's words: a reason, a question, an answer.
    package var text: String
    package var step: String? = nil
    package var unit: UnitCode? = nil
    package var mandate: ID<Mandate>? = nil
    /// Further scalars for the header, for statistics.
    package var isOnTime: Bool? = nil
    /// For what is told to officers: the work it is about.
    package var task: WorkTask? = nil
    /// Nothing is said outside before this moment, because it may still be undone.
    package var releasedAt: Instant? = nil
    /// What undo restores, as canonical JSON; nil when it cannot be undone.
    package var before: [UInt8]? = nil
    /// For `undone`: the event taken back.
    package var undoes: EventName? = nil
    /// Codes of the ready reasons it was given with, for statistics.
    package var reasons: [String] = []
    /// For `rated`: what was said, and what had been said before.
    package var rating: Rating? = nil
    package var ratedBefore: Rating? = nil
    /// For `joined`: who said yes, and to what they were asked.
    package var joining: Joining? = nil
}
