import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// The intake checklist: the papers first, then the answers, each accepted or not, with the reason. What is not in
/// order becomes the one request for a supplement; when every paper was seen and is in order, the dossier is accepted.
struct CheckPage {
    let house: House

    func show(
        _ dossier: ID<Dossier>, _ problem: (errors: PageErrors, form: FilledForm)?, _ request: Request,
        _ context: HouseContext
    ) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let stated = (problem?.form ?? FormReader.query(request)).text("muc-dich")
        let view: DossierView
        let purpose: AccessPurpose
        switch try await CaseLook(house: house).open(dossier, stated: stated, request, context) {
        case .dossier(let opened, let why): (view, purpose) = (opened, why)
        case .asked(let response): return response
        }
        // After a refused decision the page stays, whatever has become of the work meanwhile.
        guard problem != nil || house.desk.mayCheck(view, by: context.actor) else {
            let isWaiting = view.tasks.contains { $0.state == .open && ($0.kind == .check || $0.kind == .step) }
            if isWaiting, view.dossier.acceptedAt == nil {
                throw DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)
            }
            // What there was to check is done: the case says how it went.
            return house.pages.redirect(to: CaseAddress.open(dossier, purpose: purpose), context: context)
        }
        guard let procedure = house.procedure(of: view.dossier) else {
            throw DossierProblem.unknownProcedure(view.dossier.procedure)
        }
        var model: Model = [
            "wants_officer_css": true, "case_path": words.base + CaseAddress.page(dossier), "purpose": purpose.rawValue,
            "back": words.base + CaseAddress.open(dossier, purpose: purpose), "version": String(view.dossier.version),
            "code": view.dossier.label, "applicant": view.dossier.applicantName,
            "procedure": words.procedure(view.dossier.procedure),
        ]
        if view.dossier.acceptedAt == nil { model["before_acceptance"] = true }
        CheckList(house: house, view: view, procedure: procedure, purpose: purpose, words: words)
            .put(problem, into: &model)
        problem?.errors.put(into: &model)
        return house.pages.page(
            "officer/check", title: words["check_title", ["code": view.dossier.label]], isError: problem != nil,
            status: problem == nil ? 200 : 422, model, request: request, context: context)
    }

    func decide(
        _ dossier: ID<Dossier>, _ form: FilledForm, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let version = Int64(form.text("phien-ban")) ?? 0
        var errors = PageErrors()
        var items: [SupplementItem] = []
        for field in form.fields where field.value == "khong" {
            guard let target = CheckList.target(field.name) else { continue }
            let said = house.reason(coded: form.text("ma:\(field.name)"), adding: form.text("ly-do:\(field.name)"))
            if said.text.isEmpty { errors.add("r-\(field.name)", words["check_reason_missing"]) }
            items.append(SupplementItem(target: target, reason: said.text, code: said.code))
        }
        let accepts = form.text("quyet-dinh") == "tiep-nhan"
        if accepts, !items.isEmpty { errors.add("f-decision", words["check_accept_with_faults"]) }
        if accepts, items.isEmpty {
            for document in try await unseen(dossier, form, context) {
                errors.add(
                    "y-d:\(document.id)", words["check_unseen", ["paper": document.name[words.language]]])
            }
        }
        if !accepts, items.isEmpty { errors.add("f-decision", words["check_nothing_wrong"]) }
        guard errors.isEmpty else { return try await show(dossier, (errors, form), request, context) }
        do {
            if accepts {
                _ = try await house.desk.accept(dossier, expecting: version, by: context.actor)
            } else {
                _ = try await house.desk.requestSupplement(dossier, expecting: version, items: items, by: context.actor)
            }
        } catch let problem as DossierProblem where problem.status != .notFound {
            return try await show(
                dossier, (PageErrors(("f-decision", problem.publicMessage[words.language])), form), request, context)
        }
        let purpose = AccessPurpose(rawValue: form.text("muc-dich")) ?? .handling
        let done = accepts ? "tiep-nhan" : "kiem-tra"
        return house.pages.redirect(
            to: "\(CaseAddress.open(dossier, purpose: purpose))&xong=\(done)", context: context)
    }

    /// Papers these answers call for that nobody has said to have seen.
    private func unseen(
        _ dossier: ID<Dossier>, _ form: FilledForm, _ context: HouseContext
    ) async throws -> [DocumentRule] {
        guard !form.has("tat-ca") else { return [] }
        let purpose = AccessPurpose(rawValue: form.text("muc-dich"))
        let view = try await house.desk.view(dossier, by: context.actor, purpose: purpose)
        guard let procedure = house.procedure(of: view.dossier) else { return [] }
        return house.papersCalledFor(view, procedure).filter { form.text("d:\($0.id)").isEmpty }
    }
}
