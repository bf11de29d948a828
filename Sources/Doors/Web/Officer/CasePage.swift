import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Exchange
import Hummingbird
import Papers

/// One dossier at the desk: who, what, until when, what to do now, and everything it holds.
struct CasePage {
    let house: House

    /// What a press brought back.
    struct Outcome {
        var problem: (any Problem)?
        var form: FilledForm?
        /// The deed that failed, so that its reason is shown again where it was typed.
        var deed: String?
    }

    func show(
        _ dossier: ID<Dossier>, _ outcome: Outcome = Outcome(), _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let query = FormReader.query(request)
        let stated = outcome.form?.text("muc-dich") ?? query.text("muc-dich")
        let view: DossierView
        let purpose: AccessPurpose
        switch try await CaseLook(house: house).open(dossier, stated: stated, request, context) {
        case .dossier(let opened, let why): (view, purpose) = (opened, why)
        case .asked(let response): return response
        }
        var model = try await model(view, purpose, words, context)
        let done = query.text("xong")
        if !done.isEmpty,
            CaseDeed.all.contains(where: { $0.path == done })
                || ["kiem-tra", "tiep-nhan", "sua-ket-qua"].contains(done)
        {
            model["done_text"] = words["done_\(done.replacing("-", with: "_"))"]
        }
        if ["kiem-tra", "tiep-nhan"].contains(done), let next = try await nextToCheck(after: dossier, context.actor) {
            model["next_check"] = words.base + CaseAddress.check(next.dossier, purpose: .handling)
            model["next_code"] = next.label
        }
        if let problem = outcome.problem {
            let field = "f-\(outcome.deed ?? "panel")"
            PageErrors((field, problem.publicMessage[words.language])).put(into: &model)
            for part in ["ngay", "thang", "nam"] { model.say("typed_\(part)", outcome.form?.text(part)) }
            model["typed_reason"] = outcome.form?.text("ly-do") ?? ""
        }
        let label = view.dossier.label
        return house.pages.page(
            "officer/case", title: "\(words["case"]) \(label)", isError: outcome.problem != nil,
            status: outcome.problem?.status.rawValue ?? 200, model, request: request, context: context)
    }

    /// What waits for a check with the nearest deadline, so that one follows the other without the list between them.
    private func nextToCheck(after dossier: ID<Dossier>, _ actor: Actor) async throws -> WorklistRow? {
        let waiting = try await house.desk.worklist(WorklistQuery(list: .unit), by: actor, showsNames: false)
        return waiting.rows.first { row in
            row.dossier != dossier && RowAct(row, step: nil, by: actor).opensCheck
        }
    }

