import Catalogue
package import Civic
package import Directory
import Store

/// The desk's lists.
extension DossierDesk {
    /// One seat: a role in a unit.
    struct SeatKey: Hashable {
        let unit: UnitCode
        let seat: String
    }

    package func worklist(_ query: WorklistQuery, by actor: Actor) async throws -> WorklistPage {
        guard let officer = actor.officer else { throw DossierProblem.forbidden(AccessRefusal.notTheirRole.reason) }
        let seats = try seats(of: officer, unit: query.unit, by: actor)
        let own = self.seats(of: officer)
        // Names of what is over are for whom may open it, not for who was lent one step of the unit's work.
        let past = seats.filter { seesDossiers(of: $0.unit, by: actor) }
        let now = clock.now()
        let limit = min(max(query.limit, 1), 200)
        let filter = WorklistFilter(query, now: now, zone: directory.zone)
        let (rows, counts) = try await database.read { transaction in
            let rows =
                query.list == .done
                ? try Self.done(past, since: now.adding(hours: -24 * 30), filter, limit, in: transaction)
                : try Self.open(query, seats, officer, now, filter, limit + 1, in: transaction)
            // His own seats' work he may open; of the rest of a unit, and of what is over, only what he had a part in.
            let isOwn = query.list != .done && query.unit == nil
            let seen = isOwn ? rows : try rows.filter { try isSeen($0.dossier, by: actor, in: transaction) }
            return (seen, try Self.counts(own, officer, now, in: transaction))
        }
        // What has ended has no deadline to be near to.
        let shown = query.list == .done && query.heat != nil && query.heat != Heat.none ? [] : rows
        let page = shown.prefix(limit).map { heated($0, now) }
        return WorklistPage(
            rows: page,
            next: shown.count > limit
                ? page.last.map {
                    WorklistCursor(due: $0.task.due?.milliseconds ?? TaskStore.noDue, task: $0.task.id.rawValue)
                } : nil,
            counts: counts)
    }

    // MARK: - Seats

    /// The seats an officer fills: posts, and what his mandates let him do in their units.
    func seats(of officer: OfficerStanding) -> [SeatKey] {
        let now = clock.now()
        var seats = officer.posts.map { SeatKey(unit: $0.unit, seat: $0.role.rawValue) }
        for mandate in officer.mandates where mandate.isInForce(at: now) {
            let role: Role = Self.signedProcedure(mandate) == nil ? .certifier : .signer
            seats.append(SeatKey(unit: mandate.unit, seat: role.rawValue))
        }
        return Array(Set(seats)).sorted { ($0.unit.text, $0.seat) < ($1.unit.text, $1.seat) }
    }

    /// `sign:1.013225` lets its holder sign that procedure's results and no other's.
    private static func signedProcedure(_ mandate: GrantedMandate) -> String? {
        mandate.power.hasPrefix("sign:") ? String(mandate.power.dropFirst("sign:".count)) : nil
    }

    /// A queue may be wider than what a mandate reaches: of it the holder sees, and counts, his procedures only.
    /// - Returns: nil where all of the queue is his, by a post or because he looks over the unit.
    private static func reach(of seat: SeatKey, _ officer: OfficerStanding, _ now: Instant) -> Set<String>? {
        guard let role = Role(rawValue: seat.seat), !officer.holds(role, at: seat.unit) else { return nil }
        var reached: Set<String> = []
        var isBrought = false
        for mandate in officer.mandates where mandate.unit == seat.unit && mandate.isInForce(at: now) {
            let signed = signedProcedure(mandate)
            guard role == (signed == nil ? .certifier : .signer) else { continue }
            isBrought = true
            if let signed {
                reached.insert(signed)
            } else if mandate.procedures.isEmpty {
                return nil
            } else {
                reached.formUnion(mandate.procedures)
            }
        }
        // Nobody's mandate brought him here: he looks over the unit.
        return isBrought ? reached : nil
    }

    /// Another unit's queue, for who looks over it: all seats of that unit.
    private func seats(of officer: OfficerStanding, unit: UnitCode?, by actor: Actor) throws -> [SeatKey] {
        guard let unit else { return seats(of: officer) }
        let own = seats(of: officer).filter { $0.unit == unit }
        let decision = directory.decide(.seeUnitStatistics, on: .unit(unit), by: actor)
        guard decision.isAllowed else {
            if own.isEmpty { throw DossierProblem.forbidden(AccessRefusal.notTheirUnit.reason) }
            return own
        }
        return Role.allCases.map { SeatKey(unit: unit, seat: $0.rawValue) }
    }

    // MARK: - Reading

    private static func open(
        _ query: WorklistQuery, _ seats: [SeatKey], _ officer: OfficerStanding, _ now: Instant, _ filter: WorklistFilter,
        _ limit: Int, in transaction: any Transaction
    ) throws -> [WorklistRow] {
        let after = query.after ?? WorklistCursor(due: -1, task: 0)
        func rows(_ key: [SQLValue], _ plain: Statement, _ filtered: Statement, _ filter: WorklistFilter) throws
            -> [WorklistRow]
        {
            if filter.isNothing { return [] }
            let late = query.list == .overdue ? now : nil
            if filter.isNone {
                let page: [SQLValue] = [.int(after.due), .int(after.task), .int(limit)]
                return try transaction.all(plain, key + (late.map { [.instant($0)] } ?? []) + page, row)
            }
            return try transaction.all(filtered, key + filter.values(after: after, overdueAt: late, limit: limit), row)
        }
        if query.list == .mine {
            return try rows([.id(officer.officer)], WorklistStore.mine, WorklistStore.mineFiltered, filter)
        }
        let found = try seats.flatMap { seat in
            let key: [SQLValue] = [.text(seat.unit.text), .text(seat.seat)]
            let reached = filter.within(reach(of: seat, officer, now))
            return switch query.list {
            case .unassigned: try rows(key, WorklistStore.unassigned, WorklistStore.unassignedFiltered, reached)
            case .paused: try rows(key, WorklistStore.waiting, WorklistStore.waitingFiltered, reached)
            case .overdue: try rows(key, WorklistStore.overdue, WorklistStore.bySeatFiltered, reached)
            default: try rows(key, WorklistStore.bySeat, WorklistStore.bySeatFiltered, reached)
            }
        }
        return Array(
            found.sorted {
                ($0.task.due?.milliseconds ?? TaskStore.noDue, $0.task.id.rawValue)
                    < ($1.task.due?.milliseconds ?? TaskStore.noDue, $1.task.id.rawValue)
            }.prefix(limit))
    }

