import Civic
import Crypto
import SwiftASN1
import X509

/// A signature as it was found in a document or a timestamp: read, and not yet believed.
struct ReadMessage {
    let contentType: ASN1ObjectIdentifier
    /// What it holds itself; nil: it speaks of bytes elsewhere.
    let content: [UInt8]?
    let digest: TrustedHash
    let messageDigest: [UInt8]
    /// The attributes as they were signed.
    let attributes: [UInt8]
    let scheme: SignatureScheme
    let signature: [UInt8]
    let signer: Certificate
    let others: [Certificate]
    let timestamp: [UInt8]?

    /// - Returns: nil when it cannot be read, has no or two signers, is made with a hash nobody trusts, or does not bind
    ///   its certificate.
    init?(_ bytes: [UInt8]) {
        guard let (node, rest) = DERFields.first(in: bytes), rest.allSatisfy({ $0 == 0 }),
            var outer = DERFields(node, .sequence), outer.identifier() == .CMS.signedData,
            let tagged = outer.tagged(0), var explicit = DERFields(tagged, nil), let data = explicit.next(),
            var fields = DERFields(data, .sequence), fields.next(.integer) != nil, fields.next(.set) != nil,
            let contentInfo = fields.next(.sequence), var contentFields = DERFields(contentInfo, .sequence),
            let contentType = contentFields.identifier()
        else { return nil }
        self.contentType = contentType
        content = contentFields.tagged(0).flatMap { DERFields($0, nil) }.flatMap { fields in
            var fields = fields
            return fields.octets()
        }
        var certificates: [Certificate] = []
        if let node = fields.tagged(0), var listed = DERFields(node, nil) {
            for node in listed.rest().prefix(32) {
                if let certificate = try? Certificate(derEncoded: node) { certificates.append(certificate) }
            }
        }
        _ = fields.tagged(1)
        guard let infos = fields.next(.set), var listed = DERFields(infos, .set), let info = listed.next(),
            listed.next() == nil, let signer = ReadSigner(info, among: certificates)
        else { return nil }
        guard signer.attributeType == contentType else { return nil }
        digest = signer.digest
        messageDigest = signer.messageDigest
        attributes = signer.attributes
        scheme = signer.scheme
        signature = signer.signature
        self.signer = signer.certificate
        others = certificates.filter { $0 != signer.certificate }
        timestamp = signer.timestamp
    }

    /// Whether the signature is the certificate's over the attributes, and these speak of that content.
    func isValid(over parts: [ArraySlice<UInt8>]) -> Bool {
        digest.hash(parts) == messageDigest
            && scheme.isValid(signature, over: attributes[...], by: signer.publicKey)
    }
}

/// SignerInfo (RFC 5652, 5.3).
private struct ReadSigner {
    let certificate: Certificate
    let digest: TrustedHash
    let attributes: [UInt8]
    let attributeType: ASN1ObjectIdentifier
    let messageDigest: [UInt8]
    let scheme: SignatureScheme
    let signature: [UInt8]
    let timestamp: [UInt8]?

    init?(_ node: ASN1Node, among certificates: [Certificate]) {
        guard var fields = DERFields(node, .sequence), fields.next(.integer) != nil, let name = fields.next(),
            let certificate = certificates.first(where: { Self.names($0, by: name) }),
            let algorithm = fields.next(.sequence), var named = DERFields(algorithm, .sequence),
            let digest = named.identifier().flatMap(TrustedHash.init), let signed = fields.tagged(0),
            let scheme = fields.next(.sequence).flatMap({ SignatureScheme($0, digest: digest) }),
            let signature = fields.octets(), var listed = DERFields(signed, nil)
        else { return nil }
        self.certificate = certificate
        self.digest = digest
        self.scheme = scheme
        self.signature = signature
        // They are signed as the SET they are, not under the tag they stand with.
        attributes = [0x31] + signed.encodedBytes.dropFirst()
        let values = Self.values(listed.rest())
        guard let type = values[.CMS.contentType].flatMap({ try? ASN1ObjectIdentifier(derEncoded: $0) }),
            let message = values[.CMS.messageDigest].flatMap(DERFields.bytes),
            Self.binds(values, certificate)
        else { return nil }
        attributeType = type
        messageDigest = message
        var stamp: [UInt8]?
        if let unsigned = fields.tagged(1), var listed = DERFields(unsigned, nil) {
            stamp = Self.values(listed.rest())[.CMS.timestampToken].map { Array($0.encodedBytes) }
        }
        timestamp = stamp
    }

    /// Attributes by type; one that stands twice, or has two values, is as if it were not there.
    private static func values(_ nodes: [ASN1Node]) -> [ASN1ObjectIdentifier: ASN1Node] {
        var values: [ASN1ObjectIdentifier: ASN1Node] = [:]
        var seen: Set<ASN1ObjectIdentifier> = []
        for node in nodes.prefix(64) {
            guard var fields = DERFields(node, .sequence), let type = fields.identifier(),
                let set = fields.next(.set), var inner = DERFields(set, .set)
            else { continue }
            let all = inner.rest()
            values[type] = seen.insert(type).inserted && all.count == 1 ? all[0] : nil
        }
        return values
    }

    private static func names(_ certificate: Certificate, by node: ASN1Node) -> Bool {
        if node.identifier == ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific) {
            let own = try? certificate.extensions.subjectKeyIdentifier?.keyIdentifier
            return own.map(Array.init) == DERFields.bytes(node)
        }
        guard var fields = DERFields(node, .sequence), let issuer = fields.next(),
            let serial = fields.next(.integer).flatMap(DERFields.bytes)
        else { return false }
        return (try? DistinguishedName(derEncoded: issuer)) == certificate.issuer
            && serial.drop { $0 == 0 }.elementsEqual(certificate.serialNumber.bytes.drop { $0 == 0 })
    }

    /// The certificate's hash stands among what is signed (RFC 5035), so that no other certificate of the same key takes
    /// its place.
    private static func binds(_ values: [ASN1ObjectIdentifier: ASN1Node], _ certificate: Certificate) -> Bool {
        guard let value = values[.CMS.signingCertificateV2], var outer = DERFields(value, .sequence),
            let list = outer.next(.sequence), var listed = DERFields(list, .sequence),
            let first = listed.next(), var fields = DERFields(first, .sequence), let der = try? certificate.der()
        else { return false }
        var hash = TrustedHash.sha256
        if let algorithm = fields.next(.sequence) {
            guard var named = DERFields(algorithm, .sequence),
                let other = named.identifier().flatMap(TrustedHash.init)
            else { return false }
            hash = other
        }
        return fields.octets() == hash.hash([der[...]])
    }
}
