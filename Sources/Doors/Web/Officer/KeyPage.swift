import Civic
import Directory
import Door
import Hummingbird
import Papers

/// An officer's own signing key, and the seal a clerk keeps: the PIN, the key file its issuer gave, who holds the seal.
struct KeyPage {
    let house: House

    private static let limits = FormLimits(
        bodyBytes: 1 << 19, fields: 12, fieldBytes: 1 << 10, files: 1, fileBytes: 1 << 18)

    func register(on router: GuardedRouter) {
        router.get("/can-bo/khoa-ky", for: .anyOfficer, door: .officer, "one's own signing key") { request, context in
            try await show(PageErrors(), request, context)
        }
        router.post("/can-bo/khoa-ky/pin", for: .anyOfficer, door: .officer, "chooses a PIN") {
            form, request, context in
            try await attempt("f-pin-moi", request, context) { try await choosePIN(form, context) }
        }
        router.post(
            "/can-bo/khoa-ky/tep", for: .anyOfficer, door: .officer, "puts one's key in", limits: Self.limits
        ) { form, request, context in
            try await attempt("f-tep", request, context) { try await putKey(form, context) }
        }
        router.post(
            "/can-bo/khoa-ky/dau", for: .officer([.clerk]), door: .officer, "puts the body's seal in",
            limits: Self.limits
        ) { form, request, context in
            try await attempt("f-dau", request, context) { try await putSeal(form, context) }
        }
    }

    /// Whom the navigation offers it to; everybody may open it.
    static func concerns(_ actor: Actor) -> Bool {
        guard let officer = actor.officer else { return false }
        return officer.posts.contains { [.signer, .clerk, .divisionHead, .counterOfficer].contains($0.role) }
            || officer.mandates.contains { $0.power.hasPrefix("sign:") }
    }

    private func attempt(
        _ field: String, _ request: Request, _ context: HouseContext, _ run: () async throws -> Void
    ) async throws -> Response {
        do {
            try await run()
            return house.pages.redirect(to: "/can-bo/khoa-ky?xong=1", context: context)
        } catch let problem as SigningProblem {
            let errors = PageErrors((field, problem.publicMessage[context.language]))
            return try await show(errors, request, context)
        }
    }

    // MARK: - Deeds

    /// Who forgot the PIN begins anew: what the earlier one opened is gone.
    private func choosePIN(_ form: FilledForm, _ context: HouseContext) async throws {
        let (actor, pin) = (context.actor, form.text("pin-moi"))
        guard pin == form.text("pin-lai") else { throw SigningProblem.weakPIN }
        let old = form.text("pin-cu")
        if try await house.keystore.holder(actor.subject) != nil, !form.has("quen") {
            try await house.keystore.changePIN(actor.subject, from: old, to: pin)
        } else {
            try await house.keystore.enrol(actor.subject, pin: pin, by: actor)
        }
        try await house.keystore.unlock(actor.subject, pin: pin, session: context.formBinding)
    }

    private func putKey(_ form: FilledForm, _ context: HouseContext) async throws {
        try await KeyDesk(house: house, actor: context.actor, session: context.formBinding).unlock(form)
        let (key, chain) = try PKCS12.read(
            form.files.first?.bytes ?? [], password: form.text("mat-khau"), issuedTo: context.actor.name)
        try await house.keystore.issue(
            key, chain: chain, to: context.actor.subject, session: context.formBinding, by: context.actor)
    }

    private func putSeal(_ form: FilledForm, _ context: HouseContext) async throws {
        let (actor, session) = (context.actor, context.formBinding)
        guard let unit = sealed(actor) else { throw SigningProblem.noKey }
        try await KeyDesk(house: house, actor: actor, session: session).unlock(form)
        guard let second = ID<Subject>(form.text("nguoi-giu")), second != actor.subject else {
            throw SigningProblem.secondPersonNeeded
        }
        let name = house.directory.tree.latest(unit)?.name.vi ?? unit.text
        let (key, chain) = try PKCS12.read(
            form.files.first?.bytes ?? [], password: form.text("mat-khau"), issuedTo: name)
        try await house.keystore.issueSeal(
            key, chain: chain, to: unit.text, holders: [(actor.subject, session), (second, session)], by: actor)
    }

    private func sealed(_ actor: Actor) -> UnitCode? {
        actor.officer?.posts.first { $0.role == .clerk }?.unit
    }

    // MARK: - Page

    private func show(_ errors: PageErrors, _ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let actor = context.actor
        var model: Model = ["wants_officer_css": true]
        let holder = try await house.keystore.holder(actor.subject)
        if let holder {
            model["has_pin"] = true
            model["tries"] = words["key_tries", ["n": String(holder.triesLeft)]]
        }
        if try await !house.keystore.isUnlocked(actor.subject, session: context.formBinding) {
            model["asks_pin"] = true
        }
        if let key = try await house.keystore.key(of: .person(actor.subject)) { model["key"] = row(key, words) }
        if let unit = sealed(actor) {
            var seal: Model = ["unit_name": words.unit(unit)]
            if let key = try await house.keystore.key(of: .organisation(unit.text)) {
                seal["key"] = row(key, words)
                let names = try await house.directory.officerNames(try await house.keystore.holders(of: key))
                seal["holder_names"] = names.values.sorted().joined(separator: ", ")
            }
            var others: [Model] = []
            for officer in try await house.directory.officers(atHomeIn: unit) where officer.subject != actor.subject {
                guard try await house.keystore.holder(officer.subject) != nil else { continue }
                others.append(Choice.option(String(officer.subject.rawValue), officer.name))
            }
            seal["holders"] = others
            if others.isEmpty { seal["nobody"] = true }
            model["seal_of"] = seal
        }
        if FormReader.query(request).has("xong") { model["done"] = true }
        errors.put(into: &model)
        return house.pages.page(
            "officer/key", title: words["key_title"], isError: !errors.isEmpty, status: errors.isEmpty ? 200 : 422,
            model, request: request, context: context)
    }

    private func row(_ key: StoredKey, _ words: OfficerWords) -> Model {
        let ends = key.ends.map { HouseDates.text(house.zone.day($0)) } ?? ""
        return ["key_holder": key.holder, "key_ends": words["key_ends", ["day": ends]], "key_issuer": key.issuer]
    }
}
