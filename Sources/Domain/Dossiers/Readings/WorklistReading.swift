import Civic
import Directory
import Store

/// Reads an officer's lists in one snapshot: the rows of one and the counts of all.
struct WorklistReading {
    let queues: WorklistQueues
    let officer: ID<Officer>
    let now: Instant
    let filter: WorklistFilter

    /// Ended dossiers are shown for thirty days.
    private var since: Instant { now.adding(hours: -24 * 30) }

    // MARK: - Rows

    /// - Parameter limit: one more than a page holds tells that there is a next one.
    func rows(
        _ list: WorklistKind, after: WorklistCursor?, limit: Int, in transaction: any Transaction
    ) throws -> [WorklistRow] {
        switch list {
        case .done: return try ended(after, limit, in: transaction)
        case .mine:
            return try open(
                [.id(officer)], WorklistStore.mine, WorklistStore.mineFiltered, filter, after, limit, in: transaction)
        case .unassigned:
            return try of(
                queues.seats, WorklistStore.unassigned, WorklistStore.unassignedFiltered, after, limit, in: transaction)
        case .overdue:
            return try of(
                queues.seats, WorklistStore.overdue, WorklistStore.bySeatFiltered, after, limit, late: true,
                in: transaction)
        case .unit:
            return try of(
                queues.seats, WorklistStore.bySeat, WorklistStore.bySeatFiltered, after, limit, in: transaction)
        case .paused:
            let asleep = try of(
                queues.seats, WorklistStore.waiting, WorklistStore.waitingFiltered, after, limit, in: transaction)
            let outside = try of(
                queues.outside, WorklistStore.bySeat, WorklistStore.bySeatFiltered, after, limit, in: transaction)
            return Self.inOrder(asleep + outside, limit)
        }
    }

    private func of(
        _ queues: [WorklistQueue], _ plain: Statement, _ filtered: Statement, _ after: WorklistCursor?, _ limit: Int,
        late: Bool = false, in transaction: any Transaction
    ) throws -> [WorklistRow] {
        let found = try queues.flatMap { queue in
            try open(
                [.text(queue.unit.text), .text(queue.seat)], plain, filtered, filter.within(queue.reach), after, limit,
                late: late, in: transaction)
        }
        return Self.inOrder(found, limit)
    }

    private func open(
        _ key: [SQLValue], _ plain: Statement, _ filtered: Statement, _ filter: WorklistFilter,
        _ after: WorklistCursor?, _ limit: Int, late: Bool = false, in transaction: any Transaction
    ) throws -> [WorklistRow] {
        if filter.isNothing { return [] }
        let after = after ?? WorklistCursor(due: -1, task: 0)
        let late = late ? now : nil
        if filter.isNone {
            let page: [SQLValue] = [.int(after.due), .int(after.task), .int(limit)]
            return try transaction.all(plain, key + (late.map { [.instant($0)] } ?? []) + page, WorklistRow.init(open:))
        }
        return try transaction.all(
            filtered, key + filter.values(after: after, overdueAt: late, limit: limit), WorklistRow.init(open:))
    }

    private static func inOrder(_ rows: [WorklistRow], _ limit: Int) -> [WorklistRow] {
        Array(rows.sorted { ($0.cursor.due, $0.cursor.task) < ($1.cursor.due, $1.cursor.task) }.prefix(limit))
    }

    /// The newest first.
    private func ended(
        _ after: WorklistCursor?, _ limit: Int, in transaction: any Transaction
    ) throws -> [WorklistRow] {
        // What has ended has no deadline to be near to.
        if filter.asksHeat { return [] }
        let after = after ?? WorklistCursor(due: .max, task: .max)
        var found: [ID<Dossier>: WorklistRow] = [:]
        for (statement, unit, reach) in endedSides(WorklistStore.doneByCompetent, WorklistStore.doneByReceiving) {
            let narrowed = filter.within(reach)
            if narrowed.isNothing { continue }
            let key: [SQLValue] = [.text(unit.text), .instant(since), .int(after.due), .int(after.task)]
            try transaction.forEach(statement, key + narrowed.subject + [.int(limit)]) { row in
                found[row.id(0)] = try WorklistRow(dossier: row)
            }
        }
        return Array(
            found.values.sorted { ($0.cursor.due, $0.cursor.task) > ($1.cursor.due, $1.cursor.task) }.prefix(limit))
    }

