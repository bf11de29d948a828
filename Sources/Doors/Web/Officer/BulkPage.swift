import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird
import Papers

/// One act on several tasks: each is tried by itself, and the page says of each what became of it.
struct BulkPage {
    let house: House

    func run(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        let list = WorklistAddress.list(form.text("ve"))
        if let one = Picked<WorkTask>(form.text("mot")) { return try await claimOne(one, list, context) }
        let words = OfficerWords(house, house.pages.words(context))
        let rows = try await rows(form, list, context)
        guard !rows.isEmpty else {
            return house.pages.redirect(to: WorklistAddress.saying("loi=chon", on: list), context: context)
        }
        let press = BulkPress(house: house, rows: rows, list: list, words: words, actor: context.actor)
        switch form.text("lam") {
        case "giao": return try await assign(press, form, request, context)
        case "tra-lai": return try await giveBack(press, form, request, context)
        case "thao-tac":
            let doable = press.only { press.bulkAction($0) != nil }
            let keys = KeyDesk(house: house, actor: context.actor, session: context.formBinding)
            var errors = PageErrors()
            do {
                try await keys.unlock(form)
            } catch let problem as SigningProblem where problem.severity != .fault {
                errors.add("f-pin", problem.publicMessage[context.language])
            }
            let asksPIN = try await asksPIN(doable, keys)
            if form.has("chac"), asksPIN, errors.isEmpty { errors.add("f-pin", words["pin_missing"]) }
            guard form.has("chac"), !doable.rows.isEmpty, errors.isEmpty else {
                var model = doable.model
                model[doable.rows.isEmpty ? "nothing" : "confirms"] = true
                if asksPIN { model["asks_pin"] = true }
                model["act"] = "thao-tac"
                return page(model, "bulk_act_title", doable, errors, request, context)
            }
            return try await results(doable, request, context) { row in
                try await act(row, words, context.actor, keys.session)
            }
        default:
            let loose = press.only { $0.task.assignee == nil }
            return try await results(loose, request, context) { row in
                _ = try await house.desk.claim(row.task.id, expecting: row.version, by: context.actor)
                return words["bulk_claimed"]
            }
        }
    }

    /// One of the rows is signed with a key, which is not open in this session.
    private func asksPIN(_ press: BulkPress, _ keys: KeyDesk) async throws -> Bool {
        guard try await !keys.isOpen else { return false }
        for row in press.rows where press.bulkAction(row)?.event == EventName.signed.rawValue {
            let dossier = try await house.desk.state(of: row.dossier).dossier
            if try await house.desk.signsByKey(dossier, by: keys.actor) { return true }
        }
        return false
    }

    private func claimOne(
        _ one: Picked<WorkTask>, _ list: String, _ context: HouseContext
    ) async throws -> Response {
        _ = try await house.desk.claim(one.id, expecting: one.version, by: context.actor)
        let dossier = try await house.desk.dossier(of: one.id)
        return house.pages.redirect(
            to: WorklistAddress.saying("xong=nhan-viec&hs=\(dossier)", on: list), context: context)
    }

    /// The picked tasks as the list has them now, each at the version that was seen, or all that match the list's filter.
    /// One that is gone since is left out.
    private func rows(_ form: FilledForm, _ list: String, _ context: HouseContext) async throws -> [WorklistRow] {
        let whole = try await house.desk.worklist(WorklistAddress(path: list).whole(), by: context.actor).rows
        if form.has("tat-ca-khop") { return whole }
        let picked = form.all("chon").compactMap { Picked<WorkTask>($0) } + Picked.read(form.text("cac-viec"))
        let seen = Dictionary(picked.map { ($0.id, $0.version) }, uniquingKeysWith: { first, _ in first })
        return whole.compactMap { row in seen[row.task.id].map { row.seen(at: $0) } }
    }

