package import Civic
package import Directory
import Store

/// What the head of a service point must know before the day is over. Nobody is named: a line is a code and a date.
package struct DayBoard: Sendable {
    package struct Line: Sendable, Equatable {
        package let dossier: ID<Dossier>
        /// Code, or reference before acceptance.
        package let label: String
        package let procedure: String
        /// Nil before acceptance: the check says whose it is.
        package let competent: UnitCode?
        /// Of the check before acceptance, of the dossier after it.
        package let due: Instant?
        package let clock: ClockState
    }

    /// Came in and was not accepted; who has the least time left first.
    package var waiting: [Line] = []
    /// Past its date without a result.
    package var late: [Line] = []
    package var dueToday: [Line] = []
    /// Due on the next working day, without a result and without an apology: today is the last day to give one
    /// (NĐ 61/2018 Art. 19.9).
    package var dueNext: [Line] = []
    /// What goes to the deciding bodies by today's hand-over, by body: accepted since the one before.
    package var handOver: [Line] = []
    /// Accepted after it: goes when the next working day opens.
    package var handOverNext: [Line] = []
    /// Results that lie ready at the point.
    package var toCollect = 0
}

/// When papers of the day go to the body that decides (`procedures.md` 2.1, I4).
package enum HandOverPolicy {
    package static let time = TimeOfDay(minutes: 15 * 60)
    /// Dossiers accepted longer ago than this are looked for in the lists, not on the board of a day.
    static let boardDays = 120
}

extension DossierDesk {
    /// The day of one service point, for its head and whoever may see its figures.
    package func dayBoard(of unit: UnitCode, by actor: Actor) async throws -> DayBoard {
        try directory.decide(.seeUnitStatistics, on: .unit(unit), by: actor).required()
        let reach = reach(over: unit, by: actor).receiving
        let now = clock.now()
        let calendar = rules.calendar(for: unit)
        let today = calendar.zone.day(now)
        func codes(from first: Day) -> [SQLValue] {
            [
                .text(DossierCode(unit: unit, day: first, sequence: 0).text),
                .text(DossierCode(unit: unit, day: today + 1, sequence: 0).text),
            ]
        }
        let next = calendar.nextWorkingDay(after: today)
        let end = calendar.zone.instant(LocalTime(next + 1, TimeOfDay(minutes: 0)))
        let before = calendar.workingDay(1, before: today)
        let lastHandOver = calendar.zone.instant(LocalTime(before, HandOverPolicy.time))
        let handOver = calendar.zone.instant(LocalTime(today, HandOverPolicy.time))
        let open = codes(from: today + -HandOverPolicy.boardDays) + [.instant(end)]
        let new = codes(from: before) + [.instant(lastHandOver)]
        return try await database.read { transaction in
            var board = DayBoard()
            let queue: [SQLValue] = [
                .text(unit.text), .text(Role.counterOfficer.rawValue), .int(-1), .int(0), .int(1_000),
            ]
            for row in try transaction.all(WorklistStore.bySeat, queue, WorklistRow.init(open:))
            where reach.contains(row.procedure) {
                if row.status == .released { board.toCollect += 1 }
                guard row.task.kind == .check else { continue }
                board.waiting.append(
                    DayBoard.Line(
                        dossier: row.dossier, label: row.label, procedure: row.procedure, competent: nil,
                        due: row.task.due, clock: .running))
            }
            try transaction.forEach(DayStore.due, open) { row in
                let line = try Self.line(row)
                guard reach.contains(line.procedure), let due = line.due else { return }
                if due < now {
                    board.late.append(line)
                } else if calendar.zone.day(due) == today {
                    board.dueToday.append(line)
                } else if calendar.zone.day(due) == next, !row.bool(6) {
                    board.dueNext.append(line)
                }
            }
            try transaction.forEach(DayStore.accepted, new) { row in
                let line = try Self.line(row)
                // What another unit of the same house decides is handed to nobody.
                guard reach.contains(line.procedure), line.competent != unit else { return }
                if row.instant(7) < handOver { board.handOver.append(line) } else { board.handOverNext.append(line) }
            }
            let byBody = { (one: DayBoard.Line, other: DayBoard.Line) in
                (one.competent?.text ?? "", one.label) < (other.competent?.text ?? "", other.label)
            }
            board.handOver.sort(by: byBody)
            board.handOverNext.sort(by: byBody)
            return board
        }
    }

    private static func line(_ row: any Row) throws -> DayBoard.Line {
        guard let clock = ClockState(rawValue: row.text(5)) else {
            throw StoreError.damaged("dossier \(row.int(0)) has no known clock")
        }
        return DayBoard.Line(
            dossier: row.id(0), label: row.text(1), procedure: row.text(2),
            competent: try UnitCode(stored: row.text(3)), due: row.optionalInstant(4), clock: clock)
    }
}

/// Codes name the point and the day: a walk along the index of codes.
enum DayStore {
    private static let head = """
        SELECT id, code, procedure, competent, due, clock, apologised, accepted_at FROM dossier
        WHERE code >= ? AND code < ?
        """
    static let due = Statement(
        """
        \(head) AND ended_at IS NULL AND released_at IS NULL AND clock = 'running' AND due < ?
        ORDER BY due, id LIMIT 500
        """)
    static let accepted = Statement("\(head) AND accepted_at >= ? AND ended_at IS NULL ORDER BY code LIMIT 1000")

    static let statements: [Statement] = [due, accepted]
}
