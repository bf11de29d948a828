import Crypto
import CryptoExtras
import Directory
import Foundation
package import Rules

/// A public key of a provider (RFC 7517), for RS256 or ES256 (RFC 7518).
package struct IdentityKey: Sendable {
    package let id: String?
    package let algorithm: Algorithm
    private let key: Key

    package enum Algorithm: String, Sendable {
        case rs256 = "RS256"
        case es256 = "ES256"
    }

    private enum Key: Sendable {
        case rsa(_RSA.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)
    }

    /// Nil for a key that signs nothing we take: another kind, for encryption, or too short.
    package init?(_ said: JSONValue) {
        if let use = said["use"]?.stringValue, use != "sig" { return nil }
        func bytes(_ name: String) -> [UInt8]? { said[name]?.stringValue.flatMap(Base64URL.bytes) }
        switch said["kty"]?.stringValue {
        case "RSA":
            guard let n = bytes("n"), let e = bytes("e"), let rsa = try? _RSA.Signing.PublicKey(n: n, e: e),
                rsa.keySizeInBits >= 2_048
            else { return nil }
            key = .rsa(rsa)
            algorithm = .rs256
        case "EC":
            guard said["crv"]?.stringValue == "P-256", let x = bytes("x"), let y = bytes("y"), x.count == 32,
                y.count == 32, let p256 = try? P256.Signing.PublicKey(x963Representation: [4] + x + y)
            else { return nil }
            key = .p256(p256)
            algorithm = .es256
        default: return nil
        }
        // A key that says what it is for is used for nothing else.
        if let named = said["alg"]?.stringValue, named != algorithm.rawValue { return nil }
        id = said["kid"]?.stringValue
    }

    func signed(_ text: [UInt8], _ signature: [UInt8]) -> Bool {
        let digest = SHA256.hash(data: text)
        switch key {
        case .rsa(let key):
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: digest, padding: .insecurePKCS1v1_5)
        case .p256(let key):
            guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
            return key.isValidSignature(signature, for: digest)
        }
    }
}

/// Base 64 for addresses, without padding (RFC 4648, 5).
package enum Base64URL {
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Nil for anything else, padding too.
    package static func bytes(_ text: String) -> [UInt8]? {
        guard !text.contains(where: { "+/= \n".contains($0) }) else { return nil }
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)).map(
            Array.init)
    }

    /// So many bytes that nobody can foretell.
    package static func random(_ count: Int = 32) -> String {
        text(SecureBytes.random(count))
    }
}
