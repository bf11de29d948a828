import Catalogue
package import Civic
package import Directory
package import Journal
package import Store

/// Writes a change in one transaction: the rows, the number, the events. Everything random or slow (ids, salts, JSON of
/// forms) was made before, because the closure may run more than once and holds only SQL and arithmetic.
package struct CaseWriter: Sendable {
    let change: Change
    private let timers: [TimerChange]
    private let timerIDs: [ID<EventTimer>]
    private let eventIDs: [ID<NewEvent>]
    private let salts: [Salt]
    private let ledgerReasons: [String]
    private let supplementItems: String
    private let now: Instant
    private let actor: Actor
    /// Runs in the same transaction before the events: papers linked, answers kept, effects of other rooms.
    private let also: (@Sendable (any Transaction) throws -> Void)?
    /// Ends the timer that fired; when another node fired it first, nothing is written.
    private let firing: ID<EventTimer>?

    package init(
        _ change: Change, now: Instant, actor: Actor, ids: IDGenerator, firing: ID<EventTimer>? = nil,
        also: (@Sendable (any Transaction) throws -> Void)? = nil
    ) {
        self.change = change
        self.now = now
        self.actor = actor
        self.also = also
        self.firing = firing
        timers = CaseTimers.settled(change.timers, isNew: change.found == nil)
        timerIDs = timers.map { _ in ids.next() }
        eventIDs = change.happenings.map { _ in ids.next() }
        salts = change.happenings.map { _ in .random() }
        ledgerReasons = change.ledger.map { ColumnJSON.reasons($0.reasons) }
        supplementItems = change.supplement.map { ColumnJSON.items($0.items) } ?? ""
    }

    /// - Returns: the dossier as written, with its code.
    package func write(in transaction: any Transaction) throws -> Dossier {
        var dossier = change.dossier
        if let firing {
            guard try Timers.take(firing, in: transaction) else { throw DossierProblem.taskGone }
        }
        try draw(&dossier, in: transaction)
        // Then the lock, before anything else is written: who finds another version is told so. A new dossier is locked
        // by its own insert; it is written again only when it got a number meanwhile.
        if change.found != nil || change.wantsCode != nil { try update(dossier, in: transaction) }
        try also?(transaction)
        for task in change.updated { try transaction.execute(TaskStore.update, TaskStore.updateValues(task)) }
        switch change.taskSleep {
        case .sleep: try transaction.execute(TaskStore.sleep, [.id(dossier.id)])
        case .wake: try transaction.execute(TaskStore.wake, [.id(dossier.id)])
        case nil: break
        }
        for task in change.opened { try transaction.execute(TaskStore.insert, TaskStore.insertValues(task)) }
        for (entry, reasons) in zip(change.ledger, ledgerReasons) {
            try transaction.execute(DossierStore.insertLedger, values(entry, reasons, dossier.id))
        }
        try CaseTimers.apply(timers, to: dossier.id, version: dossier.version, ids: timerIDs, in: transaction)
        for line in change.payments { try transaction.execute(DossierStore.putPayment, values(line, dossier.id)) }
        if let supplement = change.supplement {
            try transaction.execute(
                DossierStore.putSupplement,
                [
                    .id(dossier.id), .int(supplement.round), .text(supplement.state.rawValue), .text(supplementItems),
                    .instant(supplement.requestedAt), .instant(supplement.closesAt),
                ])
        }
        try appendEvents(dossier, in: transaction)
        return dossier
    }

    /// Draws the numbers: without a gap, because one whose write comes to nothing goes back with it.
    private func draw(_ dossier: inout Dossier, in transaction: any Transaction) throws {
        for request in change.bookNumbers {
            let number =
                try transaction.first(
                    DossierStore.nextBookNumber, [.text(request.book), .text(request.unit.text), .int(request.year)]
                ) { $0.int(0) } ?? 0
            dossier.facts[request.fact] = "\(number)/\(request.year)"
        }
        if let request = change.wantsCode {
            let number =
                try transaction.first(DossierStore.nextNumber, [.text(request.unit.text), .day(request.day)]) {
                    $0.int(0)
                } ?? 0
            dossier.code = DossierCode(unit: request.unit, day: request.day, sequence: Int(number)).text
        }
    }

    private func update(_ dossier: Dossier, in transaction: any Transaction) throws {
        let expected = change.found?.version ?? dossier.version
        let indexed = change.found.map { dossier.indexedColumns(changedSince: $0) } ?? [.code, .end]
        let changed = try transaction.executeCounting(
            DossierStore.update(indexed), dossier.updateValues(indexed, expecting: expected))
        guard changed == 1 else {
            let actual = try transaction.first(DossierStore.version, [.id(dossier.id)]) { $0.int(0) } ?? 0
            throw DossierProblem.versionChanged(expected: expected, actual: actual)
        }
    }

    /// The first statement of a lodging: rows written after it refer to the dossier. One that is accepted in the same
    /// write gets its code with the last statement, like any other.
    func insertDossier(fourHash: [UInt8]?, folded: String, in transaction: any Transaction) throws {
        var dossier = change.dossier
        if change.wantsCode != nil { dossier.acceptedAt = nil }
        try transaction.execute(
            DossierStore.insert, dossier.insertValues + [.text(folded), .optional(fourHash)])
    }

    private func appendEvents(_ dossier: Dossier, in transaction: any Transaction) throws {
        let first = dossier.version - Int64(change.happenings.count)
        for (index, happening) in change.happenings.enumerated() {
            try Journal.append(
                NewEvent(
                    id: eventIDs[index], stream: dossier.id.retyped(), streamSeq: first + Int64(index) + 1,
                    kind: "dossier.\(happening.event.rawValue)", at: now, effective: happening.effective,
                    releasedAt: happening.releasedAt, actor: actor.subject.retyped(),
                    mandate: happening.mandate?.retyped(), unit: happening.unit?.text,
                    facts: EventBody.facts(happening, dossier, actor, movedFrom: change.found),
                    body: EventBody.bytes(happening, dossier, actor),
                    salt: salts[index]),
                in: transaction)
        }
    }

    private func values(_ entry: DeadlineEntry, _ reasons: String, _ dossier: ID<Dossier>) -> [SQLValue] {
        [
            .id(dossier), .int(entry.number), .text(entry.kind.rawValue), .instant(entry.at),
            .instant(entry.effective), .instant(entry.due), .optional(entry.remaining.map { Int64($0.count) }),
            .text(reasons), .text(entry.ground), .text(entry.calendarRevision),
        ]
    }

    private func values(_ line: PaymentLine, _ dossier: ID<Dossier>) -> [SQLValue] {
        [
            .id(dossier), .text(line.fee), .text(line.name.vi), .text(line.name.en), .int(line.due.amount),
            .int(line.borne.amount), .int(line.toPay.amount), .optional(line.receiptNumber), .instant(line.paidAt),
        ]
    }
}
