package import Catalogue
package import Civic
import Directory

/// Asking for what is missing: once, all of it, with reasons (`procedures.md` 2.2).
extension CaseWork {
    /// Sends the request, or lays it before the leader where the round is beyond those the law foresees, or the time for
    /// its notice is over.
    ///
    /// - Parameter supplementedAt: when the last request was answered; nil when there was none.
    package mutating func requestSupplement(
        _ items: [SupplementItem], supplementedAt: Instant? = nil
    ) throws(DossierProblem) {
        guard !items.isEmpty else { throw .emptyRequest }
        if let unknown = SupplementPolicy.unknown(items, procedure) { throw .unknownItem(unknown) }
        // Before acceptance the counter asks once for everything; rounds count from acceptance on.
        guard dossier.acceptedAt != nil else { return try send(items, round: 0) }
        let round = dossier.supplementRounds + 1
        if round > procedure.supplement.rounds.count {
            guard procedure.supplement.beyond == .leader else { throw .guardFailed(SupplementText.noFurtherRound) }
            try draftForLeader(items, round: round)
            return
        }
        let noticeBy = SupplementPolicy.noticeBy(dossier, supplementedAt: supplementedAt, procedure, calendar)
        if let noticeBy, now > noticeBy { return try draftForLeader(items, round: round) }
        try send(items, round: round)
    }

    private mutating func draftForLeader(_ items: [SupplementItem], round: Int) throws(DossierProblem) {
        guard task(of: .supplementApproval) == nil else { throw .notNow(.supplementDrafted, dossier.status) }
        change.supplement = SupplementChange(
            round: round, state: .awaitingApproval, items: items, requestedAt: now, closesAt: nil)
        try happen(.supplementDrafted, SupplementText.summary(items), unit: dossier.competent)
        let due = self.due(in: intakeTimes.approval)
        open(
            .supplementApproval, step: HouseStep.supplementApproval, seat: .officer(.signer), unit: dossier.competent,
            due: due, remark: SupplementText.summary(items))
    }

    package mutating func decideSupplement(
        approve: Bool, items: [SupplementItem], reason: String
    ) throws(DossierProblem) {
        guard let approval = task(of: .supplementApproval) else { throw .taskGone }
        close(approval, outcome: approve ? "approve" : "decline")
        if approve {
            try send(items, round: dossier.supplementRounds + 1)
        } else {
            guard !reason.isEmpty else { throw .reasonMissing }
            change.supplement = SupplementChange(
                round: dossier.supplementRounds + 1, state: .declined, items: items, requestedAt: now, closesAt: nil)
            try happen(.sentBack, reason, step: HouseStep.supplementApproval, unit: dossier.competent)
        }
    }

    private mutating func send(_ items: [SupplementItem], round: Int) throws(DossierProblem) {
        let closes = closing
        let byCounter = dossier.acceptedAt == nil
        // The check sleeps with the dossier: the counter that asked still holds it.
        if byCounter { change.timers.append(.cancel(.acceptance, task: nil)) }
        try happen(
            .supplementRequested, SupplementText.summary(items),
            unit: byCounter ? dossier.receiving : dossier.competent,
            isReversible: true, reasons: items.compactMap(\.code))
        change.dossier.supplementRounds = round
        pauseClock(ground: procedure.supplement.rounds.first?.ground ?? "")
        change.supplement = SupplementChange(
            round: round, state: .sent, items: items, requestedAt: now, closesAt: closes)
        awaitAnswer(from: now, to: closes)
        change.taskSleep = .sleep
    }