    private func assign(
        _ press: BulkPress, _ form: FilledForm, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let words = press.words
        let reason = form.text("ly-do")
        let officer = ID<Officer>(form.text("can-bo"))
        var errors = PageErrors()
        if form.has("chac") {
            if officer == nil { errors.add("f-can-bo", words["assign_who_missing"]) }
            let takes = press.rows.contains {
                $0.task.assignee != nil && $0.task.assignee != context.actor.officer?.officer
            }
            if reason.isEmpty, takes { errors.add("f-reason", words["assign_reason_missing"]) }
        }
        guard let officer, errors.isEmpty else {
            var model = press.model
            model["act"] = "giao"
            model["assigns"] = true
            model.say("reason", reason)
            if let first = press.rows.first {
                model["officers"] = try await Workload(house: house).choices(
                    of: first.task.unit, seat: first.task.seat, words: words, actor: context.actor)
            }
            return page(model, "bulk_assign_title", press, errors, request, context)
        }
        return try await results(press, request, context) { row in
            _ = try await house.desk.assign(
                row.task.id, expecting: row.version, to: officer, reason: reason, by: context.actor)
            return words["bulk_assigned"]
        }
    }

    private func giveBack(
        _ press: BulkPress, _ form: FilledForm, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let words = press.words
        let own = press.only { $0.task.assignee != nil && $0.task.assignee == context.actor.officer?.officer }
        let reason = form.text("ly-do")
        guard form.has("chac"), !reason.isEmpty, !own.rows.isEmpty else {
            var model = own.model
            model["act"] = "tra-lai"
            model[own.rows.isEmpty ? "nothing" : "gives_back"] = true
            let errors = form.has("chac") ? PageErrors(("f-reason", words["give_back_reason_missing"])) : PageErrors()
            return page(model, "bulk_give_back_title", own, errors, request, context)
        }
        return try await results(own, request, context) { row in
            _ = try await house.desk.giveBack(row.task.id, expecting: row.version, reason: reason, by: context.actor)
            return words["bulk_given_back"]
        }
    }

    private func page(
        _ model: Model, _ title: String, _ press: BulkPress, _ errors: PageErrors, _ request: Request,
        _ context: HouseContext
    ) -> Response {
        var model = model
        errors.put(into: &model)
        return house.pages.page(
            "officer/bulk", title: press.words[title, ["n": String(press.rows.count)]], isError: !errors.isEmpty,
            status: errors.isEmpty ? 200 : 422, model, request: request, context: context)
    }

    /// The step's main action, where the procedure lets it be done in bulk.
    private func act(
        _ row: WorklistRow, _ words: OfficerWords, _ actor: Actor, _ session: String
    ) async throws -> String {
        // Whoever may do the task looks for it; the dossier stays shut to whoever may not.
        guard case .officer(let role) = row.task.seat else { throw DossierProblem.taskGone }
        let view = try await house.desk.view(row.dossier, by: actor, purpose: AccessPurpose(taskOf: role))
        guard let task = view.tasks.first(where: { $0.id == row.task.id && $0.state == .open }) else {
            throw DossierProblem.taskGone
        }
        let offered = house.desk.actions(on: task, of: view, by: actor).filter(\.bulk)
        guard let action = offered.first(where: \.isPrimary) ?? offered.first else {
            throw DossierProblem.forbidden(
                LocalizedText(
                    vi: house.pages.texts.text("officer_bulk_not_offered", .vi),
                    en: house.pages.texts.text("officer_bulk_not_offered", .en)))
        }
        if let why = action.blockedBecause { throw DossierProblem.guardFailed(why) }
        _ = try await house.desk.act(
            row.task.id, action: action.id, expecting: row.version, reason: "", by: actor, session: session)
        return action.label[words.language]
    }

    private func results(
        _ press: BulkPress, _ request: Request, _ context: HouseContext, _ run: (WorklistRow) async throws -> String
    ) async throws -> Response {
        var results: [Model] = []
        var done: [ID<Dossier>] = []
        for row in press.rows {
            var model: Model = [
                "row_code": row.label, "row_name": row.applicantName,
                "row_href": press.words.base + CaseAddress.open(row, by: context.actor),
            ]
            do {
                model["row_done"] = try await run(row)
                done.append(row.dossier)
            } catch let problem as any Problem {
                model["row_failed"] = problem.publicMessage[press.words.language]
            }
            results.append(model)
        }
        var model = press.model
        model["results"] = results
        model["summary"] =
            press.words[
                "bulk_summary", ["done": String(done.count), "failed": String(results.count - done.count)]]
        if let banner = try await UndoPage(house: house).banner(
            done, back: press.list, press.words, context.actor)
        {
            model["undo"] = banner
        }
        return house.pages.page(
            "officer/results", title: press.words["bulk_results"], model, request: request, context: context)
    }
}
