package import Crypto
package import CryptoExtras
package import X509

/// Somebody's key, wherever it lies: in the city's keystore, in a device, or with a provider that signs from afar. What
/// is signed leaves as a digest, so that no paper goes to a provider.
package protocol Signer: Sendable {
    /// The signer's certificate first, then its issuers up to, and without, the root.
    var chain: [Certificate] { get }
    var algorithm: SigningAlgorithm { get }

    /// - Returns: the signature over what has this digest, in the form of its algorithm (ECDSA: DER).
    func sign(_ digest: SHA256Digest) async throws(SigningProblem) -> [UInt8]
}

/// What readers of PAdES take (ETSI TS 119 312), with SHA-256.
package enum SigningAlgorithm: String, Sendable, CaseIterable {
    case ecdsaP256 = "ecdsa-p256"
    case rsaPKCS1 = "rsa-pkcs1"
    case rsaPSS = "rsa-pss"
}

/// A private key in this process's memory.
package enum SigningKey: Sendable {
    case p256(P256.Signing.PrivateKey)
    case rsa(_RSA.Signing.PrivateKey, SigningAlgorithm)

    package static func new(_ algorithm: SigningAlgorithm) throws(SigningProblem) -> SigningKey {
        guard algorithm != .ecdsaP256 else { return .p256(P256.Signing.PrivateKey()) }
        do {
            return .rsa(try _RSA.Signing.PrivateKey(keySize: .bits2048), algorithm)
        } catch {
            throw .encoding(String(describing: error))
        }
    }

    /// - Parameter pkcs8: the key's DER form, as `stored` gives it.
    package init(pkcs8: [UInt8], algorithm: SigningAlgorithm) throws(SigningProblem) {
        do {
            switch algorithm {
            case .ecdsaP256: self = .p256(try P256.Signing.PrivateKey(derRepresentation: pkcs8))
            case .rsaPKCS1, .rsaPSS: self = .rsa(try _RSA.Signing.PrivateKey(derRepresentation: pkcs8), algorithm)
            }
        } catch {
            throw .wrongKey
        }
    }

    package var algorithm: SigningAlgorithm {
        switch self {
        case .p256: .ecdsaP256
        case .rsa(_, let algorithm): algorithm
        }
    }

    package var stored: [UInt8] {
        switch self {
        case .p256(let key): Array(key.derRepresentation)
        case .rsa(let key, _): Array(key.pkcs8DERRepresentation)
        }
    }

    var certificateKey: Certificate.PrivateKey {
        switch self {
        case .p256(let key): Certificate.PrivateKey(key)
        case .rsa(let key, _): Certificate.PrivateKey(key)
        }
    }

    func signature(over digest: SHA256Digest) throws(SigningProblem) -> [UInt8] {
        do {
            switch self {
            case .p256(let key): return Array(try key.signature(for: digest).derRepresentation)
            case .rsa(let key, .rsaPSS): return Array(try key.signature(for: digest, padding: .PSS).rawRepresentation)
            case .rsa(let key, _):
                return Array(try key.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation)
            }
        } catch {
            throw .encoding(String(describing: error))
        }
    }
}

/// A key with its certificates, ready to sign.
package struct LocalSigner: Signer {
    package let chain: [Certificate]
    private let key: SigningKey

    package var algorithm: SigningAlgorithm { key.algorithm }

    /// - Throws: `SigningProblem.wrongKey` when key and certificate do not belong together.
    package init(_ key: SigningKey, chain: [Certificate]) throws(SigningProblem) {
        guard let own = chain.first, own.publicKey == key.certificateKey.publicKey else { throw .wrongKey }
        self.key = key
        self.chain = chain
    }

    package func sign(_ digest: SHA256Digest) async throws(SigningProblem) -> [UInt8] {
        try key.signature(over: digest)
    }
}
