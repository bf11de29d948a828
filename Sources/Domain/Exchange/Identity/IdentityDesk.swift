package import Civic
import Crypto
package import Directory
import Foundation
import Rules

/// Signing in with an electronic identity (OpenID Connect, authorization code with PKCE): there, and back again.
package struct IdentityDesk: Sendable {
    /// What the browser brings back from the provider.
    package struct Answer: Sendable {
        package let state: String
        package let code: String?
        package let error: String?

        package init(state: String, code: String?, error: String?) {
            self.state = state
            self.code = code
            self.error = error
        }
    }

    /// How a sign-in that has been begun goes on; sealed, in the browser that began it and nowhere else.
    package struct Journey: Sendable, Codable {
        let state: String
        let nonce: String
        let verifier: String
        /// The page that asked for the sign-in.
        package let target: String
        package let language: Language
        let until: Int64
    }

    private static let context = "exchange.identity_journey"
    private static let seconds: Int64 = 600

    private let link: IdentityLink
    private let directory: DirectoryBook
    private let keys: KeyRing
    private let clock: any CityClock

    package init(_ link: IdentityLink, directory: DirectoryBook, keys: KeyRing, clock: any CityClock) {
        self.link = link
        self.directory = directory
        self.keys = keys
        self.clock = clock
    }

    /// - Parameter redirect: the address of ours that the provider sends the browser back to.
    /// - Returns: where the browser goes, and the sealed journey for its cookie.
    package func begin(
        target: String, language: Language, redirect: String
    ) async throws -> (address: String, ticket: String) {
        let description = try await link.description()
        let journey = Journey(
            state: Base64URL.random(), nonce: Base64URL.random(), verifier: Base64URL.random(), target: target,
            language: language, until: clock.now().adding(seconds: Self.seconds).milliseconds)
        let challenge = Base64URL.text(SHA256.hash(data: Array(journey.verifier.utf8)))
        let query = FormQuery.query([
            ("response_type", "code"), ("client_id", link.provider.client), ("redirect_uri", redirect),
            ("scope", "openid profile"), ("state", journey.state), ("nonce", journey.nonce),
            ("code_challenge", challenge), ("code_challenge_method", "S256"),
            ("acr_values", String(link.provider.level)), ("ui_locales", language.rawValue),
        ])
        let plain = String(decoding: try JSONEncoder().encode(journey), as: UTF8.self)
        return (
            description.authorization + (description.authorization.contains("?") ? "&" : "?") + query,
            Base64URL.text(try keys.seal(plain, context: Self.context))
        )
    }

    /// What the browser carries; nil for none, for one that is over, and for what was never ours.
    package func journey(_ ticket: String) -> Journey? {
        guard ticket.utf8.count < 4_096, let sealed = Base64URL.bytes(ticket),
            let plain = try? keys.open(sealed, context: Self.context),
            let journey = try? JSONDecoder().decode(Journey.self, from: Data(plain.utf8)),
            clock.now().milliseconds < journey.until
        else { return nil }
        return journey
    }

    /// The session of whoever the provider vouches for.
    /// - Throws: `IdentityProblem`, and what `DirectoryBook.signIn(_:)` throws.
    package func finish(_ answer: Answer, _ journey: Journey, redirect: String) async throws -> SessionToken {
        guard answer.state == journey.state else { throw IdentityProblem.over }
        if let error = answer.error {
            throw error == "access_denied" ? IdentityProblem.cancelled : IdentityProblem.unreachable(error)
        }
        guard let code = answer.code, !code.isEmpty else { throw IdentityProblem.over }
        let claims = try await link.claims(
            for: code, verifier: journey.verifier, nonce: journey.nonce, redirect: redirect)
        return try await directory.signIn(try proven(claims))
    }

    private func proven(_ claims: JSONValue) throws(IdentityProblem) -> ProvenIdentity {
        let level = Self.level(claims["acr"]?.stringValue)
        guard let level, level >= link.provider.level else { throw .levelTooLow(link.provider.level) }
        guard let holder = claims["sub"]?.stringValue, (1...255).contains(holder.utf8.count) else {
            throw .incomplete("sub")
        }
        guard let number = claims["personal_number"]?.stringValue.flatMap({ try? PersonalNumber($0) }) else {
            throw .incomplete("personal_number")
        }
        guard let name = claims["name"]?.stringValue, !name.allSatisfy(\.isWhitespace) else {
            throw .incomplete("name")
        }
        return ProvenIdentity(
            issuer: link.provider.issuer, holder: holder, number: number, name: name,
            bornOn: claims["birthdate"]?.stringValue.flatMap { Day($0) },
            phone: claims["phone_number"]?.stringValue.flatMap { try? PhoneNumber($0) }, level: level)
    }

    /// `2`, or an address that ends in it (`urn:…:loa:2`).
    private static func level(_ acr: String?) -> Int? {
        guard let last = acr?.split(whereSeparator: { ":/".contains($0) }).last, let level = Int(last) else {
            return nil
        }
        return [1, 2].contains(level) ? level : nil
    }
}
