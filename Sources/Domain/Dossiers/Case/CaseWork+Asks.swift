package import Catalogue
package import Civic
import Directory

/// Work asked of other units: a task there with its own limit (`procedures.md` 2.3, 3.9).
extension CaseWork {
    package mutating func ask(
        _ task: WorkTask, _ ruleID: String, units: [UnitCode], question: String
    ) throws(DossierProblem) {
        let step = try step(of: task)
        guard let rule = step.asks.first(where: { $0.id == ruleID }) else { throw .unknownAction(ruleID) }
        guard !units.isEmpty else { throw .emptyRequest }
        guard Set(units).count == units.count, !units.contains(task.unit) else { throw .guardFailed(AskText.others) }
        guard !question.isEmpty else { throw .reasonMissing }
        let due = calendar.due(received: localNow, limit: rule.limit, rule: rule.rule)
        let instant = calendar.zone.instant(due.at)
        // Answers awaited side by side are one wait: only what runs after the last of them is left of the limit itself.
        let awaited = tasks.filter { $0.askedBy != nil && askRule(of: $0)?.extendsLimit == true }.compactMap(\.due)
            .max()
        let from = calendar.zone.local(max(now, awaited ?? now))
        for unit in units {
            let opened = open(
                rule.kind == .verification ? .verification : .consultation, step: rule.id, place: task.place,
                seat: .officer(rule.role), unit: unit, due: instant, askedBy: task.id, remark: question)
            change.timers.append(.set(.silence, due: instant, task: opened.id))
        }
        try happen(
            rule.kind == .verification ? .verificationAsked : .consulted, question, step: rule.id, unit: units.first,
            isReversible: false)
        if rule.extendsLimit {
            // The law gives the time the answer takes: what was left of the limit runs after it.
            let left = minutes(from: from, to: dossier.due.map { calendar.zone.local($0) } ?? from)
            let later = self.due(in: left, after: due.at)
            extendClock(to: later, reasons: due.reasons, ground: rule.ground?.vi ?? rule.name.vi)
            if change.ledger.last?.kind == .extendedByLaw { try happen(.extendedByLaw, rule.ground?.vi ?? "") }
        }
    }

    package mutating func answer(
        _ task: WorkTask, _ answer: String, text: String, rule: AskRule
    ) throws(DossierProblem) {
        guard rule.answers.contains(where: { $0.value == answer }) else { throw .unknownAnswer(answer) }
        close(task, outcome: answer)
        change.dossier.facts["answer_\(rule.id)"] = answer
        let label = rule.answers.first { $0.value == answer }?.label.vi ?? answer
        try happen(.answered, text.isEmpty ? label : "\(label): \(text)", step: rule.id, unit: task.unit)
    }

    /// The limit of a proof or an ask passed without a word.
    package mutating func silence(of task: WorkTask, since effective: Instant) throws(DossierProblem) {
        if task.askedBy != nil {
            guard let rule = askRule(of: task) else { throw .taskGone }
            if rule.silence != nil {
                close(task, outcome: "silent")
                change.dossier.facts["answer_\(rule.id)"] = "silent"
                try happen(.answerSilent, step: rule.id, unit: task.unit, effective: effective)
            } else {
                try happen(.overdueNoticed, step: rule.id, unit: task.unit, effective: effective, about: task)
            }
            return
        }
        let step = try step(of: task)
        guard let silent = step.onSilence, let action = step.actions.first(where: { $0.id == silent }) else { return }
        setFacts(action.sets)
        close(task, outcome: "silent")
        // The end of a public notice is what its file names it; silence at a draft has one name for all.
        let ending = step.kind == .notice ? EventName(rawValue: action.event) : nil
        try happen(ending ?? .proofSilent, step: step.id, effective: effective)
        if step.pausesClock { resumeClock(ground: step.name.vi, effective: effective) }
        try advance(from: task)
    }

    package func askRule(of task: WorkTask) -> AskRule? {
        guard let place = Place(text: task.place), let step = procedure.process.step(at: place) else { return nil }
        return step.asks.first { $0.id == task.step }
    }
}

package enum AskText {
    package static let others = LocalizedText(
        vi: "Hãy chọn cơ quan khác với cơ quan đang giải quyết, mỗi cơ quan một lần.",
        en: "Choose bodies other than your own, each of them once.")
}
