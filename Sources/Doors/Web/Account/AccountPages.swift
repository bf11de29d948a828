import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// The person's own corner: notices, who looked at their data, and the account.
struct AccountPages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        let settings = router.settings
        router.get("/thong-bao", for: .resident, door: .web, "notices") { request, context in
            try await inbox(request, context)
        }
        router.post("/thong-bao/:notice/da-doc", for: .resident, door: .web, "mark a notice as read") { _, _, context in
            guard let id = context.parameters.get("notice").flatMap({ Int64($0) }) else { throw DoorProblem.notFound }
            try await house.desk.markRead(id, by: context.actor)
            return house.pages.redirect(to: "/thong-bao", context: context)
        }
        router.get("/ai-da-xem", for: .resident, door: .web, "who looked at my data") { request, context in
            try await looks(request, context)
        }
        router.get("/tai-khoan", for: .signedIn, door: .web, "account") { request, context in
            try await account(nil, request, context, settings)
        }
        router.post("/tai-khoan/ngon-ngu", for: .signedIn, door: .web, "choose the language") {
            form, request, context in
            guard let language = Language(rawValue: form.text("language")), let account = account(of: context) else {
                throw DoorProblem.notFound
            }
            try await house.directory.setLanguage(language, of: account)
            var context = context
            context.language = language
            return house.pages.redirect(to: "/tai-khoan?da-luu=1", context: context)
        }
        router.post("/tai-khoan/mat-khau", for: .signedIn, door: .web, "change the password") {
            form, request, context in
            try await changePassword(form, request, context, settings)
        }
        router.post("/tai-khoan/phien/:mark", for: .signedIn, door: .web, "end another session of one's own") {
            _, request, context in
            guard let mark = context.parameters.get("mark"), let token = request.session(settings) else {
                throw DoorProblem.notFound
            }
            try await house.directory.endSession(mark, beside: token)
            return house.pages.redirect(to: "/tai-khoan?da-luu=1", context: context)
        }
        router.post("/tai-khoan/thay-mat", for: .resident, door: .web, "act for somebody") { form, request, context in
            if let token = request.session(settings) {
                try await house.directory.act(for: ID<Subject>(form.text("principal")), in: token)
            }
            return house.pages.redirect(to: "/tai-khoan", context: context)
        }
    }

    private func inbox(_ request: Request, _ context: HouseContext) async throws -> Response {
        let words = house.pages.words(context)
        let notices = try await house.desk.notices(by: context.actor)
        return house.pages.page(
            "account/inbox", title: words["inbox_title"],
            [
                "none": notices.isEmpty,
                "notices": notices.map { notice -> Model in
                    [
                        "notice": String(notice.id), "dossier": String(notice.dossier.rawValue), "label": notice.label,
                        "event": words["event_\(notice.event.rawValue)"], "at": house.time(notice.at, context),
                        "unread": !notice.isRead,
                    ]
                },
            ], request: request, context: context)
    }

    private func looks(_ request: Request, _ context: HouseContext) async throws -> Response {
        let words = house.pages.words(context)
        let form = FormReader.query(request)
        let before = Int64(form.text("truoc")).map { Instant(milliseconds: $0) }
        let unit = try? UnitCode(form.text("dv"))
        let looks = try await house.directory.looks(at: context.actor.speaksFor, from: unit, before: before, limit: 50)
        let units = try await house.directory.units(lookingAt: context.actor.speaksFor)
        // A look at a firm's dossier concerns the director in person, who opens it only while acting for the firm.
        let open = try await house.desk.opened(
            among: Set(looks.compactMap(\.dossier).map { ID($0) }), by: context.actor)
        var model: Model = [
            "none": looks.isEmpty, "can_narrow": units.count > 1,
            "units": units.map { Choice.option($0.text, house.unitName($0, context.language), selected: $0 == unit) },
            "looks": looks.map { look -> Model in
                var row: Model = [
                    "at": house.time(look.at, context), "unit": house.unitName(look.unit, context.language),
                    "purpose": look.purpose?.label[context.language] ?? words["look_unknown"],
                    "fields": look.fields.map { words["look_" + $0.replacing(".", with: "_")] }.joined(separator: ", "),
                ]
                if let role = look.role { row["role"] = words["role_\(role.rawValue)"] }
                if let dossier = look.dossier, open.contains(ID(dossier)) { row["dossier"] = String(dossier) }
                return row
            },
        ]
        if looks.count == 50, let last = looks.last {
            model["next"] = "?truoc=\(last.at.milliseconds)" + (unit.map { "&dv=\($0.text)" } ?? "")
        }
        return house.pages.page("account/looks", title: words["looks_title"], model, request: request, context: context)
    }

    func account(
        _ error: (field: String, text: String)?, _ request: Request, _ context: HouseContext, _ settings: DoorSettings,
        email: String? = nil
    ) async throws -> Response {
        let words = house.pages.words(context)
        var model: Model = ["name": context.actor.name, "is_vi": context.language == .vi, "has_password": true]
        if let account = account(of: context), let identity = try await house.directory.identity(of: account) {
            model["identity_text"] = words["account_identity", ["level": String(identity.level)]]
            model["has_password"] = identity.hasPassword
        }
        if case .resident(_, let acting) = context.actor.standing {
            let principals = try await house.directory.principals(of: context.actor.subject)
            model["is_resident"] = true
            model.merge(try await ContactPages(house: house).model(email, context)) { $1 }
            model["has_principals"] = !principals.isEmpty
            model["principals"] = principals.map { principal -> Model in
                [
                    "principal": String(principal.subject.rawValue), "principal_name": principal.name,
                    "chosen": principal.subject == acting,
                ]
            }
            if let acting, let principal = principals.first(where: { $0.subject == acting }) {
                model["acting_for"] = words["acting_for", ["name": principal.name]]
            }
        }
        if let token = request.session(settings) {
            model["sessions"] = try await house.directory.openSessions(beside: token).map { session in
                var row: Model = [
                    "session_kind": words["session_\(session.purpose.rawValue)"],
                    "session_times": words[
                        "account_session_times",
                        [
                            "created": house.time(session.created, context),
                            "seen": house.time(session.lastSeen, context),
                        ]],
                ]
                if session.isThis { row["session_this"] = true } else { row["session_other"] = session.mark }
                return row
            }
        }
        let query = FormReader.query(request)
        if query.has("da-luu") { model["saved"] = words["account_saved"] }
        if query.has("da-xac-nhan") { model["saved"] = words["contact_confirmed_now"] }
        if query.has("da-doi") { model["saved"] = words["password_changed"] }
        if let error {
            model["error_\(error.field)"] = error.text
            model["has_errors"] = true
            model["errors"] = [["error_href": "#f-\(error.field)", "error_text": error.text] as Model]
        }
        return house.pages.page(
            "account/account", title: words["account_title"], isError: error != nil, status: error == nil ? 200 : 422,
            model, request: request, context: context)
    }

    private func changePassword(
        _ form: FilledForm, _ request: Request, _ context: HouseContext, _ settings: DoorSettings
    ) async throws -> Response {
        guard let token = request.session(settings) else { throw DoorProblem.signInNeeded }
        do {
            try await house.directory.changePassword(
                of: token, from: form["old"] ?? "", to: form["new"] ?? "")
            return house.pages.redirect(to: "/tai-khoan?da-doi=1", context: context)
        } catch DirectoryProblem.wrongCredentials {
            return try await account(
                ("old", house.pages.words(context)["password_old_wrong"]), request, context, settings)
        } catch DirectoryProblem.weakPassword {
            return try await account(
                ("new", DirectoryProblem.weakPassword.publicMessage[context.language]), request, context, settings)
        }
    }

    private func account(of context: HouseContext) -> ID<Account>? { context.actor.residentAccount }
}

extension Actor {
    var residentAccount: ID<Account>? {
        if case .resident(let account, _) = standing { account } else { nil }
    }
}
