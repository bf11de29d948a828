import Civic
import Directory
import Door
import Rules

extension Operations {
    static let session: [Operation] = [
        Operation(
            name: "signIn", method: .post, path: "/sessions", tag: .session, access: .anyone,
            summary: LocalizedText(vi: "Đăng nhập, nhận mã phiên", en: "Sign in and get a session token"),
            body: .object([
                Shape.Member("login", .text(64)), Shape.Member("password", .text(128)),
                Shape.Member(
                    "code", .text(20), isRequired: false,
                    note: "Of the phone or a spare one; asked for by `directory.code_needed`."),
            ]), success: 201,
            answer: opened.shape
        ) { house, call in
            let token = try await house.directory.signIn(
                login: call.text("login"), password: call.text("password"), address: call.address,
                code: call.body["code"]?.stringValue, purpose: .api)
            guard let (actor, session) = try await house.directory.resolve(token) else {
                throw DirectoryProblem.signInNeeded
            }
            let answer = OpenedSession(token: token, actor: actor, endsAt: session.expires)
            return Answer(status: 201, body: opened.render(answer), location: "/api/v1/sessions/current")
        },
        .reading(
            "readSession", "/sessions/current", .session, .signedIn, vi: "Ai đang đăng nhập, với tư cách gì",
            en: "Who is signed in, and as what", answer: standing.shape
        ) { _, call in
            .render(standing, SignedIn(actor: call.actor, formToken: call.formToken))
        },
        Operation(
            name: "signOut", method: .delete, path: "/sessions/current", tag: .session, access: .signedIn,
            summary: LocalizedText(vi: "Đăng xuất", en: "Sign out"), success: 204
        ) { house, call in
            if let token = call.session.flatMap({ SessionToken($0) }) { try await house.directory.signOut(token) }
            return .done
        },
    ]

    private struct OpenedSession: Sendable {
        let token: SessionToken
        let actor: Actor
        let endsAt: Instant
    }

    private struct SignedIn: Sendable {
        let actor: Actor
        let formToken: String?
    }

    private static let opened = Face<OpenedSession>(
        "Session",
        [
            .text("token") { $0.token.text },
            .text("name") { $0.actor.name },
            .text("kind") { $0.actor.officer == nil ? "resident" : "officer" },
            .instant("endsAt") { $0.endsAt },
        ])

    private static let post = Face<Post>(
        "Post",
        [.oneOf("role") { $0.role }, .text("unit") { $0.unit.text }, .optionalID("standingInFor") { $0.standingInFor }])

    private static let standing = Face<SignedIn>(
        "SignedIn",
        [
            .text("name") { $0.actor.name },
            .text("kind") { $0.actor.officer == nil ? "resident" : "officer" },
            .optionalText("unit") { $0.actor.officer?.unit.text },
            .list("posts", post) { $0.actor.officer?.posts ?? [] },
            // Sent back as X-CSRF-Token where the session is a cookie.
            .optionalText("formToken") { $0.formToken },
        ])
}
