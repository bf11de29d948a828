package import Catalogue
package import Civic
import Directory
import Rules

/// Intake: lodged, checked, accepted or refused (`procedures.md` 2.1). The legal clock never starts at lodging.
extension CaseWork {
    /// The step names of the house's own tasks, outside any procedure's process.
    package enum HouseStep {
        package static let check = "intake.check"
        package static let refusalReview = "intake.refusal"
        package static let supplementApproval = "supplement.approval"
        package static let stopReview = "supplement.stop"
    }

    /// The fact of papers that were typed in later than they came.
    private static let handedIn = "handed_in"

    private var receivedAt: Instant {
        dossier.facts[Self.handedIn].flatMap { Int64($0) }.map { Instant(milliseconds: $0) } ?? dossier.lodgedAt
    }

    package mutating func lodge(handedInAt: Instant?) throws(DossierProblem) {
        if let handedInAt { change.dossier.facts[Self.handedIn] = String(handedInAt.milliseconds) }
        try happen(.lodged, effective: handedInAt)
        openCheck(from: calendar.zone.local(handedInAt ?? now))
    }

    var intakeTimes: IntakePolicy { procedure.runsRoundTheClock ? .roundTheClock : .usual }

    /// The counter must accept or ask for everything within eight working hours.
    package mutating func openCheck(from received: LocalTime) {
        watchCheck(
            open(
                .check, step: HouseStep.check, seat: .officer(.counterOfficer), unit: dossier.receiving,
                due: checkDue(from: received)))
    }

    /// The check that slept while the person completed the dossier begins its time anew.
    package mutating func renewCheck() {
        guard var check = task(of: .check) else { return openCheck(from: localNow) }
        check.due = checkDue(from: localNow)
        update(check)
        watchCheck(check, since: now)
    }

    private func checkDue(from received: LocalTime) -> Instant {
        due(in: intakeTimes.acceptance, after: opening(received))
    }

    /// With the filing: they said yes before it was sent.
    package mutating func join(_ joining: Joining) throws(DossierProblem) {
        try happen(.joined, joining.name, effective: joining.answeredAt)
        change.happenings[change.happenings.count - 1].joining = joining
    }

    package mutating func accept(competent: UnitCode, limit: LimitRule) throws(DossierProblem) -> Due {
        let check = task(of: .check)
        if let check { close(check, outcome: "accept") }
        change.dossier.competent = competent
        change.dossier.acceptedAt = now
        try happen(.accepted, unit: dossier.receiving, isOnTime: check?.due.map { now <= $0 })
        let due = setClock(
            limit.limit, ground: limit.ground, kind: .set, from: limit.from == .lodged ? receivedAt : nil)
        change.timers.append(.cancel(.acceptance, task: nil))
        change.wantsCode = CodeRequest(unit: dossier.receiving, day: calendar.zone.day(now))
        try startProcess()
        return due
    }

    package mutating func forward(to unit: UnitCode, reason: String) throws(DossierProblem) {
        guard let check = task(of: .check) else { throw .taskGone }
        close(check, outcome: "forward")
        if change.dossier.returning == change.dossier.receiving { change.dossier.returning = unit }
        change.dossier.receiving = unit
        try happen(.forwarded, reason, step: HouseStep.check, unit: unit)
        openCheck(from: localNow)
    }

    /// - Parameter code: of the ready reason it is given with.
    package mutating func proposeRefusal(_ reason: String, code: String? = nil) throws(DossierProblem) {
        guard let check = task(of: .check) else { throw .taskGone }
        close(check, outcome: "propose_refusal")
        change.dossier.facts["refusal_by"] = actor.officer?.officer.description ?? ""
        change.dossier.facts["refusal_reason"] = code
        try happen(.refusalProposed, reason, step: HouseStep.check, unit: dossier.receiving)
        let due = self.due(in: intakeTimes.refusalReview)
        open(
            .refusalReview, step: HouseStep.refusalReview, seat: .officer(.deskHead), unit: dossier.receiving, due: due,
            remark: reason)
        change.timers.append(.set(.acceptance, due: due, task: nil))
    }

    package mutating func decideRefusal(confirm: Bool, reason: String) throws(DossierProblem) {
        guard let review = task(of: .refusalReview) else { throw .taskGone }
        close(review, outcome: confirm ? "confirm" : "disagree")
        if confirm {
            let words = reason.isEmpty ? review.remark ?? "" : reason
            try happen(
                .refusedAtIntake, words, step: HouseStep.refusalReview, unit: dossier.receiving,
                reasons: [dossier.facts["refusal_reason"]].compactMap { $0 })
            finish(.refusedAtIntake)
        } else {
            try happen(.refusalDeclined, reason, step: HouseStep.refusalReview, unit: dossier.receiving)
            openCheck(from: localNow)
        }
    }

    /// The units that held it have ended: what they had lies with those that took over, and no officer of the old unit
    /// keeps a task.
    package mutating func transfer(to successors: [UnitCode: UnitCode], _ words: String) throws(DossierProblem) {
        change.dossier.receiving = successors[dossier.receiving] ?? dossier.receiving
        change.dossier.competent = successors[dossier.competent] ?? dossier.competent
        change.dossier.returning = successors[dossier.returning] ?? dossier.returning
        for relation in UnitRelation.allCases {
            guard let named = change.dossier.facts[Dossier.unitFact(relation)].flatMap({ try? UnitCode($0) }),
                let heir = successors[named]
            else { continue }
            change.dossier.facts[Dossier.unitFact(relation)] = heir.text
        }
        for task in tasks {
            guard let unit = successors[task.unit] else { continue }
            var moved = task
            moved.unit = unit
            moved.assignee = nil
            update(moved)
        }
        try happen(.transferred, words, unit: dossier.receiving)
    }

    package mutating func withdraw(_ reason: String) throws(DossierProblem) {
        try happen(.withdrawn, reason)
        finish(.withdrawn)
    }
}

/// Times of intake, in the minutes of the procedure (`procedures.md` 1.5, 2.1).
package struct IntakePolicy: Sendable {
    /// What was lodged online and taken up by nobody is told to the counter so soon …
    package let alert: Int
    /// … and the counter must accept or ask for everything missing within this.
    package let acceptance: Int
    package let refusalReview: Int
    package let approval: Int

    /// Two working hours, eight, four, four; for every procedure unless a city says otherwise.
    package static let usual = IntakePolicy(alert: 120, acceptance: 480, refusalReview: 240, approval: 240)
    /// Where twelve hours are all there is: the project's proposal.
    package static let roundTheClock = IntakePolicy(alert: 30, acceptance: 60, refusalReview: 60, approval: 60)
    /// Papers handed in longer ago than this are no lodging typed in late.
    package static let typedInDays: Int64 = 60

    /// The moment chooses the version of the law and starts the counter's time: it cannot lie ahead.
    static func requireHandedIn(_ moment: Instant, by now: Instant) throws(DossierProblem) {
        guard moment <= now, moment >= now.adding(hours: -24 * typedInDays) else { throw .handedInWrong }
    }
}
