import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// Asking another unit for a verification or an opinion: find units by name, tick them, write the question.
struct AskPage {
    let house: House

    /// - Parameter problem: what a press brought back; then all that was typed, ticked and searched stands again.
    func show(
        _ dossier: ID<Dossier>, _ problem: (errors: PageErrors, form: FilledForm)?, _ request: Request,
        _ context: HouseContext
    ) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let query = problem?.form ?? FormReader.query(request)
        let view: DossierView
        let purpose: AccessPurpose
        switch try await CaseLook(house: house).open(dossier, stated: query.text("muc-dich"), request, context) {
        case .dossier(let opened, let stated): (view, purpose) = (opened, stated)
        case .asked(let response): return response
        }
        let task = view.tasks.first { String($0.id.rawValue) == query.text("viec") && $0.state == .open }
        let procedure = house.procedure(of: view.dossier)
        let asks = task.flatMap { procedure?.step($0.step)?.asks } ?? []
        guard let task, let procedure, let rule = asks.first(where: { $0.id == query.text("viec-hoi") }) else {
            throw DossierProblem.taskGone
        }
        var model: Model = [
            "wants_officer_css": true, "case_path": words.base + CaseAddress.page(dossier),
            "back": words.base + CaseAddress.open(dossier, purpose: purpose), "version": String(view.dossier.version),
            "task_id": String(task.id.rawValue), "ask_id": rule.id, "ask_name": rule.name[words.language],
            "purpose": purpose.rawValue,
        ]
        model.say("ask_ground", rule.ground?[words.language])
        if rule.extendsLimit { model["extends"] = true }
        if rule.silence == "consent" { model["silence_consents"] = true }
        let sought = query.text("q")
        let chosen = Set(query.all("don-vi"))
        model.say("q", sought)
        let places = sought.isEmpty && chosen.isEmpty ? AnsweredAreas(procedure, view.answers).codes : []
        model["units"] = AskedUnits(house: house, rule: rule).found(sought, chosen, near: places).map {
            Choice.option($0.code.text, $0.name[words.language], selected: chosen.contains($0.code.text))
        }
        model.say("question", query.text("noi-dung"))
        problem?.errors.put(into: &model)
        return house.pages.page(
            "officer/ask", title: rule.name[words.language], isError: problem != nil,
            status: problem == nil ? 200 : 422, model, request: request, context: context)
    }

    /// What is missing before anything is asked.
    func errors(_ form: FilledForm, _ context: HouseContext) -> PageErrors {
        let words = OfficerWords(house, house.pages.words(context))
        var errors = PageErrors()
        if form.all("don-vi").isEmpty { errors.add("f-units", words["ask_unit_missing"]) }
        if form.text("noi-dung").isEmpty { errors.add("f-question", words["ask_question_missing"]) }
        return errors
    }
}
