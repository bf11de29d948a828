package import Catalogue
package import Civic
package import Directory
import Rules

/// Actions at the steps of a process.
extension CaseWork {
    package func step(of task: WorkTask) throws(DossierProblem) -> Step {
        guard task.kind == .step, let place = Place(text: task.place), let step = procedure.process.step(at: place)
        else { throw .taskGone }
        return step
    }

    /// Why an action cannot be taken now; nil when it can.
    package func obstacle(to action: StepAction) throws(DossierProblem) -> LocalizedText? {
        guard let expression = action.guardExpression else { return nil }
        do {
            if try expression.holds(scope) { return nil }
        } catch {
            throw .ruleFault(error.message)
        }
        return action.guardMessage ?? action.label
    }

    /// - Parameter author: gets the step that the action sends the work back to.
    package mutating func act(
        _ task: WorkTask, _ actionID: String, reason: String, mandate: ID<Mandate>? = nil,
        outcomes: [String: String] = [:], author: ID<Officer>? = nil
    ) throws(DossierProblem) {
        let step = try step(of: task)
        guard let action = step.actions.first(where: { $0.id == actionID }),
            let event = EventName(rawValue: action.event)
        else { throw .unknownAction(actionID) }
        let awaitsIt = step.kind == .payment && dossier.status == .awaitingPayment
        if dossier.status == .awaitingSupplement || (dossier.status == .awaitingPayment && !awaitsIt) {
            throw .notNow(event, dossier.status)
        }
        if action.reason == .required && reason.isEmpty { throw .reasonMissing }
        if let obstacle = try obstacle(to: action) { throw .guardFailed(obstacle) }
        if step.kind == .notice, step.onSilence == action.id, task.due.map({ now < $0 }) ?? false {
            throw .guardFailed(NoticeText.stillStands)
        }
        if step.kind == .handOver, dossier.isUnpaid { throw .guardFailed(PaymentText.payFirst) }

        var facts = action.sets
        for (name, value) in outcomes { facts[name] = value }
        if procedure.process.steps.contains(where: { $0.step.notBy == step.id }), let officer = actor.officer {
            facts["by_\(step.id)"] = officer.officer.description
        }
        // From the signature on the dossier cannot be withdrawn any more.
        if event == .signed { facts["signed"] = "1" }
        setFacts(facts)
        requestBooks(action)

        close(task, outcome: action.id)
        for ask in tasks where ask.askedBy == task.id { close(ask, outcome: "cancelled", as: .cancelled) }
        let isRelease = event == .released
        try happen(
            event, reason, step: step.id, unit: task.unit, mandate: mandate,
            isOnTime: isRelease ? isOnTime : nil, isReversible: action.isReversible)
        if step.pausesClock, !isHeldByStep { resumeClock(ground: step.name.vi) }
        if isRelease { releaseClock() }
        switch action.to {
        case .next: try advance(from: task)
        case .backTo(let target): try goBack(from: task, to: target, author: author, remark: reason)
        case .end(let named): try end(named)
        }
    }

    /// Whether the result is ready by the date the law gives; a stopped or unset clock cannot be late.
    package var isOnTime: Bool {
        guard let due = dossier.due else { return true }
        guard let added = dossier.facts[ApologyPolicy.fact].flatMap({ Int($0) }) else { return now <= due }
        return now <= due && minutes(from: localNow, to: calendar.zone.local(due)) >= added
    }

    /// The result exists: the limit has been met or missed, and what is left is its collection.
    mutating func releaseClock() {
        change.dossier.releasedAt = now
        stopClock()
        change.timers.append(.cancel(.due, task: nil))
    }

    private mutating func requestBooks(_ action: StepAction) {
        for effect in action.effects where effect.port == EffectPort.book.rawValue {
            let book = effect.parameters["book"] ?? procedure.result.book ?? procedure.code
            if let state = effect.parameters["entry"] {
                setFacts(["book.\(book).entry": state, "book.\(book).\(state)_on": calendar.zone.day(now).iso])
                if state != EntryState.prepared.rawValue { continue }
            }
            let request = BookRequest(
                book: book, unit: dossier.competent, year: calendar.zone.day(now).components.year, fact: "book.\(book)")
            // Written once: a later step of the same book keeps the number it has.
            if dossier.facts[request.fact] == nil { change.bookNumbers.append(request) }
        }
    }
}

package enum NoticeText {
    package static let stillStands = LocalizedText(
        vi: "Thời gian niêm yết chưa hết; hết hạn thì hồ sơ tự đi tiếp.",
        en: "The public notice has not ended; at its end the dossier goes on by itself.")
}
