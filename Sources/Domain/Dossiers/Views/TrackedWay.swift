package import Civic

/// The way gone, as a resident is told it: a choice of the history, each entry with the unit that acted.
package enum TrackedWay {
    static let shown: Set<EventName> = [
        .lodged, .accepted, .forwarded, .supplementRequested, .supplemented, .verificationAsked, .consulted, .answered,
        .answerSilent, .extendedByLaw, .apologised, .proofConfirmed, .proofDisputed, .proofSilent, .signed, .released,
        .returned, .refusedAtIntake, .withdrawn, .stopped, .paymentAsked, .paymentReceived, .corrected, .resultRevoked,
    ]
    private static let proofWords: Set<EventName> = [.proofConfirmed, .proofDisputed, .proofSilent]
    /// Acts of the applicant, or of the house when a time ran out.
    private static let unitless: Set<EventName> = proofWords.union([.lodged, .supplemented, .withdrawn, .answerSilent])

    /// - Parameter proofIsOpen: the draft lies with the applicant now.
    package static func steps(_ history: [HistoryLine], proofIsOpen: Bool) -> [TrackingView.TrackedStep] {
        let happened = history.filter { !$0.wasUndone }
        let drafts = draftsSent(happened, proofIsOpen: proofIsOpen)
        return happened.filter { isTold($0) || drafts.contains($0.number) }.map { line in
            TrackingView.TrackedStep(
                event: line.event, at: line.effective,
                unit: unitless.contains(line.event) ? nil : line.unit.flatMap { try? UnitCode($0) },
                sendsProof: drafts.contains(line.number))
        }
    }

    private static func isTold(_ line: HistoryLine) -> Bool {
        shown.contains(line.event) || line.event == .overdueNoticed && line.step == "dossier"
    }

    /// The last work of a unit before each word on a draft, and before the draft that still waits for one.
    private static func draftsSent(_ lines: [HistoryLine], proofIsOpen: Bool) -> Set<Int64> {
        var drafts: Set<Int64> = []
        var last: Int64?
        for line in lines {
            if proofWords.contains(line.event) {
                if let sent = last { drafts.insert(sent) }
                last = nil
            } else if [.examined, .drafted, .reviewed].contains(line.event) {
                last = line.number
            }
        }
        if proofIsOpen, let sent = last { drafts.insert(sent) }
        return drafts
    }

    /// Working days gone since the day a running dossier was due; 0 on that day itself.
    package static func lateDays(_ dossier: Dossier, _ calendar: WorkingCalendar, at now: Instant) -> Int? {
        guard dossier.clock == .running, let due = dossier.due, due < now else { return nil }
        return calendar.workingDays(from: calendar.zone.day(due) + 1, through: calendar.zone.day(now))
    }
}

extension Dossier {
    /// Who answers for it as it stands: the counter until it is accepted and once there is a result, the competent unit
    /// between.
    package var responsible: UnitCode {
        if status == .released || status == .returned { return returning }
        return acceptedAt == nil ? receiving : competent
    }
}
