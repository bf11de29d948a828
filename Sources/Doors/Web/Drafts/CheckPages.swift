import Catalogue
import Civic
import Directory
import Door
import Dossiers
import HTTPTypes
import Hummingbird
import Papers

/// Check answers, send, and the page that says it is sent.
struct CheckPages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        let settings = router.settings
        router.get("/nop/:draft/kiem-tra", for: .resident, door: .web, "check answers") { request, context in
            if let sent = try await alreadySent(context, settings) { return sent }
            let draft = try await DraftCase.open(house, context)
            guard draft.state.isComplete else { return house.pages.redirect(to: draft.next, context: context) }
            let word = word(draft, settings)
            let error = word.read(request)
            var page = try await show(draft, error: error, request, context)
            if error != nil { page.headers[values: .setCookie].append(word.end) }
            return page
        }
        router.post("/nop/:draft/kiem-tra", for: .resident, door: .web, "send the application") {
            form, request, context in
            try await send(form, request, context, settings)
        }
        router.get("/da-nop/:dossier", for: .resident, door: .web, "the application was sent") { request, context in
            try await sent(request, context, settings)
        }
    }

    private func show(
        _ draft: DraftCase, error: String?, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let words = house.pages.words(context)
        let language = context.language
        let picker = AreaPicker(atlas: house.directory.atlas, today: house.today)
        let rows = draft.state.rows { code in
            picker.name(code, .vi).map { LocalizedText(vi: $0, en: picker.name(code, .en) ?? $0) }
        }
        let uploads = try await house.uploads.uploads(of: ID<PaperLink>(draft.draft.id))
        let cards = PaperCards(words: words, uploads: uploads)
        var model: Model = [
            "service": draft.procedure.name[language],
            "pages": draft.state.pages.filter { $0.fields.contains { !$0.parts.isEmpty } }.map { page -> Model in
                ["page_title": page.page.title[language], "rows": answers(page, rows, draft, words)]
            },
            "papers": draft.papers.map { rule -> Model in
                let files = draft.draft.papers.filter { $0.document == rule.id }
                return [
                    "doc_name": rule.name[language], "files": files.map(cards.file), "no_files": files.isEmpty,
                ]
            },
            "has_papers": !draft.papers.isEmpty, "draft": String(draft.draft.id),
            "back": prefixed(
                draft.papers.isEmpty
                    ? draft.state.journey.last.map { "\(draft.path)/trang/\($0.id)" } ?? "/dich-vu"
                    : "\(draft.path)/giay-to", context),
        ]
        if let principal = try await principal(context) {
            model["acting_for"] = words["acting_for", ["name": principal.name]]
        }
        var problem = error
        // The only thing this page itself asks for is the tick; everything else is about the answers.
        let anchor = error == words["check_agree_missing"] ? "f-agree" : "answers"
        do {
            let preview = try house.desk.preview(try await filing(draft, context))
            model["receiving"] = house.unitName(preview.receiving, language)
            model["competent"] = house.unitName(preview.competent, language)
            model["limit"] = preview.limit.limit.text(language)
            let toPay = preview.payments.filter { $0.toPay > .zero }
            model["has_fees"] = !toPay.isEmpty
            model["fees"] = toPay.map {
                ["fee_name": $0.name[language], "fee_text": $0.toPay.formatted(language)] as Model
            }
            model["bundles"] = bundles(beside: preview, language)
            let needs = try await house.desk.joinNeeds(ofDraft: draft.draft.id, by: context.actor)
            model["joins"] = needs.map(JoinWords(house: house, context: context).row)
            if !needs.isEmpty { model["has_joins"] = true }
            if needs.contains(where: \.holds) { model["is_held"] = true } else { model["can_send"] = true }
        } catch let refusal as any Problem {
            problem = problem ?? refusal.publicMessage[language]
        }
        if let problem {
            model["errors"] = [["error_href": "#" + anchor, "error_text": problem] as Model]
            model["has_errors"] = true
        }
        return house.pages.page(
            "draft/check", title: words["check_title"], isError: problem != nil, model, request: request,
            context: context)
    }

    /// What can be asked for with the same press, and who decides it.
    private func bundles(beside preview: FilingPreview, _ language: Language) -> [Model] {
        house.desk.bundles(beside: preview, .online).map { offer in
            [
                "bundle_id": offer.bundle,
                "parts": offer.parts.map { part -> Model in
                    ["part_name": part.procedure.name[language], "part_unit": house.unitName(part.unit, language)]
                },
            ]
        }
    }

    private func answers(_ page: FormState.Page, _ rows: [AnswerRow], _ draft: DraftCase, _ words: Words) -> [Model] {
        page.fields.flatMap(\.parts).map { part in
            let row = rows.first { $0.fieldID == part.id }
            let label =
                row?.label[words.language]
                ?? (part.id == part.field.id
                    ? part.label[words.language]
                    : "\(part.field.label[words.language]): \(part.label[words.language].lowercased())")
            return [
                "question": label, "answer": row?.value[words.language] ?? words["not_given"],
                "change": "\(draft.path)/trang/\(page.id)?sua=1#\(FieldModels.dom(part.id))",
            ]
        }
    }

    private func send(
        _ form: FilledForm, _ request: Request, _ context: HouseContext, _ settings: DoorSettings
    ) async throws -> Response {
        if let sent = try await alreadySent(context, settings) { return sent }
        let draft = try await DraftCase.open(house, context)
        guard draft.state.isComplete else { return house.pages.redirect(to: draft.next, context: context) }
        guard form.has("agree") else {
            return refused(draft, house.pages.words(context)["check_agree_missing"], context, settings)
        }
        do {
            let filing = try await filing(draft, context)
            let receipt =
                form.has("bundle")
                ? try await house.desk.lodge(bundle: form.text("bundle"), filing, by: context.actor).lead
                : try await house.desk.lodge(filing, by: context.actor)
            return acknowledged(receipt, context, settings)
        } catch let refusal as DossierProblem where refusal.status == .refused || refusal == .joinChanged {
            return refused(draft, refusal.publicMessage[context.language], context, settings)
        }
    }

    /// Back to the check page with what it has to say. Answered in place, the browser's Back would ask whether to send
    /// the application again.
    private func refused(
        _ draft: DraftCase, _ text: String, _ context: HouseContext, _ settings: DoorSettings
    ) -> Response {
        house.pages.redirect(
            to: "\(draft.path)/kiem-tra", context: context, cookies: [word(draft, settings).send(text)])
    }

    private func word(_ draft: DraftCase, _ settings: DoorSettings) -> PassingWord {
        PassingWord(page: "check-\(draft.draft.id)", isSecure: settings.isSecure)
    }

    /// Pressed twice, or Back after sending: the draft is gone, and what became of it is shown.
    private func alreadySent(_ context: HouseContext, _ settings: DoorSettings) async throws -> Response? {
        guard let draft = context.parameters.get("draft").flatMap({ Int64($0) }),
            let receipt = try await house.desk.receipt(
                ofKey: Self.key(of: draft), draft: draft, by: context.actor)
        else { return nil }
        return acknowledged(receipt, context, settings)
    }

    private func acknowledged(
        _ receipt: LodgingReceipt, _ context: HouseContext, _ settings: DoorSettings
    ) -> Response {
        // The secret is for this browser and ten minutes; the dossier keeps only its hash.
        var cookie = "bienlai=\(receipt.dossier).\(receipt.secret); Path=/; HttpOnly; SameSite=Lax; Max-Age=600"
        if settings.isSecure { cookie += "; Secure" }
        return house.pages.redirect(to: "/da-nop/\(receipt.dossier)", context: context, cookies: [cookie])
    }

    /// One draft is sent once, however often the button is pressed.
    private static func key(of draft: Int64) -> String { "draft-\(draft)" }

    private func filing(_ draft: DraftCase, _ context: HouseContext) async throws -> Filing {
        let submitter = PartyPerson(subject: context.actor.subject, name: context.actor.name)
        let principal = try await principal(context)
        var filing = Filing(
            procedure: draft.draft.procedure, channel: .online, answers: draft.state.answers.submitted,
            applicant: principal ?? submitter,
            papers: draft.draft.papers.filter { paper in draft.papers.contains { $0.id == paper.document } },
            draft: draft.draft.id,
            idempotencyKey: Self.key(of: draft.draft.id))
        filing.lastFour = try await house.directory.number(of: filing.applicant.subject).map {
            String($0.text.suffix(4))
        }
        return filing
    }

    /// Whom the person acts for, when not for themself.
    private func principal(_ context: HouseContext) async throws -> PartyPerson? {
        guard case .resident(_, let principal?) = context.actor.standing else { return nil }
        let all = try await house.directory.principals(of: context.actor.subject)
        guard let found = all.first(where: { $0.subject == principal }) else {
            throw DirectoryProblem.notARepresentative
        }
        return PartyPerson(
            subject: found.subject, name: found.name, kind: found.isOrganisation ? .organisation : .person)
    }

    private func sent(_ request: Request, _ context: HouseContext, _ settings: DoorSettings) async throws -> Response {
        guard let id = ID<Dossier>(context.parameters.get("dossier") ?? "") else { throw DoorProblem.notFound }
        let tracking = try await house.desk.tracking(id, by: context.actor)
        let words = house.pages.words(context)
        var model: Model = [
            "reference": tracking.label, "dossier": String(id.rawValue),
            "service": house.procedureName(tracking.procedure, context.language),
        ]
        let cookie = request.cookies["bienlai"]?.value.split(separator: ".") ?? []
        if cookie.count == 2, cookie[0] == String(id.rawValue)[...] { model["secret"] = String(cookie[1]) }
        if let lodged = tracking.detail?.lodgedAt { model["lodged"] = house.time(lodged, context) }
        model.merge(TrackingModel(house: house, context: context).sent(tracking)) { $1 }
        model.merge(try await BundleRows(house: house, context: context).model(of: id)) { $1 }
        model.merge(house.trackingCode(of: tracking.label, context)) { $1 }
        return house.pages.page("draft/sent", title: words["sent_title"], model, request: request, context: context)
    }
}

extension House {
    func procedureName(_ code: String, _ language: Language) -> String {
        catalogue.procedure(code, on: today)?.name[language] ?? catalogue.entry(code)?.name[language] ?? code
    }

    func unitName(_ code: UnitCode, _ language: Language) -> String {
        catalogue.units.latest(code)?.name[language] ?? code.text
    }
}
