import Civic
import Crypto
import SwiftASN1
import X509

/// What is known of a certificate's being taken back.
enum RevocationStatus: Hashable {
    case good
    case revoked(Instant)
    /// What was said holds no longer; it ended then.
    case ended(Instant)
    /// Nobody said anything that holds for that time.
    case unknown
}

/// A list or an answer about revoked certificates, read and not yet believed.
protocol RevocationEvidence: Sendable {
    var from: Instant { get }
    var to: Instant { get }

    /// - Returns: nil when it does not speak of that certificate, or is not signed by who may say so.
    func status(of certificate: Certificate, issuedBy issuer: Certificate) -> RevocationStatus?
}

/// A list of revoked certificates (RFC 5280, 5).
struct ReadRevocationList: RevocationEvidence {
    let from: Instant
    let to: Instant
    private let issuer: DistinguishedName
    private let revoked: [[UInt8]: Instant]
    private let signed: [UInt8]
    private let scheme: SignatureScheme
    private let signature: [UInt8]

    /// - Returns: nil when it cannot be read, or is of a kind that speaks of some certificates only.
    init?(_ bytes: [UInt8]) {
        guard let node = try? DER.parse(bytes), var outer = DERFields(node, .sequence),
            let list = outer.next(.sequence), let scheme = outer.next(.sequence).flatMap({ SignatureScheme($0) }),
            let bits = outer.next(.bitString).flatMap({ try? ASN1BitString(derEncoded: $0) }),
            var fields = DERFields(list, .sequence), fields.next(.integer) != nil, fields.next(.sequence) != nil,
            let issuer = fields.next().flatMap({ try? DistinguishedName(derEncoded: $0) }),
            let from = fields.next().flatMap(Instant.init(der:)), let to = fields.next().flatMap(Instant.init(der:))
        else { return nil }
        self.issuer = issuer
        self.from = from
        self.to = to
        self.scheme = scheme
        signature = Array(bits.bytes)
        signed = Array(list.encodedBytes)
        var revoked: [[UInt8]: Instant] = [:]
        if let entries = fields.next(.sequence), var listed = DERFields(entries, .sequence) {
            while let entry = listed.next() {
                guard var entry = DERFields(entry, .sequence),
                    let serial = entry.next(.integer).flatMap(DERFields.bytes),
                    let at = entry.next().flatMap(Instant.init(der:))
                else { return nil }
                revoked[Array(serial.drop { $0 == 0 })] = at
            }
        }
        self.revoked = revoked
        // A critical extension limits what the list is about (5.2.5).
        if let tagged = fields.tagged(0), var explicit = DERFields(tagged, nil), let all = explicit.next(),
            var listed = DERFields(all, .sequence)
        {
            for node in listed.rest() {
                guard let extra = try? Certificate.Extension(derEncoded: node), !extra.critical else { return nil }
            }
        }
    }

    func status(of certificate: Certificate, issuedBy issuer: Certificate) -> RevocationStatus? {
        guard certificate.issuer == self.issuer, issuer.subject == self.issuer, issuer.mayRevoke,
            scheme.isValid(signature, over: signed[...], by: issuer.publicKey)
        else { return nil }
        let serial = Array(certificate.serialNumber.bytes.drop { $0 == 0 })
        return revoked[serial].map { .revoked($0) } ?? .good
    }
}

/// What an authority says of one certificate (RFC 6960).
struct ReadRevocationAnswer: RevocationEvidence {
    let from: Instant
    let to: Instant
    private let serial: [UInt8]
    private let issuerKey: [UInt8]
    private let said: RevocationStatus
    private let signed: [UInt8]
    private let scheme: SignatureScheme
    private let signature: [UInt8]
    private let responders: [Certificate]

