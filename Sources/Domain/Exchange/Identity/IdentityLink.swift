package import Civic
import Foundation
package import Papers
import Rules
import Synchronization

/// A provider of electronic identities, and who the city is to it.
package struct IdentityProvider: Sendable {
    package let issuer: String
    package let client: String
    package let secret: String
    /// The lowest level of assurance that is taken, 1 or 2.
    package let level: Int

    package init(issuer: String, client: String, secret: String, level: Int) {
        self.issuer = issuer
        self.client = client
        self.secret = secret
        self.level = level
    }
}

/// The way to the provider: its own description (OpenID Connect Discovery 1.0), its keys, and a token for a code.
package final class IdentityLink: Sendable {
    struct Description: Sendable {
        let authorization: String
        let token: String
        let keys: String
    }

    private struct Known: Sendable {
        var description: Description?
        var keys: [IdentityKey] = []
        var askedKeys: Instant?
    }

    /// An unknown key is looked up at once, but not for everybody who invents one.
    private static let pause: Int64 = 30
    private static let keysHold: Int64 = 3_600

    let provider: IdentityProvider
    private let web: any WebExchange
    private let clock: any CityClock
    private let known = Mutex(Known())

    package init(_ provider: IdentityProvider, _ web: any WebExchange, clock: any CityClock) {
        self.provider = provider
        self.web = web
        self.clock = clock
    }

    func description() async throws -> Description {
        if let description = known.withLock({ $0.description }) { return description }
        let said = try await get(provider.issuer + "/.well-known/openid-configuration")
        guard said["issuer"]?.stringValue == provider.issuer,
            let authorization = said["authorization_endpoint"]?.stringValue,
            let token = said["token_endpoint"]?.stringValue, let keys = said["jwks_uri"]?.stringValue,
            [authorization, token, keys].allSatisfy(OutsideAddress.isSafe)
        else { throw IdentityProblem.unreachable("description") }
        let description = Description(authorization: authorization, token: token, keys: keys)
        known.withLock { $0.description = description }
        return description
    }

    /// The claims of the token that the provider gives for a code.
    func claims(for code: String, verifier: String, nonce: String, redirect: String) async throws -> JSONValue {
        let description = try await description()
        let form = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
            ("code_verifier", verifier),
        ]
        let basic = "\(FormQuery.encoded(provider.client)):\(FormQuery.encoded(provider.secret))"
        let answer = try await send(
            WebRequest(
                method: "POST", url: description.token,
                headers: [
                    "content-type": "application/x-www-form-urlencoded", "accept": "application/json",
                    "authorization": "Basic \(Data(basic.utf8).base64EncodedString())",
                ],
                body: Array(FormQuery.query(form).utf8), timeout: .seconds(15)))
        let said = try? JSONText.read(answer.body)
        // Used before, too old, or another's: the person begins again.
        if said?["error"]?.stringValue == "invalid_grant" { throw IdentityProblem.over }
        guard answer.status == 200, let text = said?["id_token"]?.stringValue else {
            throw IdentityProblem.unreachable("token \(answer.status) \(said?["error"]?.stringValue ?? "")")
        }
        let token = try IDToken(text)
        let now = clock.now()
        return try token.verified(
            by: try await keys(for: token, description), issuer: provider.issuer, client: provider.client, nonce: nonce,
            at: now)
    }

    /// The provider's keys; read again where none of those known can have signed, because keys change.
    private func keys(for token: IDToken, _ description: Description) async throws -> [IdentityKey] {
        let now = clock.now()
        let (keys, asked) = known.withLock { ($0.keys, $0.askedKeys) }
        let age = asked.map { (now.milliseconds - $0.milliseconds) / 1_000 } ?? .max
        if !token.keys(among: keys).isEmpty, age < Self.keysHold { return keys }
        guard age >= Self.pause else { return keys }
        let said = try await get(description.keys)
        guard case .array(let all)? = said["keys"] else { throw IdentityProblem.unreachable("keys") }
        let fresh = all.compactMap(IdentityKey.init)
        known.withLock { ($0.keys, $0.askedKeys) = (fresh, now) }
        return fresh
    }

    private func get(_ address: String) async throws -> JSONValue {
        let answer = try await send(
            WebRequest(
                method: "GET", url: address, headers: ["accept": "application/json"], body: [], timeout: .seconds(15)))
        guard answer.status == 200, let said = try? JSONText.read(answer.body) else {
            throw IdentityProblem.unreachable("\(address) \(answer.status)")
        }
        return said
    }

    private func send(_ request: WebRequest) async throws -> WebAnswer {
        do { return try await web.send(request) } catch is CancellationError { throw CancellationError() } catch {
            throw IdentityProblem.unreachable("\(error)")
        }
    }
}

/// How values go into an address or a form (RFC 3986).
enum FormQuery {
    private static let plain = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    static func encoded(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: plain) ?? "" }

    static func query(_ pairs: [(String, String)]) -> String {
        pairs.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
    }
}
