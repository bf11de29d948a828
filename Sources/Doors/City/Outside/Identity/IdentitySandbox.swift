import Civic
import Foundation
import HTTPTypes
import Hummingbird
package import Logging
import NIOCore
package import Rules

/// Stands for the national provider of electronic identities (OpenID Connect): whoever opens it chooses which of the
/// demo's residents to be, at which level, or to stop. `POST /behaviour` changes its key, its clock, or makes it silent.
package struct IdentitySandbox: Sendable {
    package struct Person: Sendable {
        package let name: String
        package let number: String
        package let bornOn: String

        package init(name: String, number: String, bornOn: String) {
            self.name = name
            self.number = number
            self.bornOn = bornOn
        }
    }

    private let port: Int
    private let people: [Person]
    private let logger: Logger
    private let book = IdentitySandboxBook()

    /// - Parameter port: 0: the system chooses.
    package init(port: Int, people: [Person], logger: Logger) {
        self.port = port
        self.people = people
        self.logger = logger
    }

    /// The residents of a city's demonstration who have a number.
    package static func people(_ files: HouseFiles) throws -> [Person] {
        try DemoCast.people(files).compactMap { person in
            guard person.home == nil, let number = person.number else { return nil }
            return Person(name: person.name, number: number.text, bornOn: "\(number.birthYear)-05-19")
        }
    }

    /// As `POST /behaviour` takes it.
    package func behave(_ said: JSONValue) { book.behave(said) }

    /// What the browser would bring back, had somebody chosen to be this person.
    /// - Parameter address: where the city sent the browser.
    package func choose(_ person: Person, level: Int, at address: String) -> (state: String, code: String) {
        var asked: [String: String] = [:]
        for item in URLComponents(string: address)?.queryItems ?? [] { asked[item.name] = item.value }
        let chosen = [
            "name": person.name, "number": person.number, "birthdate": person.bornOn, "level": String(level),
        ]
        return (asked["state"] ?? "", Self.code(for: asked.merging(chosen) { $1 }, book))
    }

    /// Until told to stop. `onReady` hears the port.
    package func run(onReady: @escaping @Sendable (_ port: Int) -> Void = { _ in }) async throws {
        try await SandboxServer.run(router(), port: port, logger: logger, onReady: onReady)
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        let (book, people) = (book, people)
        router.get("/.well-known/openid-configuration") { request, _ -> Response in
            if book.isDown { return Response(status: .serviceUnavailable) }
            return SandboxServer.json(Self.description(Self.issuer(request)))
        }
        router.get("/jwks") { _, _ in SandboxServer.json(book.keys) }
        router.get("/authorize") { request, _ -> Response in
            let asked = request.uri.query ?? ""
            guard request.uri.queryParameters["code_challenge_method"] == "S256",
                request.uri.queryParameters["response_type"] == "code"
            else { return Response(status: .badRequest) }
            return SandboxServer.html(IdentitySandboxPage.html(people, asked: asked))
        }
        router.get("/choose") { request, _ in Self.choose(request, book) }
        router.post("/token") { request, _ -> Response in
            if book.isDown { return Response(status: .serviceUnavailable) }
            return try await Self.token(request, book)
        }
        router.post("/behaviour") { request, _ -> Response in
            let body = try await request.body.collect(upTo: 65_536)
            book.behave((try? JSONText.read(Array(body.readableBytesView))) ?? .null)
            return SandboxServer.json(.object(JSONObject()))
        }
        return router
    }

    private static func issuer(_ request: Request) -> String { "http://\(request.head.authority ?? "127.0.0.1")" }

    private static func description(_ issuer: String) -> JSONValue {
        func list(_ values: String...) -> JSONValue { .array(values.map { .string($0) }) }
        return .object(
            JSONObject([
                ("issuer", .string(issuer)), ("authorization_endpoint", .string(issuer + "/authorize")),
                ("token_endpoint", .string(issuer + "/token")), ("jwks_uri", .string(issuer + "/jwks")),
                ("response_types_supported", list("code")), ("subject_types_supported", list("public")),
                ("id_token_signing_alg_values_supported", list("ES256")),
                ("code_challenge_methods_supported", list("S256")), ("acr_values_supported", list("1", "2")),
            ]))
    }

    /// The person has chosen: back to who asked, with a code or with "no".
    private static func choose(_ request: Request, _ book: IdentitySandboxBook) -> Response {
        var asked: [String: String] = [:]
        for (name, value) in request.uri.queryParameters { asked[String(name)] = String(value) }
        guard let back = asked["redirect_uri"], back.hasPrefix("http") else { return Response(status: .badRequest) }
        let answer = asked["person"] == "no" ? "error=access_denied" : "code=\(code(for: asked, book))"
        return Response(status: .found, headers: [.location: "\(back)?\(answer)&state=\(asked["state"] ?? "")"])
    }

    private static func code(for asked: [String: String], _ book: IdentitySandboxBook) -> String {
        func value(_ name: String) -> JSONValue { .string(asked[name] ?? "") }
        return book.grant(
            IdentitySandboxBook.Grant(
                client: asked["client_id"] ?? "", redirect: asked["redirect_uri"] ?? "",
                challenge: asked["code_challenge"] ?? "",
                claims: JSONObject([
                    ("sub", .string("person-\(asked["number"] ?? "")")), ("nonce", value("nonce")),
                    ("acr", value("level")), ("name", value("name")), ("personal_number", value("number")),
                    ("birthdate", value("birthdate")),
                ]), until: .now.addingTimeInterval(60)))
    }

    private static func token(_ request: Request, _ book: IdentitySandboxBook) async throws -> Response {
        let body = try await request.body.collect(upTo: 65_536)
        var form: [String: String] = [:]
        for pair in String(buffer: body).split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { form[parts[0]] = parts[1].removingPercentEncoding }
        }
        let basic = request.headers[.authorization].flatMap { Data(base64Encoded: String($0.dropFirst(6))) }
        let client = String(decoding: basic ?? Data(), as: UTF8.self).split(separator: ":").map(String.init)
        guard client.count == 2, client[1] == IdentitySandboxBook.secret else {
            return SandboxServer.json(
                .object(JSONObject([("error", .string("invalid_client"))])), status: .unauthorized)
        }
        let token = book.token(
            for: form["code"] ?? "", client: client[0].removingPercentEncoding ?? "",
            redirect: form["redirect_uri"] ?? "", verifier: form["code_verifier"] ?? "", issuer: issuer(request))
        guard let token else {
            return SandboxServer.json(.object(JSONObject([("error", .string("invalid_grant"))])), status: .badRequest)
        }
        return SandboxServer.json(
            .object(
                JSONObject([
                    ("token_type", .string("Bearer")), ("access_token", .string("none")), ("id_token", .string(token)),
                ])))
    }
}