    private static func row(_ row: any Row) throws -> WorklistRow {
        let task = try TaskStore.decode(row)
        guard let status = DossierStatus(rawValue: Int(row.int(20))), let clock = ClockState(rawValue: row.text(22))
        else { throw StoreError.damaged("dossier \(task.dossier) holds a word the engine does not know") }
        return WorklistRow(
            task: task, dossier: task.dossier, version: row.int(16), label: row.text(17), procedure: row.text(18),
            applicantName: row.text(19), status: status, dossierDue: row.optionalInstant(21), clock: clock, heat: .none)
    }

    private static func done(
        _ seats: [SeatKey], since: Instant, _ filter: WorklistFilter, _ limit: Int, in transaction: any Transaction
    ) throws -> [WorklistRow] {
        var found: [ID<Dossier>: (Int64, WorklistRow)] = [:]
        for unit in Set(seats.map(\.unit)) {
            for statement in [WorklistStore.doneByCompetent, WorklistStore.doneByReceiving] {
                let values = [.text(unit.text), .instant(since)] + filter.subject + [.int(limit)]
                try transaction.forEach(statement, values) { row in
                    found[row.id(0)] = (row.int(8), try dossierRow(row))
                }
            }
        }
        return found.values.sorted { $0.0 > $1.0 }.prefix(limit).map(\.1)
    }

    /// A row of a list of dossiers rather than tasks.
    static func dossierRow(_ row: any Row) throws -> WorklistRow {
        guard let status = DossierStatus(rawValue: Int(row.int(5))), let clock = ClockState(rawValue: row.text(7)) else {
            throw StoreError.damaged("dossier \(row.int(0)) holds a word the engine does not know")
        }
        let dossier: ID<Dossier> = row.id(0)
        let task = WorkTask(
            id: dossier.retyped(), dossier: dossier, kind: .step, step: "", place: "", seat: .system,
            unit: try UnitCode(stored: row.text(9)), assignee: nil, openedAt: Instant(milliseconds: 0), due: nil,
            state: .closed, outcome: nil, closedBy: nil, closedAt: row.optionalInstant(8), askedBy: nil, remark: nil)
        return WorklistRow(
            task: task, dossier: dossier, version: row.int(1), label: row.text(2), procedure: row.text(3),
            applicantName: row.text(4), status: status, dossierDue: row.optionalInstant(6), clock: clock, heat: .none)
    }

    private static func counts(
        _ seats: [SeatKey], _ officer: OfficerStanding, _ now: Instant, in transaction: any Transaction
    ) throws -> [WorklistKind: Int] {
        var counts: [WorklistKind: Int] = [.unit: 0, .unassigned: 0, .overdue: 0, .paused: 0]
        for seat in seats {
            let key: [SQLValue] = [.text(seat.unit.text), .text(seat.seat)]
            let reached = reach(of: seat, officer, now).map { [SQLValue.text(WorklistFilter.list($0))] }
            try transaction.forEach(
                reached == nil ? WorklistStore.countBySeat : WorklistStore.countReached,
                [.instant(now)] + key + (reached ?? [])
            ) { row in
                counts[.unit, default: 0] += Int(row.int(0))
                counts[.unassigned, default: 0] += Int(row.int(1))
                counts[.overdue, default: 0] += Int(row.int(2))
            }
            let waiting = reached == nil ? WorklistStore.countWaiting : WorklistStore.countWaitingReached
            counts[.paused, default: 0] += try transaction.first(waiting, key + (reached ?? [])) { Int($0.int(0)) } ?? 0
        }
        counts[.mine] = try transaction.first(WorklistStore.countMine, [.id(officer.officer)]) { Int($0.int(0)) } ?? 0
        return counts.mapValues { min($0, 1_000) }
    }

    // MARK: - Heat

    /// Bands of remaining working time (`ux.md` 6): far, half gone, a day, today, overdue. `WorklistFilter` asks a
    /// statement for the same.
    package func heat(of task: WorkTask, clock state: ClockState, now: Instant) -> Heat {
        if state == .paused || task.state == .waiting { return .paused }
        guard let due = task.due else { return .none }
        if due < now { return .overdue }
        let zone = directory.zone
        if zone.day(due) == zone.day(now) { return .today }
        let left = due.milliseconds - now.milliseconds
        if left <= 24 * 3_600_000 { return .oneDay }
        let whole = due.milliseconds - task.openedAt.milliseconds
        return left * 2 <= whole ? .half : .far
    }

    private func heated(_ row: WorklistRow, _ now: Instant) -> WorklistRow {
        guard row.task.state != .closed else { return row }
        return WorklistRow(
            task: row.task, dossier: row.dossier, version: row.version, label: row.label, procedure: row.procedure,
            applicantName: row.applicantName, status: row.status, dossierDue: row.dossierDue, clock: row.clock,
            heat: heat(of: row.task, clock: row.clock, now: now))
    }
}
