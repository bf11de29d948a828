import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// Asking another unit for a verification or an opinion: find units by name, tick them, write the question.
struct AskPage {
    let house: House

    func show(_ dossier: ID<Dossier>, _ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let query = FormReader.query(request)
        let view = try await house.desk.view(dossier, by: context.actor, purpose: .handling)
        let task = view.tasks.first { String($0.id.rawValue) == query.text("viec") && $0.state == .open }
        let asks = task.flatMap { house.procedure(of: view.dossier)?.step($0.step)?.asks } ?? []
        guard let task, let rule = asks.first(where: { $0.id == query.text("viec-hoi") }) else {
            throw DossierProblem.taskGone
        }
        var model: Model = [
            "wants_officer_css": true, "case_path": words.base + CaseAddress.page(dossier),
            "back": words.base + CaseAddress.open(dossier, purpose: .handling), "version": String(view.dossier.version),
            "task_id": String(task.id.rawValue), "ask_id": rule.id, "ask_name": rule.name[words.language],
            "purpose": AccessPurpose.handling.rawValue,
        ]
        model.say("ask_ground", rule.ground?[words.language])
        if rule.extendsLimit { model["extends"] = true }
        if rule.silence == "consent" { model["silence_consents"] = true }
        let sought = query.text("q")
        let chosen = Set(query.all("don-vi"))
        model.say("q", sought)
        model["units"] = units(rule, sought, chosen).map {
            Choice.option($0.code.text, $0.name[words.language], selected: chosen.contains($0.code.text))
        }
        model.say("question", query.text("noi-dung"))
        return house.pages.page(
            "officer/ask", title: rule.name[words.language], model, request: request, context: context)
    }

    /// Units of the kinds the rule allows whose name holds the words, marks or not; those ticked stay.
    private func units(_ rule: AskRule, _ sought: String, _ chosen: Set<String>) -> [Unit] {
        let wanted = VietnameseText.fold(sought)
        let today = house.today
        let allowed = house.directory.tree.units.filter { unit in
            unit.isValid(on: today) && (rule.unitKinds.isEmpty || rule.unitKinds.contains(unit.kind.rawValue))
        }
        let found = allowed.filter { unit in
            chosen.contains(unit.code.text)
                || (wanted.isEmpty ? allowed.count <= 30 : VietnameseText.fold(unit.name.vi).contains(wanted))
        }
        return Array(found.prefix(50))
    }
}
