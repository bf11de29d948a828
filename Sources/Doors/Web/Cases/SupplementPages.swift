import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird
import Papers

/// What the counter asked for, as a list of tasks: only the items named can be changed (ux.md C21). Everything is sent
/// at once, so that the clock moves once.
struct SupplementPages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        router.get("/ho-so/:dossier/bo-sung", for: .resident, door: .web, "supplement: what is asked") {
            request, context in
            try await show(Typed(), request, context)
        }
        router.post(
            "/ho-so/:dossier/bo-sung", for: .resident, door: .web, "send the supplement", limits: .papers,
            mendsExcess: true
        ) { form, request, context in
            try await send(form, request, context)
        }
    }

    /// What the person has typed so far, and what is wrong with it.
    private struct Typed {
        var answers: Answers?
        var papers: [FiledPaper]?
        var problems: [FieldProblem] = []
        var documents: [String: String] = [:]
        var searched: [String: String] = [:]
        var general: String?
        /// The store or the scanner does not answer: the same may be sent again later.
        var isBusy = false
        var isError: Bool { !problems.isEmpty || !documents.isEmpty || general != nil }
    }

    private func show(_ typed: Typed, _ request: Request, _ context: HouseContext) async throws -> Response {
        let id = try context.dossier
        let view = try await house.desk.view(id, by: context.actor, purpose: nil)
        guard let supplement = view.supplement, !supplement.awaitsApproval,
            let journey = CaseAnswers(house: house, context: context).journey(view.dossier)
        else { return house.pages.redirect(to: "/ho-so/\(id)", context: context) }
        let words = house.pages.words(context)
        let state = try journey.state(of: typed.answers ?? view.answers)
        let fields = FieldModels(
            journey: journey, state: state, problems: typed.problems, words: words,
            areas: AreaPicker(atlas: house.directory.atlas, today: house.today), searched: typed.searched,
            demanded: Set(asked(supplement, journey).map(\.id)))
        let before = try journey.state(of: view.answers).rows(
            areaName: CaseAnswers(house: house, context: context).areaName)
        let uploads = try await house.uploads.uploads(of: id.retyped())
        let cards = PaperCards(words: words, uploads: uploads)
        let papers = typed.papers ?? view.papers
        var errors: [Model] = typed.problems.map {
            ["error_href": "#" + FieldModels.dom($0.fieldID), "error_text": $0.message[context.language]]
        }
        errors += typed.documents.sorted { $0.key < $1.key }.map {
            ["error_href": "#f-" + PaperCards.dom($0.key), "error_text": $0.value]
        }
        if let general = typed.general { errors.append(["error_href": "#main", "error_text": general]) }
        let store = PaperOffers(house: house, context: context, link: id.retyped())
        var offers: [String: [Model]] = [:]
        for item in supplement.items {
            if case .document(let code) = item.target { offers[code] = try await store.models(for: code) }
        }
        let items = supplement.items.enumerated().map { [offers] index, item -> Model in
            var row: Model = ["item_number": String(index + 1), "item_reason": house.text(of: item, context.language)]
            switch item.target {
            case .field(let id):
                let drawn = fields.model(forField: id)
                row["item_name"] = drawn?["label"] as? String ?? id
                row["item_fields"] = [drawn].compactMap { $0 }
                let now = before.filter { $0.fieldID == id || $0.fieldID.hasPrefix(id + ".") }
                row["item_now"] = now.map {
                    ["now_label": $0.label[context.language], "now_value": $0.value[context.language]] as Model
                }
                row["has_now"] = !now.isEmpty
            case .document(let code):
                guard let rule = journey.procedure.document(code) else {
                    row["item_name"] = code
                    return row
                }
                row["item_name"] = rule.name[context.language]
                var card = cards.model(rule, papers: papers, error: typed.documents[code], context.language)
                card["offers"] = offers[code]
                card["has_offers"] = offers[code]?.isEmpty == false
                row["item_papers"] = [card]
            }
            return row
        }
        var model: Model = [
            "label": view.dossier.label, "service": house.procedureName(view.dossier.procedure, context.language),
            "dossier": String(id.rawValue), "version": String(view.dossier.version), "items": items,
            "count": words["supplement_count", ["count": String(items.count)]], "errors": errors,
            "has_errors": typed.isError, "back": prefixed("/ho-so/\(id)", context),
            "kept_uploads": papers.filter { paper in !view.papers.contains(paper) }.map {
                ["kept_upload": "\($0.document)|\($0.upload)|\($0.name)"] as Model
            },
        ]
        if let closes = supplement.closesAt {
            model["closes"] = words["supplement_closes", ["time": house.time(closes, context)]]
        }
        var page = house.pages.page(
            "case/supplement", title: words["supplement_title"], isError: typed.isError,
            status: typed.isBusy ? 503 : typed.isError ? 422 : 200,
            model, request: request, context: context)
        if typed.isBusy { page.headers[.retryAfter] = "60" }
        return page
    }

    private func send(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        let id = try context.dossier
        let view = try await house.desk.view(id, by: context.actor, purpose: nil)
        guard let supplement = view.supplement,
            let journey = CaseAnswers(house: house, context: context).journey(view.dossier)
        else { return house.pages.redirect(to: "/ho-so/\(id)", context: context) }
        var typed = Typed()
        typed.answers = try answers(form, supplement, journey, view)
        typed.papers = try await papers(form, supplement, view, id, context, &typed)
        if form.has("_find") {
            typed.searched = [form.text("_find"): String(form.text("_search." + form.text("_find")).prefix(100))]
            return try await show(typed, request, context)
        }
        let state = try journey.state(of: typed.answers ?? view.answers)
        let asked = askedParts(supplement, journey)
        typed.problems = state.problems.filter { asked.contains($0.fieldID) }
        let answered = Set(typed.problems.map(\.fieldID)).union(state.answers.values.keys)
        for field in self.asked(supplement, journey) where field.type != .note {
            typed.problems += field.parts.filter { $0.mayBeDemanded && !answered.contains($0.id) }
                .compactMap { journey.missing($0.id) }
        }
        typed.problems += untouched(supplement, journey, state.answers, view, besides: typed.problems)
        for item in supplement.items {
            guard case .document(let code) = item.target, typed.documents[code] == nil,
                (typed.papers ?? []).filter({ $0.document == code }) == view.papers.filter({ $0.document == code })
            else { continue }
            typed.documents[code] = house.pages.words(context)["supplement_paper_missing"]
        }
        guard !typed.isError else { return try await show(typed, request, context) }
        do {
            _ = try await house.desk.supplement(
                id, expecting: Int64(form.text("version")) ?? view.dossier.version,
                answers: state.answers.submitted, papers: typed.papers ?? view.papers, by: context.actor)
        } catch let refusal as DossierProblem where refusal.status == .refused {
            typed.general = refusal.publicMessage[context.language]
            return try await show(typed, request, context)
        }
        return house.pages.redirect(to: "/ho-so/\(id)?da-bo-sung=1", context: context)
    }

    /// Fields that were asked for and left as they were.
    private func untouched(
        _ supplement: SupplementRequest, _ journey: FormJourney, _ answers: Answers, _ view: DossierView,
        besides problems: [FieldProblem]
    ) -> [FieldProblem] {
        let texts = house.pages.texts
        let blamed = Set(problems.map(\.fieldID))
        return supplement.items.compactMap { item in
            guard case .field(let id) = item.target,
                let field = journey.procedure.fields.first(where: { $0.id == id || id.hasPrefix($0.id + ".") }),
                let first = field.parts.first,
                field.parts.allSatisfy({ answers[$0.id] == view.answers[$0.id] && !blamed.contains($0.id) })
            else { return nil }
            let key = "supplement_field_unchanged"
            return FieldProblem(
                fieldID: field.parts.contains { $0.id == id } ? id : first.id,
                message: LocalizedText(vi: texts.text(key, .vi), en: texts.text(key, .en)))
        }
    }

    /// The answers with the named fields replaced; what was not named keeps what it was, whatever is posted.
    private func answers(
        _ form: FilledForm, _ supplement: SupplementRequest, _ journey: FormJourney, _ view: DossierView
    ) throws -> Answers {
        let asked = askedParts(supplement, journey)
        let input = Dictionary(grouping: form.fields, by: \.name).mapValues { $0.map(\.value) }
        var answers = view.answers
        for page in journey.procedure.pages {
            let filled = try journey.fill(page.id, input, into: answers)
            for part in page.fields.flatMap(\.parts) where asked.contains(part.id) {
                // The question it depends on is not in this form, so what was typed may stand in the shadow.
                answers.values[part.id] = filled.values[part.id] ?? filled.shadow[part.id]
            }
        }
        return answers
    }

    private func askedParts(_ supplement: SupplementRequest, _ journey: FormJourney) -> Set<String> {
        Set(asked(supplement, journey).flatMap { $0.parts.map(\.id) })
    }

    /// The fields that are asked for.
    private func asked(_ supplement: SupplementRequest, _ journey: FormJourney) -> [FormField] {
        SupplementPolicy.fields(supplement.items, journey.procedure)
    }

    /// New files take the place of what was sent before for that paper.
    private func papers(
        _ form: FilledForm, _ supplement: SupplementRequest, _ view: DossierView, _ id: ID<Dossier>,
        _ context: HouseContext, _ typed: inout Typed
    ) async throws -> [FiledPaper] {
        let asked = Set(supplement.items.compactMap { if case .document(let code) = $0.target { code } else { nil } })
        let uploads = try await house.uploads.uploads(of: id.retyped())
        var fresh = form.all("_kept").compactMap { text -> FiledPaper? in
            let parts = text.split(separator: "|", maxSplits: 2).map(String.init)
            guard parts.count == 3, asked.contains(parts[0]), let upload = Int64(parts[1]),
                uploads.contains(where: { $0.id.rawValue == upload && $0.owner == context.actor.speaksFor })
            else { return nil }
            return FiledPaper(document: parts[0], upload: upload, name: parts[2])
        }
        for choice in form.all("_reuse") {
            guard let code = asked.first(where: { choice.hasPrefix($0 + "|") }) else { continue }
            do {
                fresh.append(try await PaperOffers(house: house, context: context, link: id.retyped()).take(choice))
            } catch let problem as any Problem {
                typed.documents[code] = problem.publicMessage[context.language]
            }
        }
        for file in form.files where asked.contains(file.field) {
            do {
                if let excess = file.excess { throw excess }
                let upload = try await house.uploads.receive(
                    file.bytes, name: file.name, document: file.field, owner: context.actor.speaksFor,
                    link: id.retyped())
                fresh.append(FiledPaper(document: file.field, upload: upload.id.rawValue, name: upload.name))
            } catch let problem as any Problem {
                typed.documents[file.field] = "\(file.name): \(problem.publicMessage[context.language])"
                typed.isBusy = typed.isBusy || problem.status == .busy
                context.logFault(problem)
            }
        }
        let replaced = Set(fresh.map(\.document))
        return view.papers.filter { !replaced.contains($0.document) } + fresh
    }
}