    private func model(
        _ view: DossierView, _ purpose: AccessPurpose, _ words: OfficerWords, _ context: HouseContext
    ) async throws -> Model {
        let actor = context.actor
        let dossier = view.dossier
        let procedure = house.procedure(of: dossier)
        var model: Model = [
            "wants_officer_css": true, "case_path": words.base + CaseAddress.page(dossier.id),
            "version": String(dossier.version), "purpose": purpose.rawValue,
            "purpose_text": purpose.label[words.language],
            "code": dossier.label, "applicant": dossier.applicantName, "procedure": words.procedure(dossier.procedure),
            "status": words.status(dossier.status), "channel": words["channel_\(dossier.channel.rawValue)"],
            "lodged": words.when(dossier.lodgedAt), "receiving": words.unit(dossier.receiving),
            "competent": words.unit(dossier.competent), "returning": words.unit(dossier.returning),
        ]
        model.merge(words.due(dossier.due, clock: dossier.clock, at: dossier.competent, status: dossier.status).model) {
            $1
        }
        if dossier.status.isFinal { model["is_over"] = true }
        if let file = view.archivedIn { model["archived"] = words["case_archived", ["file": file]] }
        if dossier.assistedBy != nil { model["assisted"] = true }
        if dossier.isFromPortal { model["from_portal"] = true }
        if house.desk.mayPrintSlip(view, by: actor) { model["has_slip"] = true }
        model["slips"] = house.slips(of: view, by: actor, words.language).map {
            ["slip": $0.kind.rawValue, "slip_name": $0.name] as Model
        }
        let messages = try await house.messages.messages(of: dossier.id)
        model["has_messages"] = !messages.isEmpty
        model["messages"] = messages.map { message in
            [
                "message_event": words.event(message.event),
                "message_channel": words["channel_\(message.channel.rawValue)"],
                "message_to": message.to, "message_state": words["message_\(message.state.rawValue)"],
                "message_when": words.when(message.at), "message_remark": message.remark,
            ] as Model
        }
        let told = try await house.portal.deliveries(of: dossier.id)
        model["has_told"] = !told.isEmpty
        model["told"] = told.map { delivery in
            [
                "told_event": words.event(delivery.event), "told_status": words.status(delivery.status),
                "told_call": delivery.call.rawValue, "told_state": words["message_\(delivery.state.rawValue)"],
                "told_when": words.when(delivery.at), "told_remark": delivery.remark,
            ] as Model
        }
        if let outcome = dossier.outcome { model["outcome"] = words["outcome_\(outcome.rawValue)"] }
        if let why = view.ledger.last(where: { !$0.reasons.isEmpty })?.reasons {
            model["has_why"] = true
            model["why"] = why.map { ["why_text": $0.text(words.language)] as Model }
        }
        if let undo = view.undo, undo.by == actor.subject, undo.until > house.clock.now() {
            model["undo"] = ["undo_text": words["undo_text", ["what": words.event(undo.event)]]] as Model
        }
        CaseTasks(house: house, view: view, words: words, actor: actor).put(into: &model)
        try await names(view, words, into: &model)
        try await keys(view, context, into: &model)
        model.merge(try await ResultPrint(house: house).model(view, words, actor)) { $1 }
        if let procedure {
            model["answers"] = AnswerLines(house: house, procedure: procedure, view: view, words: words).pages
        }
        let copies = try await house.compared.copies(of: dossier.id.retyped())
        CaseTabs(house: house, view: view, purpose: purpose, words: words, copies: copies).put(into: &model)
        let desk = OriginalDesk(house: house)
        if house.desk.mayDigitise(dossier, by: actor), case let rules = desk.scanned(view), !rules.isEmpty {
            model["can_scan"] = true
            model["scannable"] = rules.map { Choice.option($0.id, $0.name[words.language]) }
        }
        return model
    }

    /// Actions that sign or seal ask for PINs.
    private func keys(_ view: DossierView, _ context: HouseContext, into model: inout Model) async throws {
        guard var tasks = model["tasks"] as? [Model], let procedure = house.procedure(of: view.dossier) else { return }
        let desk = KeyDesk(house: house, actor: context.actor, session: context.formBinding)
        let open = view.tasks.filter { $0.state == .open }
        for (index, task) in open.enumerated() where tasks.indices.contains(index) {
            guard var actions = tasks[index]["actions"] as? [Model] else { continue }
            for (place, action) in actions.enumerated() {
                guard let id = action["action_id"] as? String,
                    let rule = procedure.step(task.step)?.actions.first(where: { $0.id == id }),
                    let ask = try await desk.ask(rule, view.dossier)
                else { continue }
                actions[place].merge(ask) { $1 }
            }
            tasks[index]["actions"] = actions
        }
        model["tasks"] = tasks
    }

    /// Who holds each task, by name: colleagues of the unit may know.
    private func names(_ view: DossierView, _ words: OfficerWords, into model: inout Model) async throws {
        guard var tasks = model["tasks"] as? [Model] else { return }
        let open = view.tasks.filter { $0.state == .open }
        for (index, task) in open.enumerated() where tasks.indices.contains(index) {
            guard let assignee = task.assignee else { continue }
            let colleagues = try await house.directory.officers(of: task.unit)
            tasks[index]["holder"] = colleagues.first { $0.officer == assignee }?.name ?? words["holder_unknown"]
        }
        model["tasks"] = tasks
    }
}
