import Civic
package import Directory
package import Hummingbird
import NIOCore

/// The only way to a route: none can be registered without an access rule, and each is on record.
///
/// Not thread-safe and not meant to be: routes are registered once, before serving.
package final class GuardedRouter {
    package typealias PageHandler = @Sendable (Request, HouseContext) async throws -> Response
    package typealias FormHandler = @Sendable (FilledForm, Request, HouseContext) async throws -> Response

    package private(set) var routes: [RouteEntry] = []
    package let settings: DoorSettings
    /// How many notices wait for an officer; set before the officers' pages are registered, asked before each is drawn.
    package var unread: (@Sendable (Actor) async throws -> Int)?
    private let router: Router<HouseContext>
    private let seal: FormSeal
    let bodies: BodyBudget

    package init(threshold: Threshold) {
        settings = threshold.settings
        seal = threshold.seal
        bodies = BodyBudget(bytes: settings.bodyBytes)
        router = Router(context: HouseContext.self)
        router.add(middleware: threshold)
    }

    /// A page or another answer that changes nothing.
    package func get(
        _ path: String, for rule: AccessRule, door: DoorName, _ summary: String, use handler: @escaping PageHandler
    ) {
        on("GET", path, for: rule, door: door, summary, use: handler)
    }

    /// A form of ours: the caller admitted, then read within its limits, its seal checked, and handed on.
    ///
    /// A person who must sign in first, or whose seal is gone, loses nothing that was typed: the form travels with the
    /// problem to the door's face. Files are taken of those alone whom the rule admits.
    /// - Parameter mendsExcess: the handler takes forms beyond their limits, to show them again; others are refused.
    package func post(
        _ path: String, for rule: AccessRule, door: DoorName, _ summary: String, limits: FormLimits = .fields,
        mendsExcess: Bool = false, use handler: @escaping FormHandler
    ) {
        let seal = seal
        record("POST", path, rule, door, summary, mostBytes: limits.bodyBytes) { request, context in
            let isAdmitted = rule.admits(context.actor)
            if context.actor.standing != .anyone { try Self.admit(context, rule) }
            let form = try await FormReader.read(request, limits: isAdmitted ? limits : limits.withoutFiles)
            do {
                let isSealed = seal.accepts(form["_seal"], binding: context.formBinding)
                // Cookies that vanish take session and seal along: signing in comes first then.
                if isSealed || context.actor.standing == .anyone { try Self.admit(context, rule) }
                guard isSealed else { throw DoorProblem.unsealedForm }
                if let excess = form.excess, !mendsExcess { throw excess }
                return try await handler(form, request, context)
            } catch let problem as any Problem {
                throw RefusedForm(problem: problem, form: form)
            }
        }
    }

    /// Any method with the request as it came (the JSON API reads its own bodies).
    package func on(
        _ method: String, _ path: String, for rule: AccessRule, door: DoorName, _ summary: String,
        use handler: @escaping PageHandler
    ) {
        let unread = door == .officer ? unread : nil
        record(method, path, rule, door, summary, mostBytes: FormLimits.fields.bodyBytes) { request, context in
            try Self.admit(context, rule)
            var context = context
            if let unread { context.unread = try await unread(context.actor) }
            return try await handler(request, context)
        }
    }

    package func responder() -> RouterResponder<HouseContext> { router.buildResponder() }

    private func record(
        _ method: String, _ path: String, _ rule: AccessRule, _ door: DoorName, _ summary: String, mostBytes: Int,
        use handler: @escaping PageHandler
    ) {
        let bodies = bodies
        let handler: PageHandler = { request, context in
            let most = rule.admits(context.actor) ? mostBytes : FormLimits.fields.bodyBytes
            let loan = bodies.loan(to: context.actor, most: most)
            defer { loan.giveBack() }
            return try await handler(request.borrowing(loan), context)
        }
        guard let verb = HTTPRequest.Method(method) else { return }
        routes.append(RouteEntry(method: method, path: path, rule: rule, door: door, summary: summary))
        let english = path == "/" ? "/en" : "/en" + path
        // The threshold takes the body off what HEAD asked for.
        for verb in verb == .get ? [.get, .head] : [verb] {
            router.on(RouterPath(path), method: verb, use: handler)
            if door.hasEnglishAddress { router.on(RouterPath(english), method: verb, use: handler) }
        }
    }

    private static func admit(_ context: HouseContext, _ rule: AccessRule) throws {
        if rule == .watch {
            // Who may not know the figures need not know that there are any.
            guard context.isWatch else { throw DoorProblem.notFound }
            return
        }
        guard !rule.admits(context.actor) else { return }
        throw context.actor.standing == .anyone ? DoorProblem.signInNeeded : DoorProblem.forbidden
    }
}

extension Request {
    /// The same request, its body counted as it is read.
    fileprivate func borrowing(_ loan: BodyLoan) -> Request {
        var request = self
        request.body = RequestBody(
            asyncSequence: body.map { bytes in
                try loan.take(bytes.readableBytes)
                return bytes
            })
        return request
    }
}
