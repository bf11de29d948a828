import Civic
import Directory
import Door
import HTTPTypes
import Hummingbird
import NIOCore
import Papers

/// Signing in and out, and keeping a session alive.
struct SignInPages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        let settings = router.settings
        router.get("/dang-nhap", for: .anyone, door: .web, "sign-in page") { request, context in
            SignInPage(pages: house.pages).show(
                SignInPage.State(target: Pages.own(FormReader.query(request).text("tiep"))), request: request,
                context: context)
        }
        router.post("/dang-nhap", for: .anyone, door: .web, "sign in") { form, request, context in
            try await signIn(form, request, context, settings)
        }
        router.post("/dang-nhap/ma", for: .anyone, door: .web, "sign in, second step") { form, request, context in
            try await prove(form, request, context, settings)
        }
        registerIdentity(on: router)
        router.post("/dang-xuat", for: .anyone, door: .web, "sign out") { _, request, context in
            if let token = request.session(settings) { try await house.directory.signOut(token) }
            if context.actor.officer != nil { try await house.keystore.lock(session: context.formBinding) }
            return house.pages.redirect(
                to: "/?da-dang-xuat=1", context: context, cookies: [DoorCookie.endSession(settings).text])
        }
        router.post("/dang-xuat-moi-noi", for: .signedIn, door: .web, "sign out everywhere") { _, request, context in
            if let token = request.session(settings), let (_, session) = try await house.directory.resolve(token) {
                try await house.directory.signOutEverywhere(session.account)
            }
            if context.actor.officer != nil { try await house.keystore.lock(context.actor.subject) }
            return house.pages.redirect(
                to: "/?da-dang-xuat=1", context: context, cookies: [DoorCookie.endSession(settings).text])
        }
        router.post("/phien/gia-han", for: .signedIn, door: .web, "keep the session alive") { _, _, context in
            // Reaching this line has already touched the session.
            let left = context.session.map { ($0.endsAt.milliseconds - house.clock.now().milliseconds) / 1_000 } ?? 0
            return Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: "{\"left\":\(max(0, left))}")))
        }
    }

    private func signIn(
        _ form: FilledForm, _ request: Request, _ context: HouseContext, _ settings: DoorSettings
    ) async throws -> Response {
        let login = form.text("login")
        let kept = KeptForm.unpacked(form)
        let target = Pages.own(form.text("target"))
        let device = DeviceMarks(text: request.cookies[settings.deviceCookie]?.value ?? "")
        do {
            let token = try await house.directory.signIn(
                login: login, password: form["password"] ?? "", address: context.address, device: device)
            return try await enter(token, login, form, request, context, settings)
        } catch DirectoryProblem.codeNeeded(let ticket) {
            return codePage(ticket, form, nil, request, context)
        } catch let problem as DirectoryProblem
            where [.wrongCredentials, .accountClosed, .identityNeeded].contains(problem)
        {
            return SignInPage(pages: house.pages).show(
                SignInPage.State(
                    target: target, kept: kept.fields.isEmpty ? nil : kept, login: login,
                    error: problem.publicMessage[context.language]),
                request: request, context: context)
        }
    }

    /// The second step, where the account asks for a code of the phone.
    private func prove(
        _ form: FilledForm, _ request: Request, _ context: HouseContext, _ settings: DoorSettings
    ) async throws -> Response {
        let ticket = SignInTicket(form.text("ticket"))
        do {
            let (token, login) = try await house.directory.completeSignIn(ticket, code: form.text("code"))
            return try await enter(token, login, form, request, context, settings)
        } catch DirectoryProblem.wrongCode {
            return codePage(
                ticket, form, DirectoryProblem.wrongCode.publicMessage[context.language], request, context)
        } catch DirectoryProblem.signInNeeded {
            let kept = KeptForm.unpacked(form)
            return SignInPage(pages: house.pages).show(
                SignInPage.State(
                    target: Pages.own(form.text("target")), kept: kept.fields.isEmpty ? nil : kept,
                    error: house.pages.words(context)["sign_in_ticket_over"]),
                request: request, context: context)
        }
    }

    func codePage(
        _ ticket: SignInTicket, _ form: FilledForm, _ error: String?, _ request: Request, _ context: HouseContext
    ) -> Response {
        var model: Model = ["ticket": ticket.text, "target": Pages.own(form.text("target"))]
        let kept = KeptForm.unpacked(form)
        if !kept.fields.isEmpty { model["kept"] = KeptForm(kept).rows }
        if let error {
            model["error"] = error
            model["has_errors"] = true
            model["errors"] = [["error_href": "#f-code", "error_text": error] as Model]
        }
        return house.pages.page(
            "citizen/sign_in_code", title: house.pages.words(context)["sign_in_code_title"], isError: error != nil,
            status: error == nil ? 200 : 401, model, request: request, context: context)
    }

    /// Goes on where the sign-in was asked for, with what it interrupted.
    private func enter(
        _ token: SessionToken, _ login: String, _ form: FilledForm, _ request: Request, _ context: HouseContext,
        _ settings: DoorSettings
    ) async throws -> Response {
        let kept = KeptForm.unpacked(form)
        let target = Pages.own(form.text("target"))
        let device = DeviceMarks(text: request.cookies[settings.deviceCookie]?.value ?? "")
        var context = context
        context.formBinding = token.text
        if let (actor, _) = try await house.directory.resolve(token) { context.actor = actor }
        let cookies = [
            DoorCookie.session(token.text, settings).text,
            DoorCookie.device(house.directory.acquaint(device, with: login).text, settings).text,
        ]
        guard !kept.fields.isEmpty else {
            return house.pages.redirect(to: landing(target, context.actor), context: context, cookies: cookies)
        }
        var response = house.pages.page(
            "citizen/resume", title: house.pages.words(context)["resume_title"],
            ["target": target, "kept": KeptForm(kept).rows, "bare": true], request: request, context: context)
        response.headers[values: .setCookie] += cookies
        return response
    }

    func landing(_ target: String, _ actor: Actor) -> String {
        guard target == "/" || target == "/en" || target == "/en/" else { return target }
        return actor.officer == nil ? "/ho-so" : "/can-bo"
    }
}

extension Request {
    /// What the browser carries; nil for none, or for what was never one of ours.
    func session(_ settings: DoorSettings) -> SessionToken? {
        cookies[settings.sessionCookie].flatMap { SessionToken($0.value) }
    }
}
