import Catalogue
import Civic
import Directory
import Door
import Dossiers
import HTTPTypes
import Hummingbird
import NIOCore

/// Drafts: begin, list, delete, and the way through the form.
struct DraftPages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        let settings = router.settings
        router.post("/dich-vu/:code/bat-dau", for: .anyone, door: .web, "begin a draft") { _, _, context in
            try await begin(context, settings)
        }
        router.get("/ban-nhap", for: .guest, door: .web, "my drafts") { request, context in
            try await list(request, context)
        }
        router.get("/nop/:draft", for: .guest, door: .web, "go on with a draft") { _, context in
            try await at(context) { house.pages.redirect(to: $0.next, context: context) }
        }
        router.get("/nop/:draft/xoa", for: .guest, door: .web, "ask before deleting a draft") { request, context in
            try await at(context) { draft in
                house.pages.page(
                    "draft/delete", title: house.pages.words(context)["draft_delete_title"],
                    ["service": draft.procedure.name[context.language], "draft": String(draft.draft.id)],
                    request: request, context: context)
            }
        }
        router.post("/nop/:draft/xoa", for: .guest, door: .web, "delete a draft") { _, _, context in
            let draft = try await DraftCase.open(house, context)
            try await house.drafts.delete(draft.draft.id, by: context.actor)
            return house.pages.redirect(to: "/ban-nhap?da-xoa=1", context: context)
        }
        router.get("/nop/:draft/dung/:page", for: .guest, door: .web, "an explained way out") { request, context in
            try await at(context) { draft in
                guard let exit = draft.state.exit else { return house.pages.redirect(to: draft.next, context: context) }
                return house.pages.page(
                    "draft/exit", title: exit.exit.title[context.language],
                    [
                        "kept_note": house.pages.words(context)[
                            context.actor.isGuest ? "exit_guest_kept" : "exit_draft_kept",
                            ["day": HouseDates.text(house.zone.day(draft.draft.expiresAt))]],
                        "text": exit.exit.text[context.language],
                        "back": prefixed("\(draft.path)/trang/\(exit.page.id)", context),
                    ], request: request, context: context)
            }
        }
        QuestionPages(house: house).register(on: router)
        PaperPages(house: house).register(on: router)
        JoinPages(house: house).register(on: router)
        JoiningPages(house: house).register(on: router)
        CheckPages(house: house).register(on: router)
    }

    private func begin(_ context: HouseContext, _ settings: DoorSettings) async throws -> Response {
        guard context.actor.officer == nil else { throw DoorProblem.forbidden }
        let isGuest = context.actor.standing == .anyone
        if isGuest { try await house.directory.throttle.take([.init(.guestDraftsByAddress, key: context.address)]) }
        let draft = try await house.drafts.start(
            procedure: context.parameters.get("code") ?? "", channel: .online, by: context.actor)
        let pass = GuestPass(subject: draft.owner, expires: draft.expiresAt)
        return house.pages.redirect(
            to: "/nop/\(draft.id)", context: context,
            cookies: isGuest ? [pass.cookie(settings, at: house.clock.now()).text] : [])
    }

    private func at(
        _ context: HouseContext, _ show: (DraftCase) async throws -> Response
    ) async throws -> Response {
        try await show(try await DraftCase.open(house, context))
    }

    private func list(_ request: Request, _ context: HouseContext) async throws -> Response {
        let words = house.pages.words(context)
        var drafts = try await house.drafts.list(by: context.actor)
        // Begun in this browser before anybody signed in: whose they are shows when they are gone on with.
        if let guest = context.guest, context.actor.subject != guest.subject {
            drafts += try await house.drafts.list(by: .guest(guest.subject))
        }
        var rows: [Model] = []
        for draft in drafts {
            let isOwn = draft.owner == context.actor.speaksFor
            let opened = isOwn ? try? DraftCase(draft, house, context) : nil
            var row: Model = [
                "draft": String(draft.id), "name": house.procedureName(draft.procedure, context.language),
                "saved": words["draft_saved", ["time": house.time(draft.savedAt, context)]],
                "expires": words["draft_expires", ["time": HouseDates.text(house.zone.day(draft.expiresAt))]],
            ]
            if !isOwn { row["begun_here"] = true }
            row.say("person", opened?.name)
            row.say("reached", opened.map { words["draft_reached", ["page": $0.reached(words)]] })
            if let opened, opened.procedure.joins != nil, opened.state.isComplete {
                let asked = JoinWords(house: house, context: context)
                row["joins"] = try await house.desk.joinNeeds(ofDraft: draft.id, by: context.actor).map(asked.row)
            }
            rows.append(row)
        }
        var model: Model = ["none": drafts.isEmpty, "drafts": rows]
        if FormReader.query(request).has("da-xoa") { model["deleted"] = true }
        return house.pages.page("draft/list", title: words["drafts_title"], model, request: request, context: context)
    }
}

/// An address in the language of the page.
func prefixed(_ path: String, _ context: HouseContext) -> String {
    context.language == .en ? "/en" + path : path
}

extension House {
    /// `09:10 ngày 12/02/2026` by the city's clocks.
    func time(_ instant: Instant, _ context: HouseContext) -> String {
        HouseDates.text(instant, in: zone, context.language)
    }

    func json(_ object: [(String, String)], status: HTTPResponse.Status = .ok) -> Response {
        let members = object.map { name, value in
            let escaped = value.unicodeScalars.reduce(into: "") { text, scalar in
                switch scalar {
                case "\"": text += "\\\""
                case "\\": text += "\\\\"
                case "\n": text += "\\n"
                default: if scalar.value >= 0x20 { text.unicodeScalars.append(scalar) }
                }
            }
            return "\"\(name)\":\"\(escaped)\""
        }
        return Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: "{" + members.joined(separator: ",") + "}")))
    }
}
