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
    package var order: WorklistOrder
    package var after: WorklistCursor?
    package var limit: Int

    package init(
        list: WorklistKind, unit: UnitCode? = nil, procedure: String? = nil, heat: Heat? = nil, search: String? = nil,
        order: WorklistOrder = .standard, after: WorklistCursor? = nil, limit: Int = 50
    ) {
        self.list = list
        self.unit = unit
        self.procedure = procedure
        self.heat = heat
        self.search = search
        self.order = order
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
    /// Waiting for a resident, for money or for another system: what sleeps, and what lies with somebody outside.
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

/// What a list is ordered by. The standard order walks an index; any other sorts the first `most` rows of it.
package struct WorklistOrder: Sendable, Hashable {
    package enum Column: String, Sendable, CaseIterable {
        /// The step's due time; of what is over, when it ended.
        case due
        /// The given name first, as Vietnamese lists are kept.
        case name
        case step
        case status
    }

    package static let standard = WorklistOrder(.due)
    package static let most = 1_000

    package let column: Column
    package let isDescending: Bool

    package init(_ column: Column, isDescending: Bool = false) {
        self.column = column
        self.isDescending = isDescending
    }
}

/// Where the next page begins. In another order than the standard one `due` holds how many rows were shown.
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

    /// The row for somebody who is shown that there is work, and whose it is not.
    var withoutName: WorklistRow {
        WorklistRow(
            task: task, dossier: dossier, version: version, label: label, procedure: procedure, applicantName: "",
            status: status, dossierDue: dossierDue, clock: clock, heat: heat)
    }

    /// The row at a version somebody saw it in.
    package func seen(at version: Int64) -> WorklistRow {
        WorklistRow(
            task: task, dossier: dossier, version: version, label: label, procedure: procedure,
            applicantName: applicantName, status: status, dossierDue: dossierDue, clock: clock, heat: heat)
    }
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

package struct ResidentPage: Sendable {
    package let rows: [ResidentRow]
    package let next: ResidentCursor?
}

/// The last dossier of a page: the next begins after it.
package struct ResidentCursor: Sendable, Equatable {
    /// Still among those that wait for the resident.
    let waits: Bool
    let dossier: ID<Dossier>

    init(waits: Bool, dossier: ID<Dossier>) {
        self.waits = waits
        self.dossier = dossier
    }

    /// As `text` writes it, nil for anything else.
    package init?(text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "0" || parts[0] == "1", let dossier = ID<Dossier>(String(parts[1])) else {
            return nil
        }
        self.init(waits: parts[0] == "1", dossier: dossier)
    }

    /// Opaque to callers.
    package var text: String { "\(waits ? 1 : 0).\(dossier)" }
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
