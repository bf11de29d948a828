package import Civic
import Directory

/// A list of an officer's desk, wholly described by the address of the page.
package struct WorklistQuery: Sendable, Equatable {
    package var list: WorklistKind
    /// Unit whose queue it is; nil: the officer's own units.
    package var unit: UnitCode?
    package var procedure: String?
    package var heat: Heat?
    /// Prefix of the applicant's name without diacritics, or a dossier code.
    package var search: String?
    package var after: WorklistCursor?
    package var limit: Int

    package init(
        list: WorklistKind, unit: UnitCode? = nil, procedure: String? = nil, heat: Heat? = nil, search: String? = nil,
        after: WorklistCursor? = nil, limit: Int = 50
    ) {
        self.list = list
        self.unit = unit
        self.procedure = procedure
        self.heat = heat
        self.search = search
        self.after = after
        self.limit = limit
    }
}

package enum WorklistKind: String, Sendable, CaseIterable {
    /// Assigned to me.
    case mine
    /// Held by my seats, assigned to anybody or nobody.
    case unit
    case unassigned
    /// Waiting for a resident or another unit.
    case paused
    case overdue
    /// Finished in the last thirty days by this unit.
    case done
}

/// How near a deadline is, in words as well as colour.
package enum Heat: String, Sendable, CaseIterable {
    case far
    case half
    case oneDay = "one_day"
    case today
    case overdue
    case paused
    case none
}

package struct WorklistCursor: Sendable, Equatable {
    package let due: Int64
    package let task: Int64

    package init(due: Int64, task: Int64) {
        self.due = due
        self.task = task
    }
}

package struct WorklistRow: Sendable {
    package let task: WorkTask
    package let dossier: ID<Dossier>
    package let version: Int64
    package let label: String
    package let procedure: String
    package let applicantName: String
    package let status: DossierStatus
    package let dossierDue: Instant?
    package let clock: ClockState
    package let heat: Heat
}

package struct WorklistPage: Sendable {
    package let rows: [WorklistRow]
    package let next: WorklistCursor?
    /// Open work per list, capped at 1,000 (shown as "1,000+").
    package let counts: [WorklistKind: Int]
}

package struct ResidentRow: Sendable {
    package let dossier: ID<Dossier>
    package let label: String
    package let procedure: String
    package let status: DossierStatus
    package let outcome: DossierOutcome?
    package let lodgedAt: Instant
    package let due: Instant?
    package let needsAction: TrackingView.NeededAction?
}

package struct InboxNotice: Sendable {
    package let id: Int64
    package let dossier: ID<Dossier>
    package let label: String
    package let event: EventName
    package let at: Instant
    package let isRead: Bool
}

/// Counts of one unit (or all) over days, from the events that moved the work.
package struct StatisticLine: Sendable, Equatable {
    package let key: String
    package let received: Int
    package let accepted: Int
    package let ended: Int
    package let granted: Int
    package let refused: Int
    package let onTime: Int
    package let late: Int
    /// Filed online, by the person or with help.
    package let online: Int
    /// Of those filed online: by an officer for somebody.
    package let assisted: Int
    package let supplements: Int
    package let open: Int
}
