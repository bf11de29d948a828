import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import X509

/// A hash that is still trusted. SHA-1 is not.
enum TrustedHash: Hashable {
    case sha256, sha384, sha512

    init?(_ identifier: ASN1ObjectIdentifier) {
        switch identifier {
        case .Hash.sha256: self = .sha256
        case .Hash.sha384: self = .sha384
        case .Hash.sha512: self = .sha512
        default: return nil
        }
    }

    func hash(_ parts: [ArraySlice<UInt8>]) -> [UInt8] {
        func run<Function: HashFunction>(_ type: Function.Type) -> [UInt8] {
            var function = Function()
            for part in parts {
                part.withUnsafeBytes { function.update(bufferPointer: $0) }
            }
            return Array(function.finalize())
        }
        return switch self {
        case .sha256: run(SHA256.self)
        case .sha384: run(SHA384.self)
        case .sha512: run(SHA512.self)
        }
    }
}

/// How a signature was made, and whether it is one.
struct SignatureScheme: Hashable {
    enum Kind: Hashable { case ecdsa, rsaPKCS1, rsaPSS }

    let kind: Kind
    let hash: TrustedHash

    /// - Parameters:
    ///   - node: an AlgorithmIdentifier.
    ///   - digest: of the signed attributes, where the algorithm does not say it itself.
    init?(_ node: ASN1Node, digest: TrustedHash? = nil) {
        guard var fields = DERFields(node, .sequence), let name = fields.identifier() else { return nil }
        switch name {
        case .Signing.ecdsaSHA256: self.init(kind: .ecdsa, hash: .sha256)
        case .Signing.ecdsaSHA384: self.init(kind: .ecdsa, hash: .sha384)
        case .Signing.ecdsaSHA512: self.init(kind: .ecdsa, hash: .sha512)
        case .AlgorithmIdentifier.sha256WithRSAEncryption: self.init(kind: .rsaPKCS1, hash: .sha256)
        case .AlgorithmIdentifier.sha384WithRSAEncryption: self.init(kind: .rsaPKCS1, hash: .sha384)
        case .AlgorithmIdentifier.sha512WithRSAEncryption: self.init(kind: .rsaPKCS1, hash: .sha512)
        case .AlgorithmIdentifier.rsaEncryption:
            guard let digest else { return nil }
            self.init(kind: .rsaPKCS1, hash: digest)
        case .AlgorithmIdentifier.rsaPSS:
            // [0] the hash, SHA-1 where it does not stand; the salt's length is checked by the check itself.
            guard let parameters = fields.next(), var inner = DERFields(parameters, .sequence),
                let tagged = inner.tagged(0), var explicit = DERFields(tagged, nil), let algorithm = explicit.next(),
                var named = DERFields(algorithm, .sequence), let hash = named.identifier().flatMap(TrustedHash.init)
            else { return nil }
            self.init(kind: .rsaPSS, hash: hash)
        default: return nil
        }
    }

    init(kind: Kind, hash: TrustedHash) {
        self.kind = kind
        self.hash = hash
    }

    func isValid(_ signature: [UInt8], over bytes: ArraySlice<UInt8>, by key: Certificate.PublicKey) -> Bool {
        switch hash {
        case .sha256: isValid(signature, SHA256.hash(data: bytes), key)
        case .sha384: isValid(signature, SHA384.hash(data: bytes), key)
        case .sha512: isValid(signature, SHA512.hash(data: bytes), key)
        }
    }

    private func isValid(_ signature: [UInt8], _ digest: some Digest, _ key: Certificate.PublicKey) -> Bool {
        switch kind {
        case .ecdsa:
            if let key = P256.Signing.PublicKey(key),
                let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature)
            {
                return key.isValidSignature(signature, for: digest)
            }
            if let key = P384.Signing.PublicKey(key),
                let signature = try? P384.Signing.ECDSASignature(derRepresentation: signature)
            {
                return key.isValidSignature(signature, for: digest)
            }
            return false
        case .rsaPKCS1, .rsaPSS:
            guard let key = _RSA.Signing.PublicKey(key), key.keySizeInBits >= 2_048 else { return false }
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: digest,
                padding: kind == .rsaPSS ? .PSS : .insecurePKCS1v1_5)
        }
    }
}
