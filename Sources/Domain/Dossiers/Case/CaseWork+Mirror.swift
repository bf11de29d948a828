package import Civic

/// A dossier that another system decides: its word is our status; no task and no clock of ours.
extension CaseWork {
    private static let reportedAt = "mirrored_at"

    /// When the owner's newest word was true.
    static func reported(_ dossier: Dossier) -> Instant {
        Instant(milliseconds: dossier.facts[reportedAt].flatMap { Int64($0) } ?? .min)
    }

    package mutating func mirror(_ report: MirrorReport) throws(DossierProblem) {
        if dossier.code == nil {
            change.dossier.code = report.code
            change.dossier.acceptedAt = report.at
        }
        let words = report.status.plainText.vi
        try happen(.mirrored, report.text.isEmpty ? words : "\(words): \(report.text)", effective: report.at)
        guard report.at >= Self.reported(dossier) else { return }
        change.dossier.facts[Self.reportedAt] = String(report.at.milliseconds)
        change.dossier.status = report.status
        change.dossier.hasBegun = report.status == .working || dossier.hasBegun
        if report.status == .released || report.status == .returned {
            change.dossier.releasedAt = dossier.releasedAt ?? report.at
        }
        if report.status.isFinal {
            change.dossier.outcome = report.status.usualOutcome
            change.dossier.endedAt = report.at
            change.timers.append(.cancel(.due, task: nil))
        } else if let due = report.due {
            change.dossier.due = due
            change.dossier.originalDue = dossier.originalDue ?? due
            change.timers.append(.set(.due, due: due, task: nil))
        }
    }

    /// The owner's date passed and nothing came: the person is told once, and who to ask.
    package mutating func noticeOwnerLate(effective: Instant) throws(DossierProblem) {
        guard dossier.releasedAt == nil else { return }
        try happen(.overdueNoticed, step: "owner", unit: dossier.competent, effective: effective)
    }
}

extension DossierStatus {
    /// How a dossier ended whose owner says no more than the status.
    fileprivate var usualOutcome: DossierOutcome? {
        switch self {
        case .returned: .granted
        case .refusedAtIntake: .refusedAtIntake
        case .withdrawn: .withdrawn
        case .stopped: .stopped
        default: nil
        }
    }
}
