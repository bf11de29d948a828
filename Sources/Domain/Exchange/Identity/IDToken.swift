package import Civic
import Foundation
package import Rules

/// A provider's signed word on who signed in (OpenID Connect Core 1.0, 2 and 3.1.3.7).
package struct IDToken: Sendable {
    /// Clocks differ by so much.
    private static let skew: Int64 = 120

    let keyID: String?
    private let algorithm: IdentityKey.Algorithm
    private let claims: JSONValue
    private let signed: [UInt8]
    private let signature: [UInt8]

    /// - Throws: `IdentityProblem.untrusted` for what is no such token, or is signed in a way we do not take: `none` and
    ///   shared secrets among them.
    package init(_ text: String) throws(IdentityProblem) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard text.utf8.count < 65_536, parts.count == 3, let head = Base64URL.bytes(parts[0]),
            let body = Base64URL.bytes(parts[1]), let signature = Base64URL.bytes(parts[2]),
            let header = try? JSONText.read(head), let claims = try? JSONText.read(body)
        else { throw .untrusted("no token") }
        guard let algorithm = header["alg"]?.stringValue.flatMap(IdentityKey.Algorithm.init) else {
            throw .untrusted("alg \(header["alg"]?.stringValue ?? "")")
        }
        guard header["crit"] == nil else { throw .untrusted("crit") }
        self.algorithm = algorithm
        self.claims = claims
        self.signature = signature
        keyID = header["kid"]?.stringValue
        signed = Array("\(parts[0]).\(parts[1])".utf8)
    }

    /// The keys among these that may have signed it. Without a name for the key, there must be one alone.
    func keys(among all: [IdentityKey]) -> [IdentityKey] {
        let fitting = all.filter { $0.algorithm == algorithm && (keyID == nil || $0.id == keyID) }
        return keyID == nil && fitting.count > 1 ? [] : fitting
    }

    /// What it says, once signature, issuer, audience, times and nonce hold.
    package func verified(
        by keys: [IdentityKey], issuer: String, client: String, nonce: String, at now: Instant
    ) throws(IdentityProblem) -> JSONValue {
        guard self.keys(among: keys).contains(where: { $0.signed(signed, signature) }) else {
            throw .untrusted("signature")
        }
        guard claims["iss"]?.stringValue == issuer else { throw .untrusted("iss") }
        let audience: [String] =
            switch claims["aud"] {
            case .string(let one): [one]
            case .array(let all): all.compactMap(\.stringValue)
            default: []
            }
        let party = claims["azp"]?.stringValue
        guard audience.contains(client), party == nil || party == client, audience.count == 1 || party != nil else {
            throw .untrusted("aud")
        }
        let seconds = now.milliseconds / 1_000
        guard let end = moment("exp"), seconds < end + Self.skew else { throw .untrusted("exp") }
        guard let made = moment("iat"), made <= seconds + Self.skew else { throw .untrusted("iat") }
        if let start = moment("nbf"), seconds + Self.skew < start { throw .untrusted("nbf") }
        guard claims["nonce"]?.stringValue == nonce else { throw .untrusted("nonce") }
        return claims
    }

    /// In seconds since 1970.
    private func moment(_ name: String) -> Int64? {
        switch claims[name] {
        case .int(let seconds): seconds
        case .double(let seconds) where seconds.magnitude < 1e15: Int64(seconds)
        default: nil
        }
    }
}
