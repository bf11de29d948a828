import Catalogue
import Civic
import Door
import Exchange
import Hummingbird

/// What came from the national portal and is not settled, and what was refused, with its reason; never of whom.
struct PortalPage: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        router.get(
            "/can-bo/quan-tri/cong-quoc-gia", for: AdminPages.managesCity, door: .officer,
            "what came from the national portal and was not taken"
        ) { request, context in
            try await show(request, context)
        }
    }

    private func show(_ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let (load, refusals) = (try await house.portal.inbox.load(), try await house.portal.inbox.refusals())
        var model: Model = ["wants_officer_css": true]
        model["loads"] = load.map { load -> Model in
            [
                "load_text": words.words[
                    "admin_portal_\(load.state.rawValue)",
                    ["count": String(load.count), "when": words.when(load.oldest)]]
            ]
        }
        model["refusals"] = refusals.map { refusal -> Model in
            [
                "refusal_code": refusal.code, "refusal_when": words.when(refusal.came),
                "refusal_procedure": [refusal.procedure, name(of: refusal.procedure, context.language)]
                    .filter { !$0.isEmpty }.joined(separator: " · "),
                "refusal_problem": refusal.problem, "refusal_reason": refusal.reason[context.language],
                "refusal_told": words.words[refusal.isTold ? "admin_portal_told" : "admin_portal_untold"],
            ]
        }
        if refusals.isEmpty { model["none_refused"] = true }
        return house.pages.page(
            "admin/portal", title: words.words["admin_portal"], model, request: request, context: context)
    }

    private func name(of procedure: String, _ language: Language) -> String {
        house.catalogue.procedure(procedure, on: house.today)?.name[language] ?? ""
    }
}
