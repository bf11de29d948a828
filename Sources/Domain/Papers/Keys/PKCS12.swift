import Civic
import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
package import X509

/// Reads a key with its certificates from a PKCS#12 file (RFC 7292) as providers hand them out today: AES in CBC mode under
/// PBKDF2 (PBES2), sealed with an HMAC. Files in the old way (RC2, Triple-DES, SHA-1) are refused: OpenSSL writes them anew.
package enum PKCS12 {
    /// Who sets the count decides how long we work.
    private static let mostRounds = 1_000_000

    /// A file that was issued to this person or body, and to nobody else.
    ///
    /// - Throws: `SigningProblem.othersCertificate`, and as the other.
    package static func read(
        _ bytes: [UInt8], password: String, issuedTo name: String
    ) throws(SigningProblem) -> (key: SigningKey, chain: [Certificate]) {
        let (key, chain) = try read(bytes, password: password)
        let holder = chain.first?.holder ?? ""
        guard VietnameseText.fold(holder) == VietnameseText.fold(name) else { throw .othersCertificate(holder) }
        return (key, chain)
    }

    /// - Throws: `SigningProblem.wrongFilePassword`, `.encoding` for what cannot be read, `.wrongKey` when the file holds no
    ///   key and certificate that belong together.
    package static func read(
        _ bytes: [UInt8], password: String, pss: Bool = false
    ) throws(SigningProblem) -> (key: SigningKey, chain: [Certificate]) {
        guard let safe = content(of: bytes), let list = try? DER.parse(safe.bytes),
            var parts = DERFields(list, .sequence)
        else { throw .encoding("no PKCS#12 file") }
        guard safe.isSealed(by: password) else { throw .wrongFilePassword }
        var certificates: [Certificate] = []
        var keys: [[UInt8]] = []
        for part in parts.rest().prefix(16) {
            guard let plain = opened(part, password), let node = try? DER.parse(plain),
                var bags = DERFields(node, .sequence)
            else { throw .encoding("a part of the PKCS#12 file is of an old or unknown kind") }
            for bag in bags.rest().prefix(64) { gather(bag, password, &keys, &certificates) }
        }
        for bytes in keys {
            for algorithm in [SigningAlgorithm.ecdsaP256, pss ? .rsaPSS : .rsaPKCS1] {
                guard let key = try? SigningKey(pkcs8: bytes, algorithm: algorithm),
                    let own = certificates.first(where: { $0.publicKey == key.certificateKey.publicKey })
                else { continue }
                return (key, chain(from: own, among: certificates))
            }
        }
        throw .wrongKey
    }

    /// The certificate and its issuers, without a root.
    private static func chain(from own: Certificate, among all: [Certificate]) -> [Certificate] {
        var chain = [own]
        while let last = chain.last, chain.count < 8,
            let next = all.first(where: { $0.subject == last.issuer && $0.subject != $0.issuer && !chain.contains($0) })
        {
            chain.append(next)
        }
        return chain
    }

    private struct Safe {
        let bytes: [UInt8]
        let hash: TrustedHash
        let sum: [UInt8]
        let salt: [UInt8]
        let rounds: Int

        func isSealed(by password: String) -> Bool {
            guard hash == .sha256, rounds <= PKCS12.mostRounds else { return false }
            let key = PKCS12.key(password, salt, rounds: rounds)
            return HMAC<SHA256>.isValidAuthenticationCode(sum, authenticating: bytes, using: SymmetricKey(data: key))
        }
    }

    /// PFX ::= SEQUENCE { 3, ContentInfo of data, MacData }.
    private static func content(of bytes: [UInt8]) -> Safe? {
        guard let node = try? DER.parse(bytes), var fields = DERFields(node, .sequence), fields.next(.integer) != nil,
            let info = fields.next(.sequence), let content = data(info), let mac = fields.next(.sequence),
            var sealed = DERFields(mac, .sequence), let sumNode = sealed.next(.sequence),
            var sumFields = DERFields(sumNode, .sequence), let algorithm = sumFields.next(.sequence),
            var named = DERFields(algorithm, .sequence), let hash = named.identifier().flatMap(TrustedHash.init),
            let sum = sumFields.octets(), let salt = sealed.octets()
        else { return nil }
        let rounds = sealed.next(.integer).flatMap { try? Int(derEncoded: $0) } ?? 1
        return Safe(bytes: content, hash: hash, sum: sum, salt: salt, rounds: rounds)
    }

    /// The octets of a ContentInfo of plain data.
    private static func data(_ info: ASN1Node) -> [UInt8]? {
        guard var fields = DERFields(info, .sequence), fields.identifier() == .CMS.data,
            let tagged = fields.tagged(0), var explicit = DERFields(tagged, nil)
        else { return nil }
        return explicit.octets()
    }

    /// Plain data, or data closed by the password.
    private static func opened(_ info: ASN1Node, _ password: String) -> [UInt8]? {
        if let plain = data(info) { return plain }
        guard var fields = DERFields(info, .sequence), fields.identifier() == .CMS.encryptedData,
            let tagged = fields.tagged(0), var explicit = DERFields(tagged, nil), let data = explicit.next(),
            var dataFields = DERFields(data, .sequence), dataFields.next(.integer) != nil,
            let content = dataFields.next(.sequence), var contentFields = DERFields(content, .sequence),
            contentFields.identifier() != nil, let algorithm = contentFields.next(.sequence),
            let closed = contentFields.tagged(0).flatMap(DERFields.bytes)
        else { return nil }
        return opened(closed, algorithm, password)
    }

    private static func gather(
        _ bag: ASN1Node, _ password: String, _ keys: inout [[UInt8]], _ certificates: inout [Certificate]
    ) {
        guard var fields = DERFields(bag, .sequence), let type = fields.identifier(), let tagged = fields.tagged(0),
            var explicit = DERFields(tagged, nil), let value = explicit.next()
        else { return }
        switch type {
        case .PKCS12.keyBag: keys.append(Array(value.encodedBytes))
        case .PKCS12.closedKeyBag:
            guard var inner = DERFields(value, .sequence), let algorithm = inner.next(.sequence),
                let closed = inner.octets(), let key = opened(closed, algorithm, password)
            else { return }
            keys.append(key)
        case .PKCS12.certificateBag:
            guard var inner = DERFields(value, .sequence), inner.identifier() == .PKCS12.x509,
                let tagged = inner.tagged(0), var holder = DERFields(tagged, nil), let bytes = holder.octets(),
                let certificate = try? Certificate(derEncoded: bytes)
            else { return }
            certificates.append(certificate)
        default: break
        }
    }

    /// PBES2 (RFC 8018): PBKDF2 with HMAC-SHA-256, AES in CBC mode.
    private static func opened(_ closed: [UInt8], _ algorithm: ASN1Node, _ password: String) -> [UInt8]? {
        guard var fields = DERFields(algorithm, .sequence), fields.identifier() == .PKCS12.pbes2,
            let parameters = fields.next(.sequence), var both = DERFields(parameters, .sequence),
            let derivation = both.next(.sequence), var derived = DERFields(derivation, .sequence),
            derived.identifier() == .PKCS12.pbkdf2, let derivedBy = derived.next(.sequence),
            var by = DERFields(derivedBy, .sequence), let salt = by.octets(),
            let rounds = by.next(.integer).flatMap({ try? Int(derEncoded: $0) }), (1...mostRounds).contains(rounds)
        else { return nil }
        _ = by.next(.integer)
        guard let function = by.next(.sequence), var named = DERFields(function, .sequence),
            named.identifier() == .PKCS12.hmacSHA256, let cipher = both.next(.sequence),
            var ciphered = DERFields(cipher, .sequence), let kind = ciphered.identifier(),
            let length = [.PKCS12.aes128: 16, .PKCS12.aes256: 32][kind], let vector = ciphered.octets(),
            let key = try? KDF.Insecure.PBKDF2.deriveKey(
                from: Array(password.utf8), salt: salt, using: .sha256, outputByteCount: length,
                unsafeUncheckedRounds: rounds),
            let start = try? AES._CBC.IV(ivBytes: vector),
            let plain = try? AES._CBC.decrypt(closed, using: key, iv: start)
        else { return nil }
        return Array(plain)
    }

    /// The key of the seal (RFC 7292, appendix B.2, with SHA-256): one block suffices.
    private static func key(_ password: String, _ salt: [UInt8], rounds: Int) -> [UInt8] {
        let block = 64
        func filled(_ bytes: [UInt8]) -> [UInt8] {
            guard !bytes.isEmpty else { return [] }
            let length = (bytes.count + block - 1) / block * block
            return (0..<length).map { bytes[$0 % bytes.count] }
        }
        var text: [UInt8] = []
        for unit in password.utf16 { text += [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
        text += [0, 0]
        var sum = Array(SHA256.hash(data: [UInt8](repeating: 3, count: block) + filled(salt) + filled(text)))
        for _ in 1..<max(1, rounds) { sum = Array(SHA256.hash(data: sum)) }
        return sum
    }
}

extension ASN1ObjectIdentifier.CMS {
    static let encryptedData: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 7, 6]
}

extension ASN1ObjectIdentifier {
    fileprivate enum PKCS12 {
        static let keyBag: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 12, 10, 1, 1]
        static let closedKeyBag: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 12, 10, 1, 2]
        static let certificateBag: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 12, 10, 1, 3]
        static let x509: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 9, 22, 1]
        static let pbes2: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 5, 13]
        static let pbkdf2: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 5, 12]
        static let hmacSHA256: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 2, 9]
        static let aes128: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 1, 2]
        static let aes256: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 1, 42]
    }
}
