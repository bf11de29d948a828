import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// The lists of the desk: mine, my units', unassigned, paused, overdue, done.
struct DeskListPage {
    let house: House

    func show(_ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let form = FormReader.query(request)
        let address = WorklistAddress(form, standard: .unit)
        let query = address.query
        let page = try await house.desk.worklist(query, by: context.actor)
        var model: Model = ["wants_officer_css": true, "here_list": true, "here_path": address.path]
        model["lists"] = lists(address, page, words)
        model["list_name"] = words["list_\(query.list.rawValue)"]
        ListFilters(house: house, address: address, words: words, actor: context.actor).put(into: &model)
        let isFiltered = query.procedure != nil || query.heat != nil || query.search != nil
        if page.rows.isEmpty {
            model["is_empty"] = true
            model["empty_text"] = words[isFiltered ? "empty_filtered" : "empty_\(query.list.rawValue)"]
        } else {
            model["rows"] = page.rows.map { row($0, words, context.actor) }
            model["headings"] = ListHeadings(address: address, words: words, rows: page.rows).model
            model["can_pick"] = query.list != .done && query.list != .paused
        }
        try await pager(address, page, words, context, into: &model)
        try await said(form, address, words, context, into: &model)
        return house.pages.page(
            "officer/worklist", title: words["desk_title"], isError: form.text("loi") == "chon", model,
            request: request, context: context)
    }

    /// What was just done, with the way back while there is one.
    private func said(
        _ form: FilledForm, _ address: WorklistAddress, _ words: OfficerWords, _ context: HouseContext,
        into model: inout Model
    ) async throws {
        if form.text("loi") == "chon" { PageErrors(("f-pick", words["error_pick"])).put(into: &model) }
        if let dossier = ID<Dossier>(form.text("hs")),
            let banner = try await UndoPage(house: house).banner(
                [dossier], back: address.path, words, context.actor)
        {
            model["undo"] = banner
            return
        }
        if form.text("xong") == "hoan-tac-mot-phan" {
            model["done_text"] = words["done_hoan_tac_mot_phan"]
        } else if let done = CaseDeed.all.first(where: { $0.path == form.text("xong") }) {
            model["done_text"] = words["done_\(done.path.replacing("-", with: "_"))"]
        }
    }

    /// Where the list goes on past this page, how much of it there is to pick at once.
    private func pager(
        _ address: WorklistAddress, _ page: WorklistPage, _ words: OfficerWords, _ context: HouseContext,
        into model: inout Model
    ) async throws {
        if address.query.after != nil { model["first"] = words.base + address.with { _ in } }
        guard let next = page.next else {
            guard address.query.after != nil else { return }
            return try await matching(address, words, context, into: &model)
        }
        model["next"] = words.base + address.with { $0.after = next }
        try await matching(address, words, context, into: &model)
    }

    private func matching(
        _ address: WorklistAddress, _ words: OfficerWords, _ context: HouseContext, into model: inout Model
    ) async throws {
        guard address.query.list != .done, address.query.list != .paused else { return }
        let all = try await house.desk.worklist(address.whole(), by: context.actor, showsNames: false)
        model["pick_matching"] =
            words[
                all.next == nil ? "pick_matching" : "pick_matching_first", ["n": String(all.rows.count)]]
    }

    private func lists(_ address: WorklistAddress, _ page: WorklistPage, _ words: OfficerWords) -> [Model] {
        WorklistKind.allCases.map { kind in
            let count = page.counts[kind] ?? 0
            var model: Model = [
                "list_label": words["list_\(kind.rawValue)"], "list_count": count >= 1_000 ? "1000+" : String(count),
                // The whole list, as it is counted.
                "list_href": words.base + address.list(kind),
            ]
            if kind == address.query.list { model["is_current"] = true }
            return model
        }
    }

    private func row(_ row: WorklistRow, _ words: OfficerWords, _ actor: Actor) -> Model {
        var model = words.due(row).model
        // The step may be late while the dossier is not, and the other way round: both are said.
        if row.task.due != nil {
            let whole = words.wholeDue(row)
            let text = [whole.text, whole.date].compactMap { $0 }.joined(separator: ", ")
            model["row_due"] = words["row_due", ["due": text]]
        }
        let step = house.procedure(row.procedure)?.steps.first { $0.id == row.task.step }
        let act = RowAct(row, step: step, by: actor)
        let open = CaseAddress.open(row, by: actor)
        model["row_key"] = Picked(id: row.task.id, version: row.version).text
        model["row_code"] = row.label
        model["row_href"] = words.base + open
        model["row_name"] = row.applicantName
        model["row_procedure"] = words.procedure(row.procedure)
        if row.task.state != .closed { model["row_step"] = words.step(row.task, of: row.procedure) }
        model["row_unit"] = words.unit(row.task.unit)
        model["row_status"] = words.status(row.status)
        model["act_label"] = words["act_\(act.name)"]
        if act.isClaim { model["is_claim"] = true }
        model["act_href"] = words.base + (act.opensCheck ? CaseAddress.check(row.dossier, purpose: .handling) : open)
        return model
    }
}
