import Catalogue
package import Civic
import Directory

/// Work that stands still is told to who holds it and to the head above him. A dossier has one timer for all of its
/// open work: it stands at the earliest time that may pass, and is moved where a write sets it anyway, where it fires,
/// or where it would come far too late.
extension CaseWork {
    /// When a dossier's work was last found late: what was told then is not told again.
    private static let watched = "watched"

    /// The counter's clock: what was lodged online is first to be taken up within two working hours.
    /// - Parameter since: when its time began anew; nil: when it was opened.
    package mutating func watchCheck(_ check: WorkTask, since: Instant? = nil) {
        guard let due = check.due else { return }
        var first = due
        if dossier.channel == .online {
            let begun = opening(calendar.zone.local(since ?? check.openedAt))
            let alert = self.due(in: intakeTimes.alert, after: begun)
            if alert > now { first = min(alert, due) }
        }
        change.timers.append(.set(.acceptance, due: first, task: nil))
    }

    /// The counter's clock fired.
    /// - Parameter untouched: whether nobody has done anything since it was set.
    package mutating func noticeIntake(at timer: Instant, untouched: Bool) throws(DossierProblem) {
        guard let task = task(of: .check) ?? task(of: .refusalReview), let due = task.due else { return }
        guard due > now else {
            try notice(.overdueNoticed, task, effective: due)
            // Day and night, silence is told every hour until somebody acts.
            if procedure.runsRoundTheClock { change.timers.append(.set(.acceptance, due: nextHour, task: nil)) }
            return
        }
        if untouched, task.assignee == nil { try notice(.alerted, task, effective: timer) }
        change.timers.append(.set(.acceptance, due: due, task: nil))
    }

    /// The dossier's clock fired: tells what is late and was not told yet, and goes on to what may be next.
    package mutating func noticeLate() throws(DossierProblem) {
        let since = procedure.runsRoundTheClock ? Instant(milliseconds: 0) : lastWatched
        let late = tasks.filter { watchedDue($0).map { $0 > since && $0 <= now } ?? false }
        for task in late.sorted(by: { ($0.due ?? now) < ($1.due ?? now) }) {
            try notice(.alerted, task, effective: task.due ?? now)
        }
        var isTold = !late.isEmpty
        if let due = dossier.due, due > since, due <= now {
            try noticeOverdue(step: "dossier", unit: dossier.competent, effective: due)
            isTold = true
        }
        if isTold { change.dossier.facts[Self.watched] = String(now.milliseconds) }
        var next = times(of: tasks, dossier, after: now).min()
        if procedure.runsRoundTheClock, isTold { next = min(next ?? nextHour, nextHour) }
        if let next {
            change.timers.append(.set(.due, due: next, task: nil))
        }
    }

    /// A step that waits for another system is told once when it has waited too long.
    package mutating func noticeWaiting(_ task: WorkTask) throws(DossierProblem) {
        try notice(.alerted, task, effective: task.openedAt.adding(seconds: WatchPolicy.systemSeconds))
        change.dossier.facts[WatchPolicy.alarm] = task.id.description
    }

    /// Puts the dossier's timer where its work now needs it; the last word of every use case.
    package mutating func watch() {
        guard dossier.clock == .running, !dossier.status.isFinal, dossier.releasedAt == nil else { return }
        guard var wanted = times(of: tasks, dossier, after: now).min() else { return }
        // Day and night, what is late already is told again in an hour.
        if procedure.runsRoundTheClock, tasks.contains(where: { watchedDue($0).map { $0 <= now } ?? false }) {
            wanted = min(wanted, nextHour)
        }
        let set = change.timers.lastIndex { if case .set(.due, _, _) = $0 { true } else { false } }
        if let set {
            change.timers[set] = .set(.due, due: wanted, task: nil)
        } else if let found = change.found {
            // Without one the timer fired or was never needed; with a past one it fires in a moment and looks itself.
            let stands = times(of: foundTasks, found, after: lastWatched).min()
            if let stands, stands <= wanted.adding(seconds: patience) { return }
            change.timers.append(.set(.due, due: wanted, task: nil))
        }
    }

    private var nextHour: Instant { now.adding(seconds: 3_600) }
    private var patience: Int64 { procedure.runsRoundTheClock ? 0 : WatchPolicy.patienceSeconds }

    private var lastWatched: Instant {
        Instant(milliseconds: dossier.facts[Self.watched].flatMap { Int64($0) } ?? 0)
    }

    private func times(of tasks: [WorkTask], _ dossier: Dossier, after moment: Instant) -> [Instant] {
        let limit = dossier.clock == .running && dossier.releasedAt == nil ? dossier.due : nil
        return (tasks.compactMap(watchedDue) + [limit].compactMap { $0 }).filter { $0 > moment }
    }

    /// Officers' work with a time of its own. Asked work and steps whose silence means something have their own timers,
    /// so has intake; and who waits for the answer of another unit is not the one who is late.
    private func watchedDue(_ task: WorkTask) -> Instant? {
        guard task.state == .open, task.askedBy == nil, task.kind != .check, task.kind != .stopReview,
            case .officer = task.seat, (try? step(of: task))?.onSilence == nil,
            !tasks.contains(where: { $0.askedBy == task.id })
        else { return nil }
        return task.due
    }

    private mutating func notice(_ event: EventName, _ task: WorkTask, effective: Instant) throws(DossierProblem) {
        try happen(event, step: task.step, unit: task.unit, effective: effective, about: task)
    }
}

package enum WatchPolicy {
    /// A step of the house that waits for another system: alarm at thirty minutes (`procedures.md` 2.4, C5).
    package static let systemSeconds: Int64 = 30 * 60
    /// How much later than it might a notice may come, so that a dossier worked through in one morning is not made
    /// dearer by clocks that never fire.
    static let patienceSeconds: Int64 = 4 * 3_600
    /// The fact that names the waiting step that was told.
    static let alarm = "alarm"
}
