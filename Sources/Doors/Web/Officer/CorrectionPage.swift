import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// "Correct and replace": the dossier's form with what it says, the wrong lines put right, and the reason. One press
/// opens the dossier whose result takes the place of the wrong one.
struct CorrectionPage {
    let house: House

    func show(_ request: Request, _ context: HouseContext) async throws -> Response {
        switch try await open(FormReader.query(request), request, context) {
        case .asked(let response): return response
        case .dossier(let view, let purpose):
            return try page(view, purpose, view.answers, FilledForm(), [], PageErrors(), request, context)
        }
    }

    func take(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        switch try await open(form, request, context) {
        case .asked(let response): return response
        case .dossier(let view, let purpose):
            return try await take(view, purpose, form, request, context)
        }
    }

    private func open(
        _ form: FilledForm, _ request: Request, _ context: HouseContext
    ) async throws -> CaseLook.Opened {
        try await CaseLook(house: house).open(
            try CasePages.dossier(context), stated: form.text("muc-dich"), request, context)
    }

    private func take(
        _ view: DossierView, _ purpose: AccessPurpose, _ form: FilledForm, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let sheet = try sheet(of: view)
        let answers = try sheet.filled(form, over: view.answers)
        let state = try sheet.journey.state(of: answers)
        guard form.text("lam") == "sua" else {
            return try page(view, purpose, answers, form, [], PageErrors(), request, context)
        }
        var errors = sheet.errors(of: state, words)
        if form.text("ly-do").isEmpty { errors.add("f-ly-do", words["correct_reason_missing"]) }
        guard errors.isEmpty else {
            return try page(view, purpose, answers, form, state.problems, errors, request, context)
        }
        do {
            _ = try await house.desk.correctResult(
                of: view.dossier.id, answers: state.answers.submitted, reason: form.text("ly-do"),
                key: form.text("khoa"), by: context.actor)
        } catch let problem as any Problem where problem.status == .refused || problem.status == .badInput {
            let errors = PageErrors(("f-lam", problem.publicMessage[words.language]))
            return try page(view, purpose, answers, form, [], errors, request, context)
        }
        return house.pages.redirect(
            to: "\(CaseAddress.page(view.dossier.id))?xong=sua-ket-qua&muc-dich=\(purpose.rawValue)", context: context)
    }

    private func sheet(of view: DossierView) throws -> FormSheet {
        guard let procedure = house.catalogue.procedure(view.dossier.procedure, on: house.today) else {
            throw CatalogueProblem.unknownProcedure(view.dossier.procedure)
        }
        return FormSheet(procedure, house: house)
    }

    private func page(
        _ view: DossierView, _ purpose: AccessPurpose, _ answers: Answers, _ form: FilledForm,
        _ problems: [FieldProblem], _ errors: PageErrors, _ request: Request, _ context: HouseContext
    ) throws -> Response {
        guard house.desk.mayEndResult(of: view.dossier, by: context.actor) else {
            throw DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)
        }
        let words = OfficerWords(house, house.pages.words(context))
        var model: Model = [
            "wants_officer_css": true, "case_path": words.base + CaseAddress.page(view.dossier.id),
            "purpose": purpose.rawValue, "code": view.dossier.label, "applicant": view.dossier.applicantName,
            "key": form.text("khoa").isEmpty ? FreshKey.text() : form.text("khoa"), "typed_reason": form.text("ly-do"),
            "sheets": try sheet(of: view).models(of: answers, form, problems: problems, words),
        ]
        errors.put(into: &model)
        return house.pages.page(
            "officer/correct", title: words["correct_title"], isError: !errors.isEmpty,
            status: errors.isEmpty ? 200 : 422, model, request: request, context: context)
    }
}
