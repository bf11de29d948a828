import Catalogue
import Civic
import Directory
import Dossiers

/// The open work of a dossier, and what this officer may press on each piece of it.
struct CaseTasks {
    let house: House
    let view: DossierView
    let words: OfficerWords
    let actor: Actor

    func put(into model: inout Model) {
        let open = view.tasks.filter { $0.state == .open }
        model["tasks"] = open.map(task)
        if open.isEmpty { model["no_tasks"] = true }
        let atCounter = actor.officer?.posts.contains { $0.role == .counterOfficer || $0.role == .deskHead } ?? false
        if atCounter, !view.dossier.status.isFinal {
            model["can_withdraw"] = view.dossier.status != .released
            if view.payments.contains(where: { $0.paidAt == nil && $0.toPay > .zero }) { model["can_pay"] = true }
        }
        if view.dossier.clock == .running, !view.dossier.hasApologised, view.dossier.acceptedAt != nil,
            mayHandle
        {
            model["can_apologise"] = true
        }
        if mayHandle { model["can_note"] = true }
        // After acceptance whoever holds a step may ask for what is missing.
        if [.accepted, .working].contains(view.dossier.status), house.desk.mayCheck(view, by: actor) {
            model["can_supplement"] = true
        }
    }

    private var mayHandle: Bool {
        actor.officer?.posts.contains { $0.role != .inspector && $0.role != .dpo } ?? false
    }

    private func isMySeat(_ task: WorkTask) -> Bool {
        guard case .officer(let role) = task.seat, let officer = actor.officer else { return false }
        return officer.holds(role, at: task.unit) || !house.desk.actions(on: task, of: view, by: actor).isEmpty
    }

    private func task(_ task: WorkTask) -> Model {
        var model = words.due(task.due, clock: view.dossier.clock, at: task.unit).model
        model["task_id"] = String(task.id.rawValue)
        model["task_name"] = words.step(task, of: view.dossier)
        model["task_unit"] = words.unit(task.unit)
        model.say("task_remark", task.remark)
        if case .applicant = task.seat {
            proof(task, into: &model)
            return model
        }
        if house.desk.mayAssign(task, of: view, by: actor) { model["can_assign"] = true }
        let isMine = task.kind == .check ? house.desk.mayCheck(view, by: actor) : isMySeat(task)
        guard isMine else {
            model["not_mine"] = words["not_mine", ["unit": words.unit(task.unit)]]
            return model
        }
        if task.assignee == nil { model["can_claim"] = true }
        if let officer = actor.officer, task.assignee == officer.officer { model["can_give_back"] = true }
        switch task.kind {
        case .check:
            model["is_check"] = true
            if let procedure = house.procedure(of: view.dossier) {
                let ready = house.catalogue.reasons(on: .refusal, of: procedure)
                model["refusal_reasons"] = ready.map { Choice.option($0.id, $0.text[words.language]) }
            }
        case .refusalReview: decide("duyet-tu-choi", "refusal", into: &model)
        case .supplementApproval: decide("duyet-bo-sung", "supplement", into: &model)
        case .stopReview: decide("duyet-dung", "stop", into: &model)
        case .verification, .consultation: answer(task, into: &model)
        case .step: step(task, into: &model)
        }
        return model
    }

    private func step(_ task: WorkTask, into model: inout Model) {
        model["actions"] = house.desk.actions(on: task, of: view, by: actor).map { action -> Model in
            var entry: Model = ["action_id": action.id, "action_label": action.label[words.language]]
            if action.isPrimary { entry["is_primary"] = true }
            if let why = action.blockedBecause {
                entry["blocked"] = why[words.language]
            } else {
                entry["may_press"] = true
            }
            if action.needsReason != .none {
                entry["asks_reason"] = true
                if action.needsReason == .required { entry["reason_required"] = true }
            }
            if !action.isReversible { entry["is_final"] = true }
            return entry
        }
        let asks = house.procedure(of: view.dossier)?.step(task.step)?.asks ?? []
        model["asks"] = asks.map { ["ask_id": $0.id, "ask_name": $0.name[words.language]] as Model }
    }

    private func decide(_ path: String, _ kind: String, into model: inout Model) {
        model["decision"] =
            [
                "decision_path": path, "decision_yes": words["decide_\(kind)_yes"],
                "decision_no": words["decide_\(kind)_no"], "decision_text": words["decide_\(kind)_text"],
            ] as Model
    }

    private func answer(_ task: WorkTask, into model: inout Model) {
        let asks = house.procedure(of: view.dossier)?.steps.flatMap(\.asks) ?? []
        guard let rule = asks.first(where: { $0.id == task.step }) else { return }
        model["answering"] =
            [
                "options": rule.answers.map { Choice.option($0.value, $0.label[words.language]) }
            ] as Model
    }

    /// The person may say at the counter what they would press at home.
    private func proof(_ task: WorkTask, into model: inout Model) {
        model["waits_for_person"] = true
        let serves = actor.officer?.posts.contains { $0.role == .counterOfficer || $0.role == .deskHead } ?? false
        if serves, house.procedure(of: view.dossier)?.step(task.step)?.kind == .proof { model["can_confirm"] = true }
    }
}
