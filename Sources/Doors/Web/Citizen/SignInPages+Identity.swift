import Civic
import Directory
import Door
import Exchange
import HTTPTypes
import Hummingbird
import Papers

/// Signing in with an electronic identity: to the provider, and back to the page that asked for it.
extension SignInPages {
    static let identityPath = "/dang-nhap/dinh-danh"
    static let returnPath = "/dang-nhap/dinh-danh/ve"

    func registerIdentity(on router: GuardedRouter) {
        let settings = router.settings
        // A link and no form: the pages' policy lets forms be sent to this house alone.
        router.get(Self.identityPath, for: .anyone, door: .web, "sign in with an electronic identity") {
            request, context in
            try await leave(request, context, settings)
        }
        router.get(Self.returnPath, for: .anyone, door: .web, "back from the identity provider") {
            request, context in
            try await comeBack(request, context, settings)
        }
    }

    private func leave(_ request: Request, _ context: HouseContext, _ settings: DoorSettings) async throws -> Response {
        guard let identity = house.identity, let redirect else { throw DoorProblem.notFound }
        let target = Pages.own(FormReader.query(request).text("tiep"))
        do {
            let (address, ticket) = try await identity.begin(
                target: target, language: context.language, redirect: redirect)
            var headers: HTTPFields = [.location: address]
            headers[values: .setCookie].append(DoorCookie.journey(ticket, settings).text)
            return Response(status: .seeOther, headers: headers)
        } catch let problem as IdentityProblem {
            return show(problem, target, request, context, settings)
        }
    }

    private func comeBack(
        _ request: Request, _ context: HouseContext, _ settings: DoorSettings
    ) async throws -> Response {
        guard let identity = house.identity, let redirect else { throw DoorProblem.notFound }
        let ticket = request.cookies[settings.journeyCookie]?.value ?? ""
        guard let journey = identity.journey(ticket) else {
            return show(IdentityProblem.over, "/", request, context, settings)
        }
        var context = context
        context.language = journey.language
        let query = FormReader.query(request)
        let answer = IdentityDesk.Answer(state: query.text("state"), code: query["code"], error: query["error"])
        do {
            let token = try await identity.finish(answer, journey, redirect: redirect)
            return try await enter(token, journey.target, request, context, settings)
        } catch DirectoryProblem.codeNeeded(let ticket) {
            let form = FilledForm(fields: [FilledForm.Field(name: "target", value: journey.target)])
            return ending(codePage(ticket, form, nil, request, context), settings)
        } catch let problem as IdentityProblem {
            return show(problem, journey.target, request, context, settings)
        } catch let problem as DirectoryProblem where [.accountClosed, .identityConflict].contains(problem) {
            return show(problem, journey.target, request, context, settings)
        }
    }

    /// A session of its own: whoever used this browser before is signed out, and no token from before means anybody.
    private func enter(
        _ token: SessionToken, _ target: String, _ request: Request, _ context: HouseContext, _ settings: DoorSettings
    ) async throws -> Response {
        if let old = request.session(settings) {
            try await house.directory.signOut(old)
            if context.actor.officer != nil { try await house.keystore.lock(session: context.formBinding) }
        }
        let actor = try await house.directory.resolve(token)?.0 ?? .anyone
        return house.pages.redirect(
            to: landing(target, actor), context: context,
            cookies: [DoorCookie.session(token.text, settings).text, DoorCookie.endJourney(settings).text])
    }

    private func show(
        _ problem: any Problem, _ target: String, _ request: Request, _ context: HouseContext, _ settings: DoorSettings
    ) -> Response {
        let page = SignInPage(pages: house.pages).show(
            SignInPage.State(target: target, error: problem.publicMessage[context.language], isOfIdentity: true),
            request: request, context: context)
        return ending(page, settings)
    }

    /// What was begun is over, however it ended: it cannot come back a second time.
    private func ending(_ response: Response, _ settings: DoorSettings) -> Response {
        var response = response
        response.headers[values: .setCookie].append(DoorCookie.endJourney(settings).text)
        return response
    }

    /// The provider knows one address of the city, whatever the language.
    private var redirect: String? { house.pages.settings.publicOrigin.map { $0 + Self.returnPath } }
}
