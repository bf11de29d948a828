import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// The resident checks the draft result: right, or what is wrong; silence counts as consent (ux.md C22).
struct ProofPages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        router.get("/ho-so/:dossier/du-thao", for: .resident, door: .web, "check the draft result") { request, context in
            try await show(nil, request, context)
        }
        router.post("/ho-so/:dossier/du-thao", for: .resident, door: .web, "answer the draft result") {
            form, request, context in
            let id = try context.dossier
            let view = try await house.desk.view(id, by: context.actor, purpose: nil)
            guard let task = task(view) else { return house.pages.redirect(to: "/ho-so/\(id)", context: context) }
            let isRight = form.text("verdict") == "confirm"
            let reason = form.text("reason")
            guard isRight || !reason.isEmpty else {
                return try await show(house.pages.words(context)["proof_reason_missing"], request, context)
            }
            _ = try await house.desk.answerProof(
                task: task.id, expecting: Int64(form.text("version")) ?? view.dossier.version,
                action: isRight ? "confirm" : "report_error", reason: reason, by: context.actor)
            return house.pages.redirect(to: "/ho-so/\(id)?da-tra-loi=1", context: context)
        }
    }

    private func task(_ view: DossierView) -> WorkTask? {
        view.tasks.first { $0.state == .open && $0.seat == .applicant }
    }

    private func show(_ error: String?, _ request: Request, _ context: HouseContext) async throws -> Response {
        let id = try context.dossier
        let view = try await house.desk.view(id, by: context.actor, purpose: nil)
        guard let task = task(view) else { return house.pages.redirect(to: "/ho-so/\(id)", context: context) }
        let words = house.pages.words(context)
        var model: Model = [
            "label": view.dossier.label, "service": house.procedureName(view.dossier.procedure, context.language),
            "dossier": String(id.rawValue), "version": String(view.dossier.version),
            "answers": CaseAnswers(house: house, context: context).rows(view), "back": prefixed("/ho-so/\(id)", context),
        ]
        if let due = task.due { model["silence"] = words["proof_silence", ["time": house.time(due, context)]] }
        if let error {
            model["error"] = error
            model["has_errors"] = true
            model["errors"] = [["error_href": "#f-reason", "error_text": error] as Model]
        }
        return house.pages.page(
            "case/proof", title: words["proof_title"], isError: error != nil, status: error == nil ? 200 : 422, model,
            request: request, context: context)
    }
}
