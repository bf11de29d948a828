import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Foundation
import Hummingbird
import Papers

/// Whom a draft waits for before it is sent: who files makes a link and hands it over, by whatever way they like.
struct JoinPages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        router.get("/nop/:draft/cung-khai", for: .resident, door: .web, "who joins in the application") {
            request, context in
            let draft = try await DraftCase.open(house, context)
            guard draft.state.isComplete else { return house.pages.redirect(to: draft.next, context: context) }
            return try await show(draft, request, context)
        }
        router.post("/nop/:draft/cung-khai", for: .resident, door: .web, "make a link for somebody to join by") {
            form, _, context in
            let draft = try await DraftCase.open(house, context)
            try await house.desk.askToJoin(form.text("person"), draft: draft.draft.id, by: context.actor)
            return house.pages.redirect(to: "\(draft.path)/cung-khai", context: context)
        }
        router.post("/nop/:draft/cung-khai/rut", for: .resident, door: .web, "take back a link to join by") {
            form, _, context in
            let draft = try await DraftCase.open(house, context)
            try await house.desk.takeBackJoining(form.text("person"), draft: draft.draft.id, by: context.actor)
            return house.pages.redirect(to: "\(draft.path)/cung-khai", context: context)
        }
    }

    private func show(_ draft: DraftCase, _ request: Request, _ context: HouseContext) async throws -> Response {
        let needs = try await house.desk.joinNeeds(ofDraft: draft.draft.id, by: context.actor)
        guard !needs.isEmpty else { return house.pages.redirect(to: "\(draft.path)/kiem-tra", context: context) }
        let words = JoinWords(house: house, context: context)
        return house.pages.page(
            "draft/join", title: house.pages.words(context)["join_title"],
            [
                "service": draft.procedure.name[context.language], "draft": String(draft.draft.id),
                "needs": needs.map { need -> Model in
                    var row = words.row(need)
                    row["join_states"] = need.demand.rule.states[context.language]
                    row["join_person"] = need.demand.rule.person
                    row.merge(words.link(need, draft)) { $1 }
                    return row
                },
            ], request: request, context: context)
    }
}

/// How somebody who may join stands, in words.
struct JoinWords {
    let house: House
    let context: HouseContext

    func row(_ need: JoinNeed) -> Model {
        let words = house.pages.words(context)
        var row: Model = [
            "join_name": need.name, "join_label": need.demand.label[context.language], "join_standing": text(need),
        ]
        switch need.standing {
        case .notAsked: row["can_ask"] = words["join_ask"]
        case .numberMissing: row["number_missing"] = true
        case .lapsed, .outdated: row["can_ask"] = words["join_ask_again"]
        case .waits: row["can_take_back"] = true
        case .confirmed: row["can_take_back"] = true
        case .refused(_, let word):
            row["join_word"] = word
            row["can_ask"] = words["join_ask_again"]
        }
        if need.holds, !need.demand.isRequired { row["can_take_back"] = true }
        return row
    }

    func text(_ need: JoinNeed) -> String {
        let words = house.pages.words(context)
        func said(_ key: String, _ time: Instant) -> String { words[key, ["time": house.time(time, context)]] }
        return switch need.standing {
        case .notAsked: words[need.demand.isRequired ? "join_not_asked" : "join_may_ask"]
        case .numberMissing: words[need.demand.isRequired ? "join_number_missing" : "join_number_optional"]
        case .lapsed: words["join_lapsed"]
        case .waits(_, let until): said("join_waits", until)
        case .confirmed(let time): said("join_confirmed", time)
        case .outdated: words["join_outdated"]
        case .refused(let time, _): said("join_refused", time)
        }
    }

    /// The link with its ways to the person; nothing while nobody is waited for.
    func link(_ need: JoinNeed, _ draft: DraftCase) -> Model {
        guard case .waits(let link, _) = need.standing else { return [:] }
        let words = house.pages.words(context)
        let path = prefixed("/cung-khai/\(link)", context)
        let address = (house.pages.settings.publicOrigin ?? "") + path
        let message = words[
            "join_message",
            ["name": context.actor.name, "service": draft.procedure.name[context.language], "link": address]]
        var model: Model = [
            "join_link": address,
            "join_mail": "mailto:?subject=\(Self.encoded(words["join_mail_subject"]))&body=\(Self.encoded(message))",
            "join_text": "sms:?body=\(Self.encoded(message))",
        ]
        if house.pages.settings.publicOrigin != nil, let code = try? QRSymbol(address) {
            model["join_qr"] =
                [
                    "qr_path": code.path, "qr_box": "0 0 \(code.box) \(code.box)",
                    "qr_alt": words["join_qr_alt", ["name": need.name]],
                ] as Model
        }
        return ["join_waits": model]
    }

    /// For an address of another kind than ours: a plus would be read as a plus.
    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
