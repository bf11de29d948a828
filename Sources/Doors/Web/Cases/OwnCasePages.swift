import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird
import Papers

/// The signed-in applicant's dossiers: the list, one dossier, withdrawing it, and the word on a draft result.
struct OwnCasePages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        router.get("/ho-so", for: .resident, door: .web, "my dossiers") { request, context in
            try await list(request, context)
        }
        router.get("/ho-so/:dossier", for: .resident, door: .web, "one of my dossiers") { request, context in
            try await show(request, context)
        }
        router.get("/ho-so/:dossier/phieu/:slip", for: .resident, door: .web, "a slip of my dossier as PDF") {
            _, context in
            try await SlipPrint(house: house).showOwn(try id(context), context)
        }
        router.get("/ho-so/:dossier/ket-qua/:result", for: .resident, door: .web, "a signed result of mine as PDF") {
            _, context in
            try await ResultPrint(house: house).showOwn(try id(context), context)
        }
        router.get("/ho-so/:dossier/du-thao/ban-in", for: .resident, door: .web, "the draft to be checked, as PDF") {
            _, context in
            try await ResultPrint(house: house).showProof(try id(context), context)
        }
        router.get("/ho-so/:dossier/rut", for: .resident, door: .web, "ask before withdrawing") { request, context in
            try await withdrawal(nil, "", request, context)
        }
        router.post("/ho-so/:dossier/rut", for: .resident, door: .web, "withdraw", mendsExcess: true) {
            form, request, context in
            let id = try id(context)
            let reason = form.text("reason")
            guard !reason.isEmpty else {
                return try await withdrawal(
                    DossierProblem.reasonMissing.publicMessage[context.language], "", request, context)
            }
            if let text = house.pages.words(context).tooLong(reason, most: 2_000) {
                return try await withdrawal(text, reason, request, context)
            }
            if let excess = form.excess { throw excess }
            let view = try await house.desk.view(id, by: context.actor, purpose: nil)
            _ = try await house.desk.withdraw(
                id, expecting: Int64(form.text("version")) ?? view.dossier.version, reason: reason, by: context.actor)
            return house.pages.redirect(to: "/ho-so/\(id)?da-rut=1", context: context)
        }
        ProofPages(house: house).register(on: router)
        SupplementPages(house: house).register(on: router)
        RatingPages(house: house).register(on: router)
    }

    private func id(_ context: HouseContext) throws -> ID<Dossier> { try context.dossier }

    private func list(_ request: Request, _ context: HouseContext) async throws -> Response {
        let words = house.pages.words(context)
        let language = context.language
        let after = FormReader.query(request).text("sau")
        let page = try await house.desk.mine(by: context.actor, after: ResidentCursor(text: after))
        var model: Model = [
            "none": page.rows.isEmpty,
            "rows": page.rows.map { row -> Model in
                var model: Model = [
                    "dossier": String(row.dossier.rawValue), "label": row.label,
                    "name": house.procedureName(row.procedure, language), "status": row.status.plainText[language],
                    "tone": TrackingModel.tone(row.status),
                    "lodged": words["lodged_on", ["time": HouseDates.text(house.zone.day(row.lodgedAt))]],
                ]
                if let due = row.due, !row.status.isFinal {
                    model["due"] = words["due_on", ["time": HouseDates.text(house.zone.day(due))]]
                }
                if row.needsAction != nil { model["acts"] = true }
                return model
            },
        ]
        model.say("next", page.next.map { "?sau=\($0.text)" })
        return house.pages.page("case/list", title: words["mine_title"], model, request: request, context: context)
    }

    private func show(_ request: Request, _ context: HouseContext) async throws -> Response {
        let id = try id(context)
        let words = house.pages.words(context)
        let tracking = try await house.desk.tracking(id, by: context.actor)
        let view = try await house.desk.view(id, by: context.actor, purpose: nil)
        var model = TrackingModel(house: house, context: context).model(tracking)
        model["dossier"] = String(id.rawValue)
        if let offer = tracking.detail?.rating {
            model["rate"] = TrackingModel(house: house, context: context).rating(offer, action: "/ho-so/\(id)/danh-gia")
        }
        if view.archivedIn != nil { model["archived"] = true }
        model["back"] = prefixed("/ho-so", context)
        model["answers"] = CaseAnswers(house: house, context: context).rows(view)
        model["papers"] = view.papers.map { ["upload": String($0.upload), "file_name": $0.name] as Model }
        model["has_papers"] = !view.papers.isEmpty
        model["payments"] = view.payments.filter { $0.toPay > .zero }.map { line -> Model in
            var row: Model = [
                "fee_name": line.name[context.language], "fee_text": line.toPay.formatted(context.language),
            ]
            if let number = line.receiptNumber { row["receipt"] = number }
            return row
        }
        model["has_payments"] = view.payments.contains { $0.toPay > .zero }
        model["slips"] = house.slips(of: view, by: context.actor, context.language).map {
            ["slip": $0.kind.rawValue, "slip_name": $0.name] as Model
        }
        let results = try await house.results.results(of: id.retyped()).filter { $0.state != .signed }
        model["results"] = results.map { ResultWords(house: house, language: context.language).model($0) }
        model["has_results"] = !results.isEmpty
        model["can_withdraw"] = view.dossier.canBeWithdrawn
        model.merge(try await BundleRows(house: house, context: context).model(of: id)) { $1 }
        let law = LawWords(house.procedure(of: view.dossier), context.language)
        model["notices"] = view.history.filter { Self.told.contains($0.event) && !$0.text.isEmpty && !$0.wasUndone }
            .reversed().map { line -> Model in
                [
                    "notice_title": words["event_\(line.event.rawValue)"], "notice_text": law.text(line.text),
                    "notice_at": house.time(line.at, context),
                ]
            }
        model["has_notices"] = !((model["notices"] as? [Model]) ?? []).isEmpty
        if view.dossier.hasApologised { model["apologised"] = true }
        let query = FormReader.query(request)
        for (key, name) in [
            ("da-rut", "withdrawn"), ("da-bo-sung", "supplemented"), ("da-tra-loi", "answered"),
            ("da-danh-gia", "rated"),
        ]
        where query.has(key) {
            model["done_note"] = words["done_\(name)"]
        }
        return house.pages.page(
            "case/dossier", title: house.procedureName(tracking.procedure, context.language), model, request: request,
            context: context)
    }

    /// Events whose words are meant for the applicant.
    private static let told: Set<EventName> = [
        .supplementRequested, .refusedAtIntake, .apologised, .extendedByLaw, .stopped, .released, .forwarded,
        .transferred,
        .mirrored, .resultRevoked, .corrected,
    ]

    private func withdrawal(
        _ error: String?, _ reason: String, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let id = try id(context)
        let view = try await house.desk.view(id, by: context.actor, purpose: nil)
        guard view.dossier.canBeWithdrawn else { return house.pages.redirect(to: "/ho-so/\(id)", context: context) }
        var model: Model = [
            "label": view.dossier.label, "service": house.procedureName(view.dossier.procedure, context.language),
            "dossier": String(id.rawValue), "version": String(view.dossier.version), "reason": reason,
            "back": prefixed("/ho-so/\(id)", context),
        ]
        if let error {
            model["error"] = error
            model["has_errors"] = true
            model["errors"] = [["error_href": "#f-reason", "error_text": error] as Model]
        }
        return house.pages.page(
            "case/withdraw", title: house.pages.words(context)["withdraw_title"], isError: error != nil,
            status: error == nil ? 200 : 422, model, request: request, context: context)
    }
}

