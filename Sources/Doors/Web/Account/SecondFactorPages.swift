import Civic
import Directory
import Door
import Hummingbird
import Papers

/// Two-step sign-in: a phone is shown a secret once, a first code switches it on, ten spare codes are for its loss.
struct SecondFactorPages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        let settings = router.settings
        router.get("/tai-khoan/hai-buoc", for: .signedIn, door: .web, "two-step sign-in") { request, context in
            try await page(nil, request, context, settings)
        }
        router.post("/tai-khoan/hai-buoc", for: .signedIn, door: .web, "set up two-step sign-in") {
            _, request, context in
            try await house.directory.offerSecondFactor(to: try await session(request, settings).account)
            return house.pages.redirect(to: "/tai-khoan/hai-buoc", context: context)
        }
        router.post("/tai-khoan/hai-buoc/bat", for: .signedIn, door: .web, "switch two-step sign-in on") {
            form, request, context in
            do {
                let (token, account) = try await session(request, settings)
                let spares = try await house.directory.switchOnSecondFactor(
                    of: account, code: form.text("code"), keeping: token, by: context.actor)
                return house.pages.page(
                    "account/spare_codes", title: house.pages.words(context)["spare_codes_title"],
                    ["spares": spares.map { ["spare": $0] as Model }], request: request, context: context)
            } catch DirectoryProblem.wrongCode {
                return try await page(.wrongCode, request, context, settings)
            }
        }
        router.post("/tai-khoan/hai-buoc/tat", for: .signedIn, door: .web, "switch two-step sign-in off") {
            form, request, context in
            do {
                try await house.directory.switchOffSecondFactor(
                    of: try await session(request, settings).account, code: form.text("code"), by: context.actor)
                return house.pages.redirect(to: "/tai-khoan/hai-buoc", context: context)
            } catch DirectoryProblem.wrongCode {
                return try await page(.wrongCode, request, context, settings)
            }
        }
    }

    private func page(
        _ problem: DirectoryProblem?, _ request: Request, _ context: HouseContext, _ settings: DoorSettings
    ) async throws -> Response {
        let words = house.pages.words(context)
        let account = try await session(request, settings).account
        var model: Model = [:]
        switch try await house.directory.secondFactor(of: account, issuer: house.pages.settings.cityName.vi) {
        case .off: model["off"] = true
        case .on(let left):
            model["on"] = true
            model["spares_left"] = words["spares_left", ["count": String(left)]]
        case .offered(let offer):
            model["offered"] = true
            // In fours, as one reads them aloud; spaces do not matter to the phone.
            model["secret"] = stride(from: 0, to: offer.secret.count, by: 4)
                .map { String(offer.secret.dropFirst($0).prefix(4)) }.joined(separator: " ")
            if let code = try? QRSymbol(offer.address) {
                model["qr_path"] = code.path
                model["qr_box"] = "0 0 \(code.box) \(code.box)"
            }
        }
        if let problem {
            let text = problem.publicMessage[context.language]
            model["error"] = text
            model["has_errors"] = true
            model["errors"] = [["error_href": "#f-code", "error_text": text] as Model]
        }
        return house.pages.page(
            "account/second_factor", title: words["second_factor_title"], isError: problem != nil,
            status: problem == nil ? 200 : 422, model, request: request, context: context)
    }

    private func session(
        _ request: Request, _ settings: DoorSettings
    ) async throws -> (token: SessionToken, account: ID<Account>) {
        guard let token = request.session(settings),
            let (_, session) = try await house.directory.resolve(token)
        else { throw DoorProblem.signInNeeded }
        return (token, session.account)
    }
}
