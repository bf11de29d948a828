import Civic
import Directory
import Door
import Exchange
import Hummingbird

/// Where messages reach a resident: given on the account's page, and shown to be their own by a code that is sent there.
struct ContactPages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        let settings = router.settings
        router.post("/tai-khoan/lien-lac", for: .resident, door: .web, "where messages are sent") {
            form, request, context in
            try await set(form, request, context, settings)
        }
        router.get("/tai-khoan/lien-lac/:way", for: .resident, door: .web, "confirm an address by a code") {
            request, context in
            try await show(try way(context), nil, request, context)
        }
        router.post("/tai-khoan/lien-lac/:way/ma", for: .resident, door: .web, "send the code again") {
            _, request, context in
            try await send(try way(context), request, context)
        }
        router.post("/tai-khoan/lien-lac/:way", for: .resident, door: .web, "take the code of an address") {
            form, request, context in
            let way = try way(context)
            do {
                try await house.directory.confirmContact(
                    way, code: form.text("code"), of: try account(context), context.actor.subject)
            } catch DirectoryProblem.wrongContactCode {
                let text = DirectoryProblem.wrongContactCode.publicMessage[context.language]
                return try await show(way, text, request, context)
            }
            return house.pages.redirect(to: "/tai-khoan?da-xac-nhan=1", context: context)
        }
    }

    /// The account page's part of it.
    /// - Parameter typed: an address that was refused, to be shown again.
    func model(_ typed: String?, _ context: HouseContext) async throws -> Model {
        let words = house.pages.words(context)
        let contact = try await house.directory.contact(of: context.actor.subject)
        var model: Model = ["email": typed ?? contact?.email?.text ?? ""]
        if contact?.email != nil { model["email_state"] = state(.email, contact, words) }
        if let phone = contact?.phone, phone.isMobile {
            model["texts_label"] = words["account_texts", ["phone": phone.masked]]
            model["wants_texts"] = contact?.wantsTexts ?? false
            model["phone_state"] = state(.phone, contact, words)
        }
        return model
    }

    private func state(_ way: ContactWay, _ contact: Contact?, _ words: Words) -> Model {
        if contact?.confirmed.contains(way) == true { return ["state_text": words["contact_confirmed"]] }
        guard house.contacts.ways.contains(way) else {
            return ["state_text": words["contact_\(way.rawValue)_not_carried"]]
        }
        return ["state_text": words["contact_\(way.rawValue)_open"], "confirm_way": Self.path(way)]
    }

    private func set(
        _ form: FilledForm, _ request: Request, _ context: HouseContext, _ settings: DoorSettings
    ) async throws -> Response {
        let typed = form.text("email")
        let email: EmailAddress?
        do throws(EmailAddress.Fault) {
            email = typed.isEmpty ? nil : try EmailAddress(typed)
        } catch {
            return try await AccountPages(house: house).account(
                ("email", error.message[context.language]), request, context, settings, email: typed)
        }
        let account = try account(context)
        let before = try await house.directory.contact(of: context.actor.subject)
        try await house.directory.setContact(email: email, wantsTexts: form.has("texts"), of: account)
        // A new address is asked after at once; one that was left as it is, is not.
        guard let email, email != before?.email, house.contacts.ways.contains(.email) else {
            return house.pages.redirect(to: "/tai-khoan?da-luu=1", context: context)
        }
        return try await send(.email, request, context)
    }

    private func send(_ way: ContactWay, _ request: Request, _ context: HouseContext) async throws -> Response {
        do {
            try await house.contacts.send(way, of: try account(context), context.actor.subject)
        } catch let problem as ContactProblem {
            return try await show(way, problem.publicMessage[context.language], request, context)
        }
        return house.pages.redirect(to: "/tai-khoan/lien-lac/\(Self.path(way))?da-gui=1", context: context)
    }

    private func show(
        _ way: ContactWay, _ error: String?, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let contact = try await house.directory.contact(of: context.actor.subject)
        let masked: String? =
            switch way {
            case .email: contact?.email?.masked
            case .phone: contact?.phone?.masked
            }
        guard let masked, contact?.confirmed.contains(way) != true else {
            return house.pages.redirect(to: "/tai-khoan", context: context)
        }
        let words = house.pages.words(context)
        var model: Model = ["way": Self.path(way), "lead": words["contact_code_lead", ["to": masked]]]
        if FormReader.query(request).has("da-gui") { model["sent"] = words["contact_code_sent", ["to": masked]] }
        if let error { PageErrors(("f-code", error)).put(into: &model) }
        return house.pages.page(
            "account/contact", title: words["contact_title"], isError: error != nil, status: error == nil ? 200 : 422,
            model, request: request, context: context)
    }

    private func way(_ context: HouseContext) throws -> ContactWay {
        guard let way = ContactWay.allCases.first(where: { Self.path($0) == context.parameters.get("way") }) else {
            throw DoorProblem.notFound
        }
        return way
    }

    private static func path(_ way: ContactWay) -> String {
        switch way {
        case .email: "thu"
        case .phone: "dien-thoai"
        }
    }

    private func account(_ context: HouseContext) throws -> ID<Account> {
        guard let account = context.actor.residentAccount else { throw DoorProblem.notFound }
        return account
    }
}
