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
        let page = try await house.desk.worklist(address.query, by: context.actor)
        var model: Model = ["wants_officer_css": true, "here_list": true]
        model["lists"] = lists(address, page, words)
        model["list_name"] = words["list_\(address.query.list.rawValue)"]
        filters(address, words, context.actor, into: &model)
        let rows = page.rows.map { row($0, address, words, context) }
        if rows.isEmpty {
            model["is_empty"] = true
            let isFiltered = address.query.procedure != nil || address.query.heat != nil || address.query.search != nil
            model["empty_text"] = words[isFiltered ? "empty_filtered" : "empty_\(address.query.list.rawValue)"]
        } else {
            model["rows"] = rows
            model["can_pick"] = address.query.list != .done && address.query.list != .paused
        }
        model["here_path"] = address.path
        if let done = CaseDeed.all.first(where: { $0.path == form.text("xong") }) {
            model["done_text"] = words["done_\(done.path.replacing("-", with: "_"))"]
        }
        if let next = page.next { model["next"] = words.base + address.with { $0.after = next } }
        if address.query.after != nil { model["first"] = words.base + address.with { _ in } }
        if form.text("loi") == "chon" { PageErrors(("f-pick", words["error_pick"])).put(into: &model) }
        return house.pages.page(
            "officer/worklist", title: words["desk_title"], isError: form.text("loi") == "chon", model,
            request: request,
            context: context)
    }

    private func lists(_ address: WorklistAddress, _ page: WorklistPage, _ words: OfficerWords) -> [Model] {
        WorklistKind.allCases.map { kind in
            let count = page.counts[kind] ?? 0
            var model: Model = [
                "list_label": words["list_\(kind.rawValue)"], "list_count": count >= 1_000 ? "1000+" : String(count),
                "list_href": words.base + address.with { $0.list = kind },
            ]
            if kind == address.query.list { model["is_current"] = true }
            return model
        }
    }

    private func filters(
        _ address: WorklistAddress, _ words: OfficerWords, _ actor: Actor, into model: inout Model
    ) {
        let query = address.query
        model["f_list"] = query.list.rawValue
        model.say("f_search", query.search)
        let units = Set((actor.officer?.posts ?? []).map(\.unit)).sorted()
        model["f_units"] = units.map { Choice.option($0.text, words.unit($0), selected: query.unit == $0) }
        model["f_heats"] = Heat.allCases.map {
            Choice.option($0.rawValue, words["heat_\($0.rawValue)"], selected: query.heat == $0)
        }
        model["f_procedures"] = house.procedures.map {
            Choice.option($0.code, $0.name[words.language], selected: query.procedure == $0.code)
        }
        let base = words.base
        var chips: [Model] = []
        func chip(_ text: String, _ change: (inout WorklistQuery) -> Void) {
            chips.append(["chip_text": text, "chip_href": base + address.with(change)])
        }
        if let unit = query.unit { chip(words.unit(unit)) { $0.unit = nil } }
        if let procedure = query.procedure { chip(words.procedure(procedure)) { $0.procedure = nil } }
        if let heat = query.heat { chip(words["heat_\(heat.rawValue)"]) { $0.heat = nil } }
        if let search = query.search { chip("“\(search)”") { $0.search = nil } }
        if !chips.isEmpty {
            model["has_chips"] = true
            model["chips"] = chips
        }
    }

    private func row(
        _ row: WorklistRow, _ address: WorklistAddress, _ words: OfficerWords, _ context: HouseContext
    ) -> Model {
        var model = words.due(row).model
        // The step may be late while the dossier is not, and the other way round: both are said.
        if row.task.due != nil {
            let whole = words.due(row.dossierDue, clock: row.clock, status: row.status)
            let text = [whole.text, whole.date].compactMap { $0 }.joined(separator: ", ")
            model["row_due"] = words["row_due", ["due": text]]
        }
        model["row_key"] = "\(row.task.id):\(row.version)"
        model["row_code"] = row.label
        model["row_href"] = words.base + CaseAddress.open(row, by: context.actor)
        model["row_name"] = row.applicantName
        model["row_procedure"] = words.procedure(row.procedure)
        model["row_step"] = words.step(row.task, of: row.procedure)
        model["row_unit"] = words.unit(row.task.unit)
        model["row_status"] = row.status.plainText[words.language]
        if row.task.state == .open, row.task.assignee == nil, address.query.list != .done,
            case .officer(let role) = row.task.seat, context.actor.officer?.holds(role, at: row.task.unit) == true
        {
            model["can_claim"] = true
        }
        return model
    }
}
