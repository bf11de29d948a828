import Crypto
import Exchange
import Foundation
import Rules
import Synchronization

/// What the sandbox of the identity provider knows: its key, and the codes that nobody has used yet.
final class IdentitySandboxBook: Sendable {
    /// What a client asked for, and who answered.
    struct Grant: Sendable {
        let client: String
        let redirect: String
        let challenge: String
        let claims: JSONObject
        let until: Date
    }

    struct State: Sendable {
        var key = P256.Signing.PrivateKey()
        var keyID = UUID().uuidString
        var grants: [String: Grant] = [:]
        var isDown = false
        /// Its clock runs so many seconds ahead.
        var ahead = 0.0
    }

    static let secret = "sandbox"

    let kept = Mutex(State())

    var isDown: Bool { kept.withLock { $0.isDown } }

    var keys: JSONValue {
        kept.withLock { state in
            let point = Array(state.key.publicKey.x963Representation)
            let key = JSONObject([
                ("kty", .string("EC")), ("crv", .string("P-256")), ("use", .string("sig")), ("alg", .string("ES256")),
                ("kid", .string(state.keyID)), ("x", .string(Base64URL.text(point[1..<33]))),
                ("y", .string(Base64URL.text(point[33..<65]))),
            ])
            return .object(JSONObject([("keys", .array([.object(key)]))]))
        }
    }

    func behave(_ said: JSONValue) {
        kept.withLock { state in
            if said["rotate"]?.boolValue == true {
                state.key = P256.Signing.PrivateKey()
                state.keyID = UUID().uuidString
            }
            if let down = said["down"]?.boolValue { state.isDown = down }
            if let ahead = said["ahead"]?.intValue { state.ahead = Double(ahead) }
        }
    }

    /// A code for whoever answered.
    func grant(_ grant: Grant) -> String {
        let code = Base64URL.random()
        kept.withLock { $0.grants[code] = grant }
        return code
    }

    /// The token for a code, once. Nil: used, over, another client's, or without the verifier that was promised.
    func token(for code: String, client: String, redirect: String, verifier: String, issuer: String) -> String? {
        kept.withLock { state -> String? in
            guard let grant = state.grants.removeValue(forKey: code), grant.until > .now, grant.client == client,
                grant.redirect == redirect,
                Base64URL.text(SHA256.hash(data: Array(verifier.utf8))) == grant.challenge
            else { return nil }
            let now = Int64(Date.now.addingTimeInterval(state.ahead).timeIntervalSince1970)
            var claims = grant.claims
            claims["iss"] = .string(issuer)
            claims["aud"] = .string(client)
            claims["iat"] = .int(now)
            claims["exp"] = .int(now + 300)
            let head = JSONObject([("alg", .string("ES256")), ("kid", .string(state.keyID))])
            let text = [head, claims].map { Base64URL.text(JSONText.bytes(.object($0))) }
                .joined(separator: ".")
            guard let signature = try? state.key.signature(for: SHA256.hash(data: Array(text.utf8))) else {
                return nil
            }
            return "\(text).\(Base64URL.text(signature.rawRepresentation))"
        }
    }
}
