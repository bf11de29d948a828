import Civic
import Crypto
import CryptoExtras
import Exchange
import Foundation
import Rules
import Testing

/// Which tokens of a provider are believed.
@Suite struct IDTokenTests {
    private static let now = Instant(milliseconds: 1_800_000_000_000)
    private static let issuer = "https://eid.example.vn"
    private static let p256 = P256.Signing.PrivateKey()

    private static func base(_ changes: [(String, JSONValue?)]) -> JSONObject {
        var claims = JSONObject([
            ("iss", .string(issuer)), ("aud", .string("hanoi")), ("sub", .string("7")), ("nonce", .string("n")),
            ("iat", .int(1_800_000_000)), ("exp", .int(1_800_000_300)),
        ])
        for (name, value) in changes { claims[name] = value }
        return claims
    }

    private static func key(_ id: String, of key: P256.Signing.PrivateKey = p256) throws -> IdentityKey {
        let point = Array(key.publicKey.x963Representation)
        return try #require(
            IdentityKey(
                .object(
                    JSONObject([
                        ("kty", .string("EC")), ("crv", .string("P-256")), ("kid", .string(id)),
                        ("x", .string(Base64URL.text(point[1..<33]))), ("y", .string(Base64URL.text(point[33...]))),
                    ]))))
    }

    private static func token(
        _ claims: JSONObject, head: [(String, JSONValue)] = [("alg", .string("ES256")), ("kid", .string("a"))],
        by key: P256.Signing.PrivateKey = p256
    ) throws -> String {
        let text = [JSONObject(head), claims].map { Base64URL.text(Array(JSONText.write(.object($0)).utf8)) }
            .joined(separator: ".")
        let signature = try key.signature(for: SHA256.hash(data: Array(text.utf8)))
        return "\(text).\(Base64URL.text(signature.rawRepresentation))"
    }

    private static func verify(_ token: String, _ keys: [IdentityKey]) throws -> JSONValue {
        try IDToken(token).verified(by: keys, issuer: issuer, client: "hanoi", nonce: "n", at: now)
    }

    struct Claim: Sendable, CustomTestStringConvertible {
        let name: String
        let value: JSONValue?
        var testDescription: String { "\(name): \(value.map(JSONText.write) ?? "–")" }
    }

    @Test(arguments: [
        Claim(name: "iss", value: .string("https://eid.example.vn/")), Claim(name: "iss", value: nil),
        Claim(name: "aud", value: .string("hue")),
        Claim(name: "aud", value: .array([.string("hanoi"), .string("hue")])),
        Claim(name: "azp", value: .string("hue")), Claim(name: "exp", value: .int(1_799_999_880)),
        Claim(name: "exp", value: nil), Claim(name: "exp", value: .string("1800000300")),
        Claim(name: "iat", value: .int(1_800_000_121)), Claim(name: "iat", value: nil),
        Claim(name: "nbf", value: .int(1_800_000_121)), Claim(name: "nonce", value: .string("m")),
        Claim(name: "nonce", value: nil),
    ])
    func `a token for somebody else, of another time or for another sign-in is not believed`(_ claim: Claim) throws {
        let token = try Self.token(Self.base([(claim.name, claim.value)]))

        #expect(throws: IdentityProblem.self) { try Self.verify(token, [try Self.key("a")]) }
    }

    @Test(arguments: [
        Claim(name: "nonce", value: .string("n")), Claim(name: "aud", value: .array([.string("hanoi")])),
        Claim(name: "azp", value: .string("hanoi")), Claim(name: "exp", value: .int(1_799_999_881)),
        Claim(name: "iat", value: .int(1_800_000_120)), Claim(name: "exp", value: .double(1_800_000_300.5)),
    ])
    func `clocks may differ by two minutes, and an audience of one may be a list`(_ claim: Claim) throws {
        let token = try Self.token(Self.base([(claim.name, claim.value)]))

        #expect(try Self.verify(token, [try Self.key("a")])["sub"] == .string("7"))
    }

    @Test func `a changed word, another's key, and a key of another name are noticed`() throws {
        let token = try Self.token(Self.base([]))
        let parts = token.split(separator: ".").map(String.init)
        let forged = Base64URL.text(Array(JSONText.write(.object(Self.base([("sub", .string("8"))]))).utf8))

        #expect(throws: IdentityProblem.untrusted("signature")) {
            try Self.verify("\(parts[0]).\(forged).\(parts[2])", [try Self.key("a")])
        }
        #expect(throws: IdentityProblem.untrusted("signature")) {
            try Self.verify(token, [try Self.key("a", of: P256.Signing.PrivateKey())])
        }
        #expect(throws: IdentityProblem.untrusted("signature")) { try Self.verify(token, [try Self.key("b")]) }
    }

    @Test(arguments: ["none", "HS256", "PS256", "RS512", ""])
    func `no signature, a shared secret and other ways of signing are not taken`(algorithm: String) throws {
        let token = try Self.token(Self.base([]), head: [("alg", .string(algorithm)), ("kid", .string("a"))])

        #expect(throws: IdentityProblem.untrusted("alg \(algorithm)")) { try Self.verify(token, [try Self.key("a")]) }
    }

    @Test func `a header that must be understood is refused, and a token without a key's name needs one key alone`()
        throws
    {
        let critical = try Self.token(
            Self.base([]), head: [("alg", .string("ES256")), ("crit", .array([.string("b64")]))])
        let nameless = try Self.token(Self.base([]), head: [("alg", .string("ES256"))])

        #expect(throws: IdentityProblem.untrusted("crit")) { try Self.verify(critical, [try Self.key("a")]) }
        #expect(try Self.verify(nameless, [try Self.key("a")])["sub"] == .string("7"))
        #expect(throws: IdentityProblem.untrusted("signature")) {
            try Self.verify(nameless, [try Self.key("a"), try Self.key("b", of: P256.Signing.PrivateKey())])
        }
    }

    @Test func `RSA of 2048 bits signs too, and a key for encryption signs nothing`() throws {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let primitives = try key.publicKey.getKeyPrimitives()
        var said = JSONObject([
            ("kty", .string("RSA")), ("kid", .string("r")), ("use", .string("sig")),
            ("n", .string(Base64URL.text(primitives.modulus))),
            ("e", .string(Base64URL.text(primitives.publicExponent))),
        ])
        let text = [JSONObject([("alg", .string("RS256")), ("kid", .string("r"))]), Self.base([])]
            .map { Base64URL.text(Array(JSONText.write(.object($0)).utf8)) }.joined(separator: ".")
        let signature = try key.signature(
            for: SHA256.hash(data: Array(text.utf8)), padding: .insecurePKCS1v1_5)
        let token = "\(text).\(Base64URL.text(signature.rawRepresentation))"

        let good = try #require(IdentityKey(.object(said)))
        #expect(try Self.verify(token, [good])["sub"] == .string("7"))
        // An elliptic curve's word is not looked at with an RSA key of the same name.
        #expect(throws: IdentityProblem.untrusted("signature")) {
            try Self.verify(
                try Self.token(Self.base([]), head: [("alg", .string("ES256")), ("kid", .string("r"))]), [good])
        }
        said["use"] = .string("enc")
        #expect(IdentityKey(.object(said)) == nil)
    }

    @Test(arguments: ["", "a.b", "a.b.c", "....", "e30.e30.", "=.=.="])
    func `what is no token is none`(text: String) {
        #expect(throws: IdentityProblem.self) { try Self.verify(text, [try Self.key("a")]) }
    }
}
