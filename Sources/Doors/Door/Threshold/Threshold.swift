package import Civic
import Directory
import HTTPTypes
package import Hummingbird
package import Logging

/// Every request steps over it: it gets an id, a language and an actor, leaves with the security headers, and whatever
/// goes wrong inside becomes a page or a problem document. No input makes an unexplained 500.
package struct Threshold: RouterMiddleware {
    package typealias Context = HouseContext

    package let settings: DoorSettings
    package let seal: FormSeal
    private let sessions: any SessionSource
    private let pages: any DoorFace
    private let documents: any DoorFace
    private let clock: any CityClock
    private let gate: RequestGate
    private let measures: MeasureBook
    private let logger: Logger

    /// - Parameters:
    ///   - pages: how people are answered.
    ///   - documents: how programs are answered, everything under `/api/`.
    ///   - measures: where requests are counted.
    package init(
        settings: DoorSettings, sessions: any SessionSource, pages: any DoorFace, documents: any DoorFace,
        clock: any CityClock, measures: MeasureBook = MeasureBook(), logger: Logger
    ) {
        self.settings = settings
        seal = FormSeal(key: settings.formKey)
        self.sessions = sessions
        self.pages = pages
        self.documents = documents
        self.clock = clock
        self.measures = measures
        gate = RequestGate(perMinute: settings.requestsPerMinute)
        self.logger = logger
    }

    @concurrent package func handle(
        _ request: Request, context: HouseContext, next: @concurrent (Request, HouseContext) async throws -> Response
    ) async throws -> Response {
        let began = ContinuousClock.now
        measures.count(RequestMeasures.underWay)
        var context = context
        let path = request.uri.path
        context.language = path == "/en" || path.hasPrefix("/en/") ? .en : .vi
        context.requestID = Caller.requestID(of: request, settings: settings) ?? FormSeal.nonce()
        context.isWatch = Caller.isWatch(request, seenAs: context.address, settings: settings)
        context.address = Caller.address(of: request, seenAs: context.address, settings: settings)
        let isStatic = path.hasPrefix("/static/")
        let isPlain = isStatic || DoorPath.needsNoBrowser(path)
        var newNonce: String?
        var response: Response
        do {
            if !isPlain {
                try gate.admit(context.address, at: clock.now())
                try Caller.checkCoding(of: request)
                try Caller.checkOrigin(of: request, settings: settings)
                newNonce = try await identify(request, &context)
                try Self.keepToView(request, context)
                context.admitGuest(of: request, settings: settings, at: clock.now())
            }
            response = try await next(request, context)
        } catch {
            response = await answer(error, request: request, context: context, path: path)
        }
        if let newNonce, request.method == .get || request.method == .post {
            response.headers[values: .setCookie].append(DoorCookie.form(newNonce, settings).text)
        }
        SecurityHeaders.add(to: &response.headers, settings: settings, isStatic: isStatic)
        if let name = DoorHeader.requestID { response.headers[name] = context.requestID }
        await AnswerCompression.apply(to: &response, of: request, context: context)
        // Only here, so that HEAD tells of every answer, errors too, just what GET would.
        if request.method == .head { response = response.createHeadResponse() }
        let took = began.duration(to: .now)
        let route = context.endpointPath
        RequestMeasures.note(
            request.method, route: route, status: Int(response.status.code), took: took, in: measures)
        if !DoorPath.needsNoBrowser(path) {
            log(request, response, context, milliseconds: Int64(took / .milliseconds(1)))
        }
        return response
    }

    /// Finds the session, or gives an anonymous browser the nonce its forms are sealed with.
    private func identify(_ request: Request, _ context: inout HouseContext) async throws -> String? {
        if let bearer = Caller.bearer(of: request) {
            if var session = try await sessions.session(token: bearer) {
                session.carrier = .bearer
                context.session = session
                context.actor = session.actor
            }
            return nil
        }
        if let token = request.cookies[settings.sessionCookie]?.value, DoorCookie.isToken(token) {
            context.formBinding = token
            if let session = try await sessions.session(token: token) {
                context.session = session
                context.actor = session.actor
            }
            return nil
        }
        if let nonce = request.cookies[settings.formCookie]?.value, DoorCookie.isToken(nonce) {
            context.formBinding = nonce
            return nil
        }
        let nonce = FormSeal.nonce()
        context.formBinding = nonce
        return nonce
    }

    /// Whoever looks as another role does nothing: refused here, whatever a page offers.
    private static func keepToView(_ request: Request, _ context: HouseContext) throws(DoorProblem) {
        guard context.actor.officer?.isViewing == true else { return }
        let changes = ![.get, .head, .options].contains(request.method)
        guard DoorPath.isInView(request.uri.path, query: request.uri.query, changes: changes) else {
            throw .onlyViewing
        }
    }

    private func answer(_ error: any Error, request: Request, context: HouseContext, path: String) async -> Response {
        let refused = error as? RefusedForm
        let cause = refused?.problem ?? error
        let (problem, status) = Self.problem(for: cause)
        if problem.severity == .fault {
            var metadata: Logger.Metadata = ["request": "\(context.requestID)", "cause": "\(Self.name(cause))"]
            // Which file or upload; what has only a public message says no more than its code.
            if problem.operatorMessage != problem.publicMessage { metadata["detail"] = "\(problem.operatorMessage.en)" }
            logger.error("\(problem.code)", metadata: metadata)
        }
        let face = path.hasPrefix("/api/") || path == "/api" ? documents : pages
        var response = await face.show(problem, status: status, form: refused?.form, request: request, context: context)
        // The rest of the body is not waited for.
        if status == 408 { response.headers[.connection] = "close" }
        if status == 503 || status == 429 {
            response.headers[.retryAfter] = response.headers[.retryAfter] ?? "30"
        }
        return response
    }

    private static func problem(for error: any Error) -> (any Problem, Int) {
        switch error {
        case let problem as DoorProblem:
            return (problem, problem == .fault ? 500 : problem.status.rawValue)
        case let problem as any Problem:
            return (problem, problem.status.rawValue)
        case let error as HTTPError:
            switch error.status.code {
            case 404, 405: return (DoorProblem.notFound, 404)
            case 413: return (DoorProblem.tooLarge(megabytes: 20), 413)
            case 415: return (DoorProblem.wrongMediaType, 415)
            case 400..<500: return (DoorProblem.badForm(.encoding), 400)
            default: return (DoorProblem.fault, 500)
            }
        default:
            return (DoorProblem.fault, 500)
        }
    }

    /// The kind of an error without what it carries: that may be personal.
    private static func name(_ error: any Error) -> String {
        (error as? any Problem)?.code ?? String(describing: type(of: error))
    }

    private func log(_ request: Request, _ response: Response, _ context: HouseContext, milliseconds: Int64) {
        // The route, never the address with its values; the kind of actor, never who.
        logger.info(
            "request",
            metadata: [
                "id": "\(context.requestID)", "method": "\(request.method)", "route": "\(context.endpointPath ?? "-")",
                "status": "\(response.status.code)", "ms": "\(milliseconds)", "actor": "\(Caller.kind(context.actor))",
            ])
    }
}