    /// The person has sent what was asked: back to the counter before acceptance, on with the work after it.
    package mutating func supplement(items: [SupplementItem], limit: LimitRule) throws(DossierProblem) {
        let wasAccepted = dossier.acceptedAt != nil
        if let review = task(of: .stopReview) { close(review, outcome: "supplemented") }
        try happen(.supplemented, SupplementText.summary(items))
        change.supplement = SupplementChange(
            round: dossier.supplementRounds, state: .answered, items: items, requestedAt: now, closesAt: nil)
        change.timers.append(.cancel(.closing, task: nil))
        change.taskSleep = .wake
        if !wasAccepted {
            renewCheck()
        } else if procedure.supplement.effect == .restart {
            // Decree 61/2018 Art. 19.4: the limit is counted again from the beginning.
            _ = setClock(limit.limit, ground: limit.ground, kind: .restarted)
            renewStepTimes()
            if isHeldByStep { pauseClock(ground: limit.ground) }
        } else if !isHeldByStep {
            resumeClock(ground: limit.ground)
        }
    }

    /// When a request that nobody answers is proposed for closing.
    var closing: Instant {
        calendar.zone.instant(
            calendar.due(
                received: localNow, limit: .workingDays(Double(procedure.supplement.closeAfter)), rule: .close
            ).at)
    }

    /// Work that slept while the limit stood begins its time anew with the limit.
    private mutating func renewStepTimes() {
        for task in tasks {
            guard let step = try? step(of: task), let minutes = step.minutes else { continue }
            var renewed = task
            renewed.due = self.due(in: minutes)
            update(renewed)
        }
    }

    /// The clock of a request fired: while there is time the person is reminded, then it is proposed to stop.
    /// - Parameter request: the one that waits for an answer.
    package mutating func remind(of request: SupplementChange?, effective: Instant) throws(DossierProblem) {
        guard task(of: .stopReview) == nil, let request, let closes = request.closesAt, closes > now else {
            return try proposeStop(effective: effective)
        }
        try happen(.reminded, SupplementText.summary(request.items), unit: dossier.receiving, effective: effective)
        awaitAnswer(from: request.requestedAt, to: closes)
    }

    /// One timer stands at the next time that something is said about a request.
    private mutating func awaitAnswer(from requested: Instant, to closes: Instant) {
        let next = SupplementPolicy.reminders(from: requested, to: closes, calendar).first { $0 > now }
        change.timers.append(.set(.closing, due: next ?? closes, task: nil))
    }

    /// Nobody answered in time. The review is itself watched: when nobody decides it, that is noticed once.
    package mutating func proposeStop(effective: Instant) throws(DossierProblem) {
        guard task(of: .stopReview) == nil else {
            return try noticeOverdue(step: HouseStep.stopReview, unit: dossier.receiving, effective: effective)
        }
        try happen(.stopProposed, unit: dossier.receiving, effective: effective)
        let due = self.due(in: intakeTimes.acceptance)
        open(
            .stopReview, step: HouseStep.stopReview, seat: .officer(.counterOfficer), unit: dossier.receiving, due: due)
        change.timers.append(.set(.closing, due: due, task: nil))
    }

    package mutating func decideStop(confirm: Bool, reason: String) throws(DossierProblem) {
        guard let review = task(of: .stopReview) else { throw .taskGone }
        close(review, outcome: confirm ? "confirm" : "wait")
        if confirm {
            try happen(.stopped, reason, step: HouseStep.stopReview, unit: dossier.receiving)
            finish(.supplementExpired)
        } else {
            try happen(.stopDeclined, reason, step: HouseStep.stopReview, unit: dossier.receiving)
            change.timers.append(.set(.closing, due: closing, task: nil))
        }
    }
}

package enum SupplementText {
    package static let noFurtherRound = LocalizedText(
        vi:
            "Pháp luật chuyên ngành không cho yêu cầu bổ sung thêm lần nữa: hãy dự thảo thông báo không cấp, nêu lý do.",
        en: "The sector law allows no further request: draft a reasoned notice of refusal instead.")

    /// One line for the history; the items themselves stand in the request.
    package static func summary(_ items: [SupplementItem]) -> String {
        items.map(\.reason).joined(separator: "; ")
    }
}
