import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// What somebody sees who was asked to join in an application: what is declared, and two answers. Looking uses nothing up.
struct JoiningPages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        router.get("/cung-khai/:link", for: .resident, door: .web, "an application one is asked to join in") {
            request, context in
            try await show(PageErrors(), "", request, context)
        }
        router.post("/cung-khai/:link", for: .resident, door: .web, "join in an application") {
            form, request, context in
            guard form.has("agree") else {
                let text = house.pages.words(context)["joining_agree_missing"]
                return try await show(PageErrors(("f-agree", text)), "", request, context)
            }
            do {
                try await house.desk.answerJoining(link(context), .yes(mark: form.text("mark")), by: context.actor)
            } catch DossierProblem.joinChanged {
                let text = DossierProblem.joinChanged.publicMessage[context.language]
                return try await show(PageErrors(("declared", text)), "", request, context)
            }
            return house.pages.redirect(to: "/cung-khai/\(link(context))", context: context)
        }
        router.post("/cung-khai/:link/tu-choi", for: .resident, door: .web, "decline to join in an application") {
            form, request, context in
            let word = form.text("word")
            let words = house.pages.words(context)
            if let text = words.tooLong(word, most: DossierDesk.longestJoinWord) {
                return try await show(PageErrors(("f-word", text)), word, request, context)
            }
            do {
                try await house.desk.answerJoining(link(context), .no(word: word), by: context.actor)
            } catch DossierProblem.reasonMissing {
                return try await show(PageErrors(("f-word", words["joining_word_missing"])), word, request, context)
            }
            return house.pages.redirect(to: "/cung-khai/\(link(context))", context: context)
        }
    }

    private func show(
        _ errors: PageErrors, _ word: String, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let link = link(context)
        let view = try await house.desk.joining(link, by: context.actor)
        let words = house.pages.words(context)
        var model: Model = [
            "service": view.procedure.name[context.language], "link": link, "mark": view.mark, "word": word,
            "lead": words[
                "joining_lead",
                ["name": view.askedByName, "service": view.procedure.name[context.language]]],
            "states": view.demand.rule.states[context.language],
            "pages": view.state.pages.compactMap { page(view.state, $0, context.language) },
        ]
        switch view.joining.state {
        case .confirmed: model["answered"] = answered("joining_confirmed", view, context)
        case .refused: model["answered"] = answered("joining_refused", view, context)
        case .asked, .withdrawn:
            model["until"] = words["joining_until", ["time": house.time(view.joining.expires, context)]]
        }
        errors.put(into: &model)
        return house.pages.page(
            "draft/joining", title: words["joining_title"], isError: !errors.isEmpty,
            status: errors.isEmpty ? 200 : 422, model, request: request, context: context)
    }

    private func answered(_ key: String, _ view: JoiningView, _ context: HouseContext) -> String {
        house.pages.words(context)[
            key, ["time": house.time(view.joining.answeredAt ?? view.joining.expires, context)]]
    }

    /// The answers of one page as they will be sent; what is secret stays with who gave it.
    private func page(_ state: FormState, _ page: FormState.Page, _ language: Language) -> Model? {
        let picker = AreaPicker(atlas: house.directory.atlas, today: house.today)
        let rows = state.rows { code in
            picker.name(code, .vi).map { LocalizedText(vi: $0, en: picker.name(code, .en) ?? $0) }
        }.filter { $0.pageID == page.id && $0.sensitivity != .secret }
        guard !rows.isEmpty else { return nil }
        return [
            "page_title": page.page.title[language],
            "rows": rows.map { ["question": $0.label[language], "answer": $0.value[language]] as Model },
        ]
    }

    private func link(_ context: HouseContext) -> String { context.parameters.get("link") ?? "" }
}
