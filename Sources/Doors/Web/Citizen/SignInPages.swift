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
        router.post("/dang-xuat", for: .anyone, door: .web, "sign out") { _, request, context in
            if let token = token(request, settings) { try await house.directory.signOut(token) }
            house.keystore.lock(session: context.formBinding)
            return house.pages.redirect(
                to: "/?da-dang-xuat=1", context: context, cookies: [DoorCookie.endSession(settings).text])
        }
        router.post("/dang-xuat-moi-noi", for: .signedIn, door: .web, "sign out everywhere") { _, request, context in
            if let token = token(request, settings), let (_, session) = try await house.directory.resolve(token) {
                try await house.directory.signOutEverywhere(session.account)
            }
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
        } catch let problem as DirectoryProblem where [.wrongCredentials, .accountClosed].contains(problem) {
            return SignInPage(pages: house.pages).show(
                SignInPage.State(
                    target: target, kept: kept.fields.isEmpty ? nil : kept, login: login,
                    error: problem.publicMessage[context.language]),
                request: request, context: context)
        }
    }

    private func landing(_ target: String, _ actor: Actor) -> String {
        guard target == "/" || target == "/en" || target == "/en/" else { return target }
        return actor.officer == nil ? "/ho-so" : "/can-bo"
    }

    private func token(_ request: Request, _ settings: DoorSettings) -> SessionToken? {
        request.cookies[settings.sessionCookie].flatMap { SessionToken($0.value) }
    }
}
