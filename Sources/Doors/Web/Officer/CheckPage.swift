import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// The intake checklist: each paper and each page of answers accepted or not, with the reason. What is not in order
/// becomes the one request for a supplement; when all is, the dossier is accepted.
struct CheckPage {
    let house: House

    func show(
        _ dossier: ID<Dossier>, _ problem: (errors: PageErrors, form: FilledForm)?, _ request: Request,
        _ context: HouseContext
    ) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let purpose = AccessPurpose.handling
        let view = try await house.desk.view(dossier, by: context.actor, purpose: purpose)
        // After a refused decision the page stays, whatever has become of the work meanwhile.
        guard problem != nil || house.desk.mayCheck(view, by: context.actor) else {
            throw DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)
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
        let lines = AnswerLines(house: house, procedure: procedure, view: view, words: words)
        model["items"] =
            documents(procedure, view, problem?.form, words) + fields(procedure, lines, problem?.form, words)
        problem?.errors.put(into: &model)
        return house.pages.page(
            "officer/check", title: words["check_title", ["code": view.dossier.label]], isError: problem != nil,
            status: problem == nil ? 200 : 422, model, request: request, context: context)
    }

    private func documents(
        _ procedure: Procedure, _ view: DossierView, _ form: FilledForm?, _ words: OfficerWords
    ) -> [Model] {
        house.papersCalledFor(view, procedure).map { document in
            let papers = view.papers.filter { $0.document == document.id }
            var model = item("d:\(document.id)", document.name[words.language], form)
            model["item_kind"] = words["check_hand_\(document.hand.rawValue)"]
            model["item_papers"] = papers.map { paper -> Model in
                [
                    "paper_name": paper.name,
                    "paper_href": "\(words.base)\(CaseAddress.page(view.dossier.id))/giay-to/\(paper.upload)",
                ]
            }
            if papers.isEmpty, document.hand == .submit { model["item_missing"] = true }
            return model
        }
    }

    private func fields(
        _ procedure: Procedure, _ lines: AnswerLines, _ form: FilledForm?, _ words: OfficerWords
    ) -> [Model] {
        procedure.pages.flatMap { page in
            page.fields.compactMap { field -> Model? in
                let given = lines.lines(of: field)
                guard !given.isEmpty else { return nil }
                var model = item("f:\(field.id)", field.label[words.language], form)
                model["item_kind"] = page.title[words.language]
                model["item_lines"] = given
                return model
            }
        }
    }

    private func item(_ key: String, _ name: String, _ form: FilledForm?) -> Model {
        var model: Model = ["item_key": key, "item_name": name]
        switch form?.text(key) {
        case "khong": model["is_wrong"] = true
        case "dat": model["is_right"] = true
        default: break
        }
        model.say("item_reason", form?.text("ly-do:\(key)"))
        return model
    }

    func decide(
        _ dossier: ID<Dossier>, _ form: FilledForm, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let version = Int64(form.text("phien-ban")) ?? 0
        var errors = PageErrors()
        var items: [SupplementItem] = []
        for field in form.fields where field.value == "khong" {
            let parts = field.name.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, ["d", "f"].contains(parts[0]) else { continue }
            let reason = form.text("ly-do:\(field.name)")
            if reason.isEmpty { errors.add("r-\(field.name)", words["check_reason_missing"]) }
            items.append(
                SupplementItem(target: parts[0] == "d" ? .document(parts[1]) : .field(parts[1]), reason: reason))
        }
        let accepts = form.text("quyet-dinh") == "tiep-nhan"
        if accepts, !items.isEmpty { errors.add("f-decision", words["check_accept_with_faults"]) }
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
        let done = accepts ? "tiep-nhan" : "kiem-tra"
        return house.pages.redirect(
            to: "\(CaseAddress.page(dossier))?muc-dich=\(AccessPurpose.handling.rawValue)&xong=\(done)",
            context: context)
    }
}
