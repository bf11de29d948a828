import Catalogue
package import Civic
package import Directory
import Store

/// The desk's lists.
extension DossierDesk {
    /// - Parameter showsNames: false where only numbers are made of the rows; otherwise the list is written to the
    ///   access log before it is answered (decision record 0019).
    package func worklist(
        _ query: WorklistQuery, by actor: Actor, showsNames: Bool = true
    ) async throws -> WorklistPage {
        var page = try await read(query, by: actor)
        if actor.officer?.isViewing == true {
            page = WorklistPage(rows: page.rows.map(\.withoutName), next: page.next, counts: page.counts)
            return page
        }
        if showsNames, let officer = actor.officer {
            try await look(atList: query.list.rawValue, page.rows, unit: query.unit, officer, by: actor)
        }
        return page
    }

    /// Writes down that these dossiers were named to an officer.
    func look(
        atList list: String, _ rows: [WorklistRow], unit: UnitCode?, _ officer: OfficerStanding, by actor: Actor
    ) async throws {
        let roles = officer.posts.filter { unit == nil || $0.unit == unit }.map(\.role)
        let purpose: AccessPurpose =
            if roles.contains(.inspector) {
                .inspection
            } else if let role = roles.first {
                AccessPurpose(taskOf: role)
            } else {
                unit == nil ? .handling : .supervision
            }
        try await directory.look(
            atList: list, dossiers: Set(rows.map(\.dossier.rawValue)), purpose: purpose, by: actor)
    }

    private func read(_ query: WorklistQuery, by actor: Actor) async throws -> WorklistPage {
        guard let officer = actor.officer else { throw DossierProblem.forbidden(AccessRefusal.notTheirRole.reason) }
        let now = clock.now()
        let reading = WorklistReading(
            queues: try queues(of: officer, at: query.unit, by: actor), officer: officer.officer, now: now,
            filter: WorklistFilter(query, now: now, zone: directory.zone))
        let limit = min(max(query.limit, 1), WorklistOrder.most)
        let isSorted = query.order != .standard
        let (rows, counts) = try await database.read { transaction in
            (
                try reading.rows(
                    query.list, after: isSorted ? nil : query.after, limit: isSorted ? WorklistOrder.most : limit + 1,
                    in: transaction),
                try reading.counts(in: transaction)
            )
        }
        guard isSorted else {
            let page = rows.prefix(limit).map { heated($0, now) }
            return WorklistPage(rows: page, next: rows.count > limit ? page.last?.cursor : nil, counts: counts)
        }
        let shown = Int(clamping: max(0, query.after?.due ?? 0))
        let page = query.order.sorted(rows, stepName: listedStep).dropFirst(shown).prefix(limit).map { heated($0, now) }
        let end = shown + page.count
        return WorklistPage(
            rows: page, next: end < rows.count ? WorklistCursor(due: Int64(end), task: 0) : nil, counts: counts)
    }

    /// The step's name as lists order it: by the version in force.
    private func listedStep(_ row: WorklistRow) -> String {
        let procedure = rules.procedure(row.procedure, on: directory.zone.day(clock.now()))
        return "\(procedure?.name.vi ?? row.procedure) \(row.task.step)"
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

extension WorklistOrder {
    /// - Parameter rows: in the standard order, which decides between equals.
    func sorted(_ rows: [WorklistRow], stepName: (WorklistRow) -> String) -> [WorklistRow] {
        let keyed = rows.enumerated().map { place, row in
            (key: key(of: row, at: place, stepName), place: place, row: row)
        }
        return keyed.sorted {
            if $0.key == $1.key { return $0.place < $1.place }
            return $0.key.lexicographicallyPrecedes($1.key) != isDescending
        }.map(\.row)
    }

    private func key(of row: WorklistRow, at place: Int, _ stepName: (WorklistRow) -> String) -> [UInt8] {
        switch column {
        case .due: withUnsafeBytes(of: UInt32(place).bigEndian) { Array($0) }
        case .name:
            VietnameseText.collationKey(row.applicantName.split(separator: " ").last ?? "")
                + VietnameseText.collationKey(row.applicantName)
        case .step: VietnameseText.collationKey(stepName(row))
        case .status: [UInt8(row.status.rawValue)]
        }
    }
}
