import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// Following a dossier without signing in: with the receipt's secret everything, with four digits only how far it is.
struct TrackPages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        router.get("/tra-cuu", for: .anyone, door: .web, "track without signing in") { request, context in
            let query = FormReader.query(request)
            // The receipt's QR code carries both: no typing at all.
            if query.has("ma"), query.has("k") {
                return try await look(query.text("ma"), query.text("k"), request, context)
            }
            return form(query.text("ma"), "", [], request, context)
        }
        router.post("/tra-cuu", for: .anyone, door: .web, "look a dossier up") { form, request, context in
            try await look(form.text("code"), form.text("secret"), request, context)
        }
    }

    private func look(
        _ code: String, _ secret: String, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let words = house.pages.words(context)
        let empty = [("code", code), ("secret", secret)].filter { $0.1.isEmpty }.map { $0.0 }
        guard empty.isEmpty else {
            return form(code, secret, empty.map { ($0, words["track_missing_\($0)"]) }, request, context)
        }
        let plain = secret.filter { !$0.isWhitespace && $0 != "-" }
        let isFour = plain.utf8.count == 4 && plain.utf8.allSatisfy { (0x30...0x39).contains($0) }
        do {
            let code = code.uppercased().filter { !$0.isWhitespace }
            let view =
                isFour
                ? try await house.desk.lookUp(code: code, lastFour: plain, from: context.address)
                : try await house.desk.track(code: code, secret: plain, from: context.address)
            let tracking = TrackingModel(house: house, context: context)
            var model = tracking.model(view)
            if let offer = view.detail?.rating {
                model["rate"] = tracking.rating(offer, action: "/tra-cuu/danh-gia").merging(
                    ["by_receipt": ["receipt_code": code, "receipt_secret": plain] as Model]) { $1 }
            }
            return house.pages.page(
                "case/track_result", title: words["track_result_title", ["code": view.label]], model,
                request: request, context: context)
        } catch let problem as any Problem where [.notFound, .forbidden, .badInput, .refused].contains(problem.status) {
            // One message for every miss: nobody learns which codes exist.
            let text = DossierProblem.wrongSecret.publicMessage[context.language]
            return form(code, "", [("code", text)], request, context)
        } catch let problem as any Problem where problem.status == .tooMany {
            return form(code, "", [("code", problem.publicMessage[context.language])], status: 429, request, context)
        }
    }

    private func form(
        _ code: String, _ secret: String, _ errors: [(field: String, text: String)], status: Int = 422,
        _ request: Request, _ context: HouseContext
    ) -> Response {
        var model: Model = ["code": code, "secret": secret, "has_errors": !errors.isEmpty]
        for error in errors { model["error_\(error.field)"] = error.text }
        model["errors"] = errors.map { ["error_href": "#f-\($0.field)", "error_text": $0.text] as Model }
        return house.pages.page(
            "case/track", title: house.pages.words(context)["track_title"], isError: !errors.isEmpty,
            status: errors.isEmpty ? 200 : status, model, request: request, context: context)
    }
}
