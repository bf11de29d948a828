package import Civic
import Crypto
import SwiftASN1
package import X509

/// A certificate that is taken back.
package struct RevokedCertificate: Sendable, Hashable {
    /// RFC 5280, 5.3.1.
    package enum Reason: Int, Sendable {
        case unspecified = 0
        case keyCompromise = 1
        case authorityCompromise = 2
        case affiliationChanged = 3
        case superseded = 4
        case cessationOfOperation = 5
        case certificateHold = 6
    }

    package let serial: Certificate.SerialNumber
    package let at: Instant
    package let reason: Reason

    package init(serial: Certificate.SerialNumber, at: Instant, reason: Reason) {
        self.serial = serial
        self.at = at
        self.reason = reason
    }
}

extension CertificateAuthority {
    /// The list of revoked certificates (CRL, RFC 5280), signed.
    package func revocationList(
        _ revoked: [RevokedCertificate], number: Int, at now: Instant, next: Instant
    ) throws(SigningProblem) -> [UInt8] {
        let list: RawDER
        do {
            list = try RawDER { coder in
                try coder.sequence { coder in
                    try coder.serialize(1)
                    try algorithm(&coder)
                    try coder.serialize(certificate.subject)
                    try coder.serialize(try UTCTime(now))
                    try coder.serialize(try UTCTime(next))
                    if !revoked.isEmpty {
                        try coder.sequence { coder in
                            for entry in revoked { try Self.write(entry, to: &coder) }
                        }
                    }
                    try coder.tagged(0) { coder in
                        try coder.sequence { coder in
                            let key = SubjectKeyIdentifier(hash: certificate.publicKey).keyIdentifier
                            try coder.serialize(
                                try AuthorityKeyIdentifier(keyIdentifier: key).makeCertificateExtension())
                            try coder.serialize(
                                Certificate.Extension(
                                    oid: [2, 5, 29, 20], critical: false,
                                    value: try RawDER { try $0.serialize(number) }.bytes[...]))
                        }
                    }
                }
            }
        } catch {
            throw .encoding(String(describing: error))
        }
        return try signed(list)
    }

    /// What it says of one certificate (OCSP, RFC 6960), signed.
    ///
    /// - Parameter responder: a certificate of this authority for such answers, with its key; nil: the authority itself.
    package func revocationAnswer(
        on subject: Certificate, _ revoked: RevokedCertificate?, at now: Instant, next: Instant,
        by responder: (certificate: Certificate, key: SigningKey)? = nil
    ) throws(SigningProblem) -> [UInt8] {
        let signing = responder?.key ?? key
        let signer = responder?.certificate ?? certificate
        do {
            let data = try RawDER { coder in
                try coder.sequence { coder in
                    try coder.tagged(2) { try $0.octets(Self.keyHash(signer)) }
                    try coder.serialize(try GeneralizedTime(now))
                    try coder.sequence { coder in
                        try coder.sequence { coder in
                            try Self.writeName(of: subject, under: certificate, to: &coder)
                            try Self.writeStatus(revoked, to: &coder)
                            try coder.serialize(try GeneralizedTime(now))
                            try coder.tagged(0) { try $0.serialize(try GeneralizedTime(next)) }
                        }
                    }
                }
            }
            let basic = try Self.signed(data, signing, with: responder.map { [$0.certificate] } ?? [])
            return try RawDER { coder in
                try coder.sequence { coder in
                    coder.appendPrimitiveNode(identifier: .enumerated) { $0.append(0) }
                    try coder.tagged(0) { coder in
                        try coder.sequence { coder in
                            try coder.serialize(ASN1ObjectIdentifier.OCSP.basicResponse)
                            try coder.octets(basic)
                        }
                    }
                }
            }.bytes
        } catch {
            throw .encoding(String(describing: error))
        }
    }

    static func keyHash(_ certificate: Certificate) -> [UInt8] {
        Array(Insecure.SHA1.hash(data: certificate.publicKey.subjectPublicKeyInfoBytes))
    }

    private func algorithm(_ coder: inout DER.Serializer) throws { try Self.algorithm(key, &coder) }

    private static func algorithm(_ key: SigningKey, _ coder: inout DER.Serializer) throws {
        if key.algorithm == .ecdsaP256 {
            try coder.algorithm(.Signing.ecdsaSHA256)
        } else {
            try coder.algorithm(.AlgorithmIdentifier.sha256WithRSAEncryption, null: true)
        }
    }

    private func signed(_ list: RawDER) throws(SigningProblem) -> [UInt8] {
        do {
            return try Self.signed(list, key, with: [])
        } catch {
            throw .encoding(String(describing: error))
        }
    }

    /// SEQUENCE { what is signed, algorithm, signature, [0] certificates }.
    private static func signed(_ data: RawDER, _ key: SigningKey, with certificates: [Certificate]) throws -> [UInt8] {
        let plain: SigningKey = if case .rsa(let rsa, _) = key { .rsa(rsa, .rsaPKCS1) } else { key }
        let signature = try plain.signature(over: SHA256.hash(data: data.bytes))
        return try RawDER { coder in
            try coder.sequence { coder in
                try coder.serialize(data)
                try algorithm(key, &coder)
                try coder.serialize(ASN1BitString(bytes: signature[...]))
                if !certificates.isEmpty {
                    try coder.tagged(0) { try $0.serializeSequenceOf(certificates) }
                }
            }
        }.bytes
    }

    private static func write(_ entry: RevokedCertificate, to coder: inout DER.Serializer) throws {
        try coder.sequence { coder in
            try coder.serialize(entry.serial.bytes)
            try coder.serialize(try UTCTime(entry.at))
            guard entry.reason != .unspecified else { return }
            try coder.sequence { coder in
                try coder.serialize(
                    Certificate.Extension(
                        oid: [2, 5, 29, 21], critical: false, value: [0x0A, 1, UInt8(entry.reason.rawValue)]))
            }
        }
    }

    private static func writeName(
        of subject: Certificate, under issuer: Certificate, to coder: inout DER.Serializer
    ) throws {
        let name = try RawDER { try $0.serialize(subject.issuer) }
        try coder.sequence { coder in
            try coder.algorithm(.Hash.sha1, null: true)
            try coder.octets(Array(Insecure.SHA1.hash(data: name.bytes)))
            try coder.octets(keyHash(issuer))
            try coder.serialize(subject.serialNumber.bytes)
        }
    }

    private static func writeStatus(_ revoked: RevokedCertificate?, to coder: inout DER.Serializer) throws {
        guard let revoked else {
            let good = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)
            return coder.appendPrimitiveNode(identifier: good) { _ in }
        }
        try coder.tagged(1) { coder in
            try coder.serialize(try GeneralizedTime(revoked.at))
            coder.tagged(0) { coder in
                coder.appendPrimitiveNode(identifier: .enumerated) { $0.append(UInt8(revoked.reason.rawValue)) }
            }
        }
    }
}

extension UTCTime {
    init(_ instant: Instant) throws {
        let time = try GeneralizedTime(instant)
        try self.init(
            year: time.year, month: time.month, day: time.day, hours: time.hours, minutes: time.minutes,
            seconds: time.seconds)
    }
}
