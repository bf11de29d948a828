import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// One question page at a time: what is typed is saved with every Continue, whatever is still wrong with it.
struct QuestionPages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        router.get("/nop/:draft/trang/:page", for: .guest, door: .web, "a question page") { request, context in
            let draft = try await DraftCase.open(house, context)
            let page = context.parameters.get("page") ?? ""
            guard draft.state.canVisit(page) else { return house.pages.redirect(to: draft.next, context: context) }
            return try await show(Question(draft: draft, page: page), request, context)
        }
        router.post(
            "/nop/:draft/trang/:page", for: .guest, door: .web, "answer a question page", mendsExcess: true
        ) { form, request, context in
            try await answer(form, request, context)
        }
        router.post("/nop/:draft/trang/:page/luu", for: .guest, door: .web, "save a page while it is typed") {
            form, _, context in
            try await autosave(form, context)
        }
    }

    /// A question page about to be drawn.
    struct Question {
        let draft: DraftCase
        let page: String
        var problems: [FieldProblem] = []
        var searched: [String: String] = [:]
        /// Where Continue leads when the person came from the check page.
        var isCorrection = false
        /// Set when another tab saved in between.
        var conflict: [Model]?
        /// The revision the form claims; nil: the draft's.
        var revision: Int64?
    }

    func show(
        _ question: Question, status: Int = 200, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let draft = question.draft
        let language = context.language
        guard let page = draft.state.page(question.page) else {
            return house.pages.redirect(to: draft.next, context: context)
        }
        let words = house.pages.words(context)
        var fields = FieldModels(
            journey: draft.journey, state: draft.state, problems: question.problems, words: words,
            areas: AreaPicker(atlas: house.directory.atlas, today: house.today), searched: question.searched)
        fields.me = try await me(page, context)
        let isCorrection = question.isCorrection || FormReader.query(request).has("sua")
        let number = (draft.state.journey.firstIndex { $0.id == page.id } ?? 0) + 1
        let action = "\(draft.path)/trang/\(page.id)"
        var model: Model = [
            "service": draft.procedure.name[language], "fields": fields.titled(page),
            "errors": fields.errors(of: page), "has_errors": !question.problems.isEmpty,
            "action": prefixed(action, context), "autosave": prefixed(action + "/luu", context),
            "revision": String(question.revision ?? draft.draft.revision),
            "shown": page.fields.map(\.id).joined(separator: ","), "form_page": true,
            "depends": !FieldModels.deciding(page.page).isEmpty, "correction": isCorrection,
            "back": prefixed(isCorrection ? "\(draft.path)/kiem-tra" : draft.before(page.id), context),
            "progress": words["page_of", ["n": String(number), "all": String(draft.state.journey.count)]],
            "other_lang": language == .vi ? "en" : "vi",
        ]
        if context.actor.isGuest {
            model["guest_note"] =
                words[
                    "draft_guest_note", ["day": HouseDates.text(house.zone.day(draft.draft.expiresAt))]]
            model["delete_path"] = "/nop/\(draft.draft.id)/xoa"
        }
        model.say("hint", page.page.hint?[language])
        if fields.asksByTitle(page) { model["title_asks"] = true }
        if let conflict = question.conflict {
            model["conflict"] = conflict
            model["has_conflict"] = true
        }
        return house.pages.page(
            "draft/question", title: page.page.title[language], isError: !question.problems.isEmpty, status: status,
            model, request: request, context: context)
    }

    private func answer(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        let draft = try await DraftCase.open(house, context)
        let page = context.parameters.get("page") ?? ""
        guard draft.state.page(page) != nil else { return house.pages.redirect(to: draft.next, context: context) }
        let answers = try draft.journey.fill(page, input(form), into: draft.draft.answers)
        let filled = try draft.with(answers, house, context)
        var question = Question(draft: filled, page: page, isCorrection: form.has("_sua"))
        // Shown again without a word of blame: asked by the script, or on the way back from signing in.
        if form.has("_reveal") || form.has("_resumed") { return try await show(question, request, context) }
        if let excess = form.excess {
            question.problems = filled.state.problems(on: page)
            guard !question.problems.isEmpty else { throw excess }
            return try await show(question, status: 422, request, context)
        }
        question.searched = searched(form)

        let saved: DraftCase
        do {
            saved = try await save(
                filled, revision: Int64(form.text("_revision")) ?? draft.draft.revision, page, context)
        } catch DossierProblem.versionChanged {
            question.conflict = conflict(mine: filled, theirs: draft, page: page, context)
            question.revision = draft.draft.revision
            return try await show(question, status: 409, request, context)
        }
        question = Question(
            draft: saved, page: page, searched: question.searched, isCorrection: question.isCorrection)

        if form.has("_switch") {
            let path = "\(saved.path)/trang/\(page)" + (question.isCorrection ? "?sua=1" : "")
            return house.pages.redirect(
                to: form.text("_switch") == "en" ? "/en" + path : path, context: vietnamese(context))
        }
        if form.has("_find") { return try await show(question, request, context) }
        guard let state = saved.state.page(page) else { return house.pages.redirect(to: saved.next, context: context) }
        // Questions that came up only now are asked first, and not yet blamed.
        let shown = Set(form.text("_shown").split(separator: ",").map(String.init))
        let fresh = state.fields.filter { !shown.contains($0.id) }
        let freshParts = Set(fresh.flatMap { $0.parts.map(\.id) })
        question.problems = state.problems.filter { !freshParts.contains($0.fieldID) }
        if !question.problems.isEmpty || (!fresh.isEmpty && !state.problems.isEmpty) {
            return try await show(question, status: question.problems.isEmpty ? 200 : 422, request, context)
        }
        guard question.isCorrection, saved.state.exit == nil else {
            return house.pages.redirect(to: saved.after(page), context: context)
        }
        // A correction may bring up new questions; after them comes the check page again, not the whole form.
        let isDone = saved.state.firstIncomplete == nil
        return house.pages.redirect(to: saved.next + (isDone ? "" : "?sua=1"), context: context)
    }

    /// What the account knows, where this page may ask for it and the person acts for themself.
    private func me(_ page: FormState.Page, _ context: HouseContext) async throws -> FieldModels.Me? {
        guard page.fields.contains(where: { $0.meIf != nil || $0.autocomplete == "tel" }),
            case .resident(_, nil) = context.actor.standing,
            let card = try await house.directory.person(context.actor.subject)
        else { return nil }
        return FieldModels.Me(card: card, number: try await house.directory.number(of: context.actor.subject))
    }

    private func autosave(_ form: FilledForm, _ context: HouseContext) async throws -> Response {
        let draft = try await DraftCase.open(house, context)
        let page = context.parameters.get("page") ?? ""
        let answers = try draft.journey.fill(page, input(form), into: draft.draft.answers)
        let words = house.pages.words(context)
        do {
            let filled = try draft.with(answers, house, context)
            let saved = try await save(filled, revision: Int64(form.text("_revision")) ?? 0, page, context)
            let time = house.zone.local(saved.draft.savedAt).time.text
            return house.json([
                ("revision", String(saved.draft.revision)), ("message", words["saved_at", ["time": time]]),
            ])
        } catch DossierProblem.versionChanged {
            return house.json([("message", words["autosave_conflict"])], status: .conflict)
        }
    }

    private func save(
        _ draft: DraftCase, revision: Int64, _ page: String, _ context: HouseContext
    ) async throws -> DraftCase {
        let saved = try await house.drafts.save(
            draft.draft.id, revision: revision, answers: draft.state.answers, papers: draft.draft.papers, page: page,
            by: context.actor)
        return try DraftCase(saved, house, context)
    }

    /// Both versions of every answer of the page that differs.
    private func conflict(mine: DraftCase, theirs: DraftCase, page: String, _ context: HouseContext) -> [Model] {
        let picker = AreaPicker(atlas: house.directory.atlas, today: house.today)
        func rows(_ draft: DraftCase) -> [String: AnswerRow] {
            let rows = draft.state.rows { code in
                picker.name(code, .vi).map { LocalizedText(vi: $0, en: picker.name(code, .en) ?? $0) }
            }
            return Dictionary(rows.filter { $0.pageID == page }.map { ($0.fieldID, $0) }, uniquingKeysWith: { $1 })
        }
        let (my, their) = (rows(mine), rows(theirs))
        let none = house.pages.words(context)["not_given"]
        return Set(my.keys).union(their.keys).sorted().compactMap { id in
            guard my[id]?.value != their[id]?.value, let label = (my[id] ?? their[id])?.label else { return nil }
            return [
                "what": label[context.language], "yours": my[id]?.value[context.language] ?? none,
                "saved_value": their[id]?.value[context.language] ?? none,
            ]
        }
    }

    /// The page's own fields; what begins with an underscore is ours.
    private func input(_ form: FilledForm) -> [String: [String]] {
        Dictionary(grouping: form.fields.filter { !$0.name.hasPrefix("_") }, by: \.name).mapValues { $0.map(\.value) }
    }

    private func searched(_ form: FilledForm) -> [String: String] {
        let asked = form.text("_find")
        guard !asked.isEmpty else { return [:] }
        return [asked: String(form.text("_search." + asked).prefix(100))]
    }

    private func vietnamese(_ context: HouseContext) -> HouseContext {
        var context = context
        context.language = .vi
        return context
    }
}

extension DraftCase {
    /// The same draft with other answers, not yet saved.
    func with(_ answers: Answers, _ house: House, _ context: HouseContext) throws -> DraftCase {
        var changed = draft
        changed.answers = answers
        return try DraftCase(changed, house, context)
    }
}