extension Dossier {
    /// A result that lies ready, or an end, can no longer be withdrawn; nor here what another system decides.
    var canBeWithdrawn: Bool { !isMirrored && !status.isFinal && status != .released }
}

extension HouseContext {
    /// The dossier the address names.
    var dossier: ID<Dossier> {
        get throws {
            guard let id = ID<Dossier>(parameters.get("dossier") ?? "") else { throw DossierProblem.notFound }
            return id
        }
    }
}

/// The answers of a dossier as read again.
struct CaseAnswers {
    let house: House
    let context: HouseContext

    func journey(_ dossier: Dossier) -> FormJourney? {
        let procedure =
            house.catalogue.procedure(dossier.procedure, version: dossier.procedureVersion)
            ?? house.catalogue.procedure(dossier.procedure, on: house.today)
        return procedure.map {
            FormJourney(
                $0,
                FormContext(
                    channel: dossier.channel, today: house.zone.day(dossier.lodgedAt), language: context.language))
        }
    }

    /// The lines of the result as it will be printed.
    func proof(_ view: DossierView) throws -> [ProofRow] {
        try journey(view.dossier)?.proof(of: view.answers, areaName: areaName) ?? []
    }

    func areaName(_ code: String) -> LocalizedText? {
        let picker = AreaPicker(atlas: house.directory.atlas, today: house.today)
        return picker.name(code, .vi).map { LocalizedText(vi: $0, en: picker.name(code, .en) ?? $0) }
    }

    func rows(_ view: DossierView) -> [Model] {
        guard let state = try? journey(view.dossier)?.state(of: view.answers) else { return [] }
        return state.rows(areaName: areaName).map {
            ["question": $0.label[context.language], "answer": $0.value[context.language]]
        }
    }
}
