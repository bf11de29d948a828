import Civic
import Directory
import Store

/// What of a list is shown, as the statement reads it: a page holds as many rows as asked for, whatever was left out.
struct WorklistFilter {
    /// Codes between commas, `,1.004873,2.000815,`; empty for all.
    private(set) var procedures = ""
    /// Beginnings of the words of a folded name, and of a code, as patterns; empty for all.
    private let name: String
    private let label: String
    private let heat: HeatRange

    var isNone: Bool { procedures.isEmpty && name.isEmpty && heat.isNone }
    /// Some heat is asked for; `none` is that of what has no deadline.
    let asksHeat: Bool
    /// No row can be in both: the list is empty.
    private(set) var isNothing = false

    init(_ query: WorklistQuery, now: Instant, zone: CityZone) {
        let typed = query.search.map(VietnameseText.fold).flatMap { $0.isEmpty ? nil : $0 }
        name = typed.map { "% " + Self.escaped($0) + "%" } ?? ""
        let code = query.search.map(DossierDesk.label) ?? ""
        // One letter begins every code; only what has a digit is somebody typing one.
        label = typed == nil ? "" : Self.escaped(code) + (code.contains(where: \.isNumber) ? "%" : "")
        asksHeat = query.heat != nil && query.heat != Heat.none
        heat = HeatRange(query.heat, now: now, zone: zone)
        if let procedure = query.procedure { procedures = Self.list([procedure]) }
    }

    /// The same where only some procedures are within reach.
    func within(_ reach: Set<String>?) -> WorklistFilter {
        guard let reach else { return self }
        var narrowed = self
        let asked = procedures.split(separator: ",").map(String.init)
        let both = asked.isEmpty ? reach : reach.intersection(asked)
        narrowed.procedures = Self.list(both)
        narrowed.isNothing = both.isEmpty
        return narrowed
    }

    static func list(_ procedures: some Sequence<String>) -> String {
        "," + procedures.sorted().joined(separator: ",") + ","
    }

    /// - Parameter overdueAt: set for the list of what is late at that moment.
    func values(after: WorklistCursor, overdueAt now: Instant?, limit: Int) -> [SQLValue] {
        let until = min(heat.until, now?.milliseconds ?? .max)
        let start = after.due < heat.from ? WorklistCursor(due: heat.from, task: 0) : after
        return heat.values(until: until) + subject + [.int(start.due), .int(start.task), .int(limit)]
    }

    /// Of dossiers rather than tasks: procedure and words alone.
    var subject: [SQLValue] {
        [.text(procedures), .text(procedures), .text(name), .text(name), .text(label)]
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
    }
}

/// The bands of `DossierDesk.heat` as ranges of due times and marks of the clock, for a statement.
private struct HeatRange {
    private static let day: Int64 = 24 * 3_600_000
    private let heat: Heat?
    private let now: Int64
    let from: Int64
    let until: Int64

    var isNone: Bool { heat == nil }

    init(_ heat: Heat?, now: Instant, zone: CityZone) {
        self.heat = heat
        self.now = now.milliseconds
        let tomorrow = zone.instant(LocalTime(zone.day(now) + 1, TimeOfDay(minutes: 0))).milliseconds
        let soon = max(tomorrow, now.milliseconds + Self.day + 1)
        switch heat {
        case nil, .paused: (from, until) = (-1, .max)
        case .overdue: (from, until) = (-1, now.milliseconds)
        case .today: (from, until) = (now.milliseconds, tomorrow)
        case .oneDay: (from, until) = (tomorrow, soon)
        case .half, .far: (from, until) = (soon, TaskStore.noDue)
        case .none?: (from, until) = (TaskStore.noDue, .max)
        }
    }

    /// Before which due, then the marks: the clock (paused, running or either), and how much of the time is gone.
    func values(until: Int64) -> [SQLValue] {
        let clock = heat == nil ? "" : heat == .paused ? "paused" : "other"
        let share: Int64 = heat == .half ? 1 : heat == .far ? 2 : 0
        return [.int(until), .text(clock), .text(clock), .int(share), .int(share), .int(now)]
    }
}