    /// - Returns: nil when it cannot be read, or is no answer about exactly one certificate.
    init?(_ bytes: [UInt8]) {
        guard let node = try? DER.parse(bytes), var outer = DERFields(node, .sequence),
            outer.next(.enumerated).flatMap(DERFields.bytes) == [0], let tagged = outer.tagged(0),
            var explicit = DERFields(tagged, nil), let typed = explicit.next(),
            var typedFields = DERFields(typed, .sequence), typedFields.identifier() == .OCSP.basicResponse,
            let basic = typedFields.octets().flatMap({ try? DER.parse($0) }), var fields = DERFields(basic, .sequence),
            let data = fields.next(.sequence), let scheme = fields.next(.sequence).flatMap({ SignatureScheme($0) }),
            let bits = fields.next(.bitString).flatMap({ try? ASN1BitString(derEncoded: $0) })
        else { return nil }
        var responders: [Certificate] = []
        if let tagged = fields.tagged(0), var explicit = DERFields(tagged, nil), let all = explicit.next(),
            var listed = DERFields(all, .sequence)
        {
            responders = listed.rest().prefix(8).compactMap { try? Certificate(derEncoded: $0) }
        }
        self.responders = responders
        self.scheme = scheme
        signature = Array(bits.bytes)
        signed = Array(data.encodedBytes)
        guard var answer = DERFields(data, .sequence) else { return nil }
        _ = answer.tagged(0)
        guard answer.next() != nil, answer.next(.generalizedTime) != nil, let list = answer.next(.sequence),
            var listed = DERFields(list, .sequence), let only = listed.next(), listed.next() == nil,
            var single = DERFields(only, .sequence), let name = single.next(.sequence),
            var named = DERFields(name, .sequence), let hash = named.next(.sequence),
            var hashed = DERFields(hash, .sequence), hashed.identifier() == .Hash.sha1, named.octets() != nil,
            let key = named.octets(), let serial = named.next(.integer).flatMap(DERFields.bytes),
            let status = single.next(), let from = single.next(.generalizedTime).flatMap(Instant.init(der:)),
            let next = single.tagged(0), var inner = DERFields(next, nil),
            let to = inner.next().flatMap(Instant.init(der:))
        else { return nil }
        issuerKey = key
        self.serial = Array(serial.drop { $0 == 0 })
        self.from = from
        self.to = to
        switch status.identifier.tagNumber {
        case 0: said = .good
        case 1:
            guard var fields = DERFields(status, nil), let at = fields.next().flatMap(Instant.init(der:)) else {
                return nil
            }
            said = .revoked(at)
        default: said = .unknown
        }
    }

    func status(of certificate: Certificate, issuedBy issuer: Certificate) -> RevocationStatus? {
        guard Array(certificate.serialNumber.bytes.drop { $0 == 0 }) == serial,
            CertificateAuthority.keyHash(issuer) == issuerKey
        else { return nil }
        let delegated = responders.filter { $0.answers(for: issuer, at: from) }
        guard ([issuer] + delegated).contains(where: { scheme.isValid(signature, over: signed[...], by: $0.publicKey) })
        else { return nil }
        return said
    }
}

extension Certificate {
    fileprivate var mayRevoke: Bool { (try? extensions.keyUsage)?.cRLSign ?? true }

    /// Issued by that authority for answers about its certificates (RFC 6960, 4.2.2.2).
    fileprivate func answers(for authority: Certificate, at time: Instant) -> Bool {
        let date = CertificateAuthority.date(time)
        return issuer == authority.subject && authority.publicKey.isValidSignature(signature, for: self)
            && notValidBefore <= date && date <= notValidAfter
            && ((try? extensions.extendedKeyUsage)?.contains(.ocspSigning) ?? false)
    }
}

extension Instant {
    /// UTCTime or GeneralizedTime.
    init?(der node: ASN1Node) {
        let parts: (Int, Int, Int, Int, Int, Int)
        if let time = try? UTCTime(derEncoded: node) {
            parts = (time.year, time.month, time.day, time.hours, time.minutes, time.seconds)
        } else if let time = try? GeneralizedTime(derEncoded: node) {
            parts = (time.year, time.month, time.day, time.hours, time.minutes, time.seconds)
        } else {
            return nil
        }
        guard let day = Day(year: parts.0, month: parts.1, day: parts.2) else { return nil }
        let seconds = Int64(day.number) * 86_400 + Int64(parts.3 * 3_600 + parts.4 * 60 + parts.5)
        self.init(milliseconds: seconds * 1_000)
    }
}