    private func endedSides(
        _ competent: Statement, _ receiving: Statement
    ) -> [(statement: Statement, unit: UnitCode, reach: Set<String>)] {
        queues.ended.sorted { $0.key < $1.key }.flatMap { unit, reach in
            [(competent, unit, reach.competent), (receiving, unit, reach.receiving)].filter { !$0.2.isEmpty }
        }
    }

    // MARK: - Counts

    /// Of each list without any filter, capped at 1,000.
    func counts(in transaction: any Transaction) throws -> [WorklistKind: Int] {
        var counts: [WorklistKind: Int] = [.unit: 0, .unassigned: 0, .overdue: 0, .paused: 0]
        for queue in queues.seats {
            let open = try count(queue, in: transaction)
            counts[.unit, default: 0] += open.all
            counts[.unassigned, default: 0] += open.unassigned
            counts[.overdue, default: 0] += open.overdue
            let (key, reached) = values(queue)
            let waiting = reached.isEmpty ? WorklistStore.countWaiting : WorklistStore.countWaitingReached
            counts[.paused, default: 0] += try transaction.first(waiting, key + reached) { Int($0.int(0)) } ?? 0
        }
        for queue in queues.outside where queue.reach?.isEmpty != true {
            counts[.paused, default: 0] += try count(queue, in: transaction).all
        }
        counts[.mine] = try transaction.first(WorklistStore.countMine, [.id(officer)]) { Int($0.int(0)) } ?? 0
        // One that the unit took in and decided, or that went through two of the officer's units, is one.
        var ended: Set<Int64> = []
        for (statement, unit, reach) in endedSides(
            WorklistStore.countDoneByCompetent, WorklistStore.countDoneByReceiving)
        {
            let values: [SQLValue] = [.text(unit.text), .instant(since), .text(WorklistFilter.list(reach))]
            try transaction.forEach(statement, values) { ended.insert($0.int(0)) }
        }
        counts[.done] = ended.count
        return counts.mapValues { min($0, 1_000) }
    }

    private func count(
        _ queue: WorklistQueue, in transaction: any Transaction
    ) throws -> (all: Int, unassigned: Int, overdue: Int) {
        let (key, reached) = values(queue)
        let statement = reached.isEmpty ? WorklistStore.countBySeat : WorklistStore.countReached
        return try transaction.first(statement, [.instant(now)] + key + reached) {
            (Int($0.int(0)), Int($0.int(1)), Int($0.int(2)))
        } ?? (0, 0, 0)
    }

    private func values(_ queue: WorklistQueue) -> (key: [SQLValue], reached: [SQLValue]) {
        (
            [.text(queue.unit.text), .text(queue.seat)],
            queue.reach.map { [.text(WorklistFilter.list($0))] } ?? []
        )
    }
}

extension WorklistRow {
    /// Where the page after this row begins, in the standard order.
    var cursor: WorklistCursor {
        task.state == .closed
            ? WorklistCursor(due: task.closedAt?.milliseconds ?? 0, task: dossier.rawValue)
            : WorklistCursor(due: task.due?.milliseconds ?? TaskStore.noDue, task: task.id.rawValue)
    }

    /// A row of a list of open work.
    init(open row: any Row) throws {
        let task = try TaskStore.decode(row)
        guard let status = DossierStatus(rawValue: Int(row.int(20))), let clock = ClockState(rawValue: row.text(22))
        else { throw StoreError.damaged("dossier \(task.dossier) holds a word the engine does not know") }
        self.init(
            task: task, dossier: task.dossier, version: row.int(16), label: row.text(17), procedure: row.text(18),
            applicantName: row.text(19), status: status, dossierDue: row.optionalInstant(21), clock: clock, heat: .none)
    }

    /// A row of a list of dossiers rather than tasks.
    init(dossier row: any Row) throws {
        guard let status = DossierStatus(rawValue: Int(row.int(5))), let clock = ClockState(rawValue: row.text(7))
        else {
            throw StoreError.damaged("dossier \(row.int(0)) holds a word the engine does not know")
        }
        let dossier: ID<Dossier> = row.id(0)
        let task = WorkTask(
            id: dossier.retyped(), dossier: dossier, kind: .step, step: "", place: "", seat: .system,
            unit: try UnitCode(stored: row.text(9)), assignee: nil, openedAt: Instant(milliseconds: 0), due: nil,
            state: .closed, outcome: nil, closedBy: nil, closedAt: row.optionalInstant(8), askedBy: nil, remark: nil)
        self.init(
            task: task, dossier: dossier, version: row.int(1), label: row.text(2), procedure: row.text(3),
            applicantName: row.text(4), status: status, dossierDue: row.optionalInstant(6), clock: clock, heat: .none)
    }
}
