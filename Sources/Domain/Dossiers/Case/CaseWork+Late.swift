package import Civic

/// Being late is said before it happens, once, with a new date; and nothing is silently late.
extension CaseWork {
    package mutating func apologise(newDate: Day, reason: String) throws(DossierProblem) {
        guard !reason.isEmpty else { throw .reasonMissing }
        guard !dossier.hasApologised else { throw .alreadyApologised }
        guard dossier.clock == .running, let due = dossier.due else { throw .notNow(.apologised, dossier.status) }
        let close = calendar.close(of: calendar.isWorking(newDate) ? newDate : calendar.nextWorkingDay(after: newDate))
        let later = calendar.zone.instant(close)
        guard later > now, later > due else { throw .datePast }
        guard newDate - calendar.zone.day(due) <= ApologyPolicy.mostDays else { throw .dateTooFar }
        // Whether it is ready in time is still asked of the date without the apology.
        let added = minutes(from: calendar.zone.local(due), to: close)
        change.dossier.facts[ApologyPolicy.fact] = String(added)
        try happen(.apologised, reason, unit: dossier.competent)
        append(.apologised, due: later, ground: reason)
        change.dossier.due = later
        change.dossier.hasApologised = true
        change.timers.append(.set(.due, due: later, task: nil))
    }

    package mutating func noticeOverdue(step: String, unit: UnitCode, effective: Instant) throws(DossierProblem) {
        try happen(.overdueNoticed, step: step, unit: unit, effective: effective)
    }
}

/// A new date after an apology (NĐ 61/2018 Art. 19.9): once, and it makes nothing punctual that is late.
package enum ApologyPolicy {
    package static let mostDays = 180
    /// Minutes of the procedure that the apology added to the due date.
    static let fact = "apology_minutes"
}
