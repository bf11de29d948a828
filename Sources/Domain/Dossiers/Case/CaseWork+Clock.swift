import Catalogue
package import Civic

/// The dossier's clock: every move is a line of the ledger.
extension CaseWork {
    // MARK: - Time as the procedure counts it

    /// So many working minutes later; where the limit runs day and night, so many by the clock.
    func time(_ minutes: Int, after start: LocalTime) -> LocalTime {
        procedure.runsRoundTheClock
            ? start.adding(minutes: minutes) : calendar.adding(workingMinutes: minutes, to: start)
    }

    func due(in minutes: Int, after start: LocalTime? = nil) -> Instant {
        calendar.zone.instant(time(minutes, after: start ?? localNow))
    }

    func minutes(from start: LocalTime, to end: LocalTime) -> Int {
        procedure.runsRoundTheClock
            ? max(0, start.minutes(to: end)) : calendar.workingMinutes(from: start, to: end)
    }

    /// The moment work can begin.
    func opening(_ moment: LocalTime) -> LocalTime {
        procedure.runsRoundTheClock ? moment : calendar.normalise(moment)
    }

    // MARK: - The legal limit

    /// Starts (or restarts) the legal limit at the present moment, or at the one the law names.
    package mutating func setClock(
        _ limit: Limit, ground: String, kind: DeadlineEntry.Kind, from start: Instant? = nil
    ) -> Due {
        let due = calendar.due(
            received: start.map { calendar.zone.local($0) } ?? localNow, limit: limit, rule: .close)
        let instant = calendar.zone.instant(due.at)
        append(kind, due: instant, reasons: due.reasons, ground: ground)
        change.dossier.due = instant
        change.dossier.facts[ApologyPolicy.fact] = nil
        if change.dossier.originalDue == nil { change.dossier.originalDue = instant }
        change.dossier.clock = .running
        change.dossier.remaining = nil
        change.timers.append(.set(.due, due: instant, task: nil))
        return due
    }

    package mutating func pauseClock(ground: String) {
        guard dossier.clock == .running, let due = dossier.due else { return }
        // What is late stays late: there is nothing left to put by, and the pause gives no new date.
        let left = due < now ? nil : Minutes(minutes(from: localNow, to: calendar.zone.local(due)))
        append(.paused, due: nil, remaining: left, ground: ground)
        change.dossier.clock = .paused
        change.dossier.remaining = left
        change.timers.append(.cancel(.due, task: nil))
    }

    /// An open step stops the clock by itself: other pauses end without starting it.
    var isHeldByStep: Bool { tasks.contains { (try? step(of: $0))?.pausesClock == true } }

    package mutating func resumeClock(ground: String, effective: Instant? = nil) {
        guard dossier.clock == .paused else { return }
        change.dossier.clock = .running
        guard let left = dossier.remaining else {
            append(.resumed, due: dossier.due, ground: ground, effective: effective)
            return
        }
        let from = effective.map { calendar.zone.local($0) } ?? localNow
        let due = due(in: left.count, after: from)
        append(.resumed, due: due, ground: ground, effective: effective)
        change.dossier.due = due
        change.dossier.remaining = nil
        change.timers.append(.set(.due, due: due, task: nil))
    }

    /// A later date given by law (verification, consultation): never a lateness, and no cure of one.
    package mutating func extendClock(to due: Instant, reasons: [DueReason], ground: String) {
        guard dossier.clock == .running, let present = dossier.due, present >= now, due > present else { return }
        append(.extendedByLaw, due: due, reasons: reasons, ground: ground)
        change.dossier.due = due
        change.timers.append(.set(.due, due: due, task: nil))
    }

    package mutating func stopClock() {
        guard dossier.clock == .running || dossier.clock == .paused else { return }
        append(.stopped, due: dossier.due, ground: "")
        change.dossier.clock = .stopped
        change.dossier.remaining = nil
    }
}
