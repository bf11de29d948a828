package import Civic
import Crypto
import Foundation
import SwiftASN1
package import X509

/// An authority that issues certificates, with its key in memory: for demonstrations and tests (`motcua pki`). In
/// earnest a city has certificates of the Government's authority or a licensed one (Law 20/2023) and only trusts them.
package struct CertificateAuthority: Sendable {
    /// What a certificate may be used for.
    package enum Purpose: Sendable {
        case authority
        /// Signing papers, for a person or an organisation.
        case papers
        case timestamps
        case revocationAnswers
    }

    /// Who, and for how long.
    package struct Holder: Sendable {
        package var name: String
        package var organisation: String?
        package var unit: String?
        package var from: Instant
        package var to: Instant

        package init(_ name: String, organisation: String? = nil, unit: String? = nil, from: Instant, to: Instant) {
            self.name = name
            self.organisation = organisation
            self.unit = unit
            self.from = from
            self.to = to
        }
    }

    package let certificate: Certificate
    /// Its own certificates up to the root, without it: what a signer's chain goes on with. Empty for a root.
    package let chain: [Certificate]
    package let key: SigningKey

    /// Where others fetch its list of revoked certificates; nil: nowhere.
    package var listAddress: String?

    package static func root(_ holder: Holder, key: SigningKey) throws(SigningProblem) -> CertificateAuthority {
        let certificate = try made(holder, key.certificateKey.publicKey, for: .authority, pathLength: 1, by: nil, key)
        return CertificateAuthority(certificate: certificate, chain: [], key: key)
    }

    /// An authority under this one, which issues no further authorities.
    package func subordinate(_ holder: Holder, key: SigningKey) throws(SigningProblem) -> CertificateAuthority {
        let certificate = try issued(to: holder, key.certificateKey.publicKey, for: .authority)
        return CertificateAuthority(certificate: certificate, chain: [certificate] + chain, key: key)
    }

    package func issued(
        to holder: Holder, _ key: Certificate.PublicKey, for purpose: Purpose
    ) throws(SigningProblem) -> Certificate {
        try Self.made(holder, key, for: purpose, pathLength: 0, by: self, self.key)
    }

    /// A new key with its certificate, ready to sign.
    package func signer(
        for holder: Holder, _ algorithm: SigningAlgorithm = .ecdsaP256, purpose: Purpose = .papers
    ) throws(SigningProblem) -> LocalSigner {
        let key = try SigningKey.new(algorithm)
        let certificate = try issued(to: holder, key.certificateKey.publicKey, for: purpose)
        return try LocalSigner(key, chain: [certificate] + chain)
    }

    private static func made(
        _ holder: Holder, _ key: Certificate.PublicKey, for purpose: Purpose, pathLength: Int,
        by issuer: CertificateAuthority?, _ issuerKey: SigningKey
    ) throws(SigningProblem) -> Certificate {
        do {
            let subject = try name(holder)
            return try Certificate(
                version: .v3, serialNumber: serial(), publicKey: key,
                notValidBefore: date(holder.from), notValidAfter: date(holder.to),
                issuer: issuer?.certificate.subject ?? subject, subject: subject,
                signatureAlgorithm: issuerKey.algorithm == .ecdsaP256 ? .ecdsaWithSHA256 : .sha256WithRSAEncryption,
                extensions: try extensions(key, purpose, pathLength, issuer), issuerPrivateKey: issuerKey.certificateKey
            )
        } catch {
            throw .encoding(String(describing: error))
        }
    }

    /// Twenty random octets at most, sign included (RFC 5280, 4.1.2.2): some readers take no more.
    private static func serial() -> Certificate.SerialNumber {
        var source = SystemRandomNumberGenerator()
        let first = UInt8.random(in: 0x40...0x7F, using: &source)
        return Certificate.SerialNumber(
            bytes: [first] + (0..<18).map { _ in UInt8.random(in: 0...255, using: &source) })
    }

    private static func extensions(
        _ key: Certificate.PublicKey, _ purpose: Purpose, _ pathLength: Int, _ issuer: CertificateAuthority?
    ) throws -> Certificate.Extensions {
        let own = SubjectKeyIdentifier(hash: key)
        let above = issuer.map { SubjectKeyIdentifier(hash: $0.certificate.publicKey) } ?? own
        return try Certificate.Extensions {
            switch purpose {
            case .authority:
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: pathLength))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
            case .papers:
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true, nonRepudiation: true))
            case .timestamps:
                Critical(KeyUsage(digitalSignature: true))
                Critical(try ExtendedKeyUsage([.timeStamping]))
            case .revocationAnswers:
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.ocspSigning])
                // The answers of one who says that others are revoked are not asked about (RFC 6960, 4.2.2.2.1).
                Certificate.Extension(oid: [1, 3, 6, 1, 5, 5, 7, 48, 1, 5], critical: false, value: [5, 0])
            }
            own
            AuthorityKeyIdentifier(keyIdentifier: above.keyIdentifier)
            if let address = issuer?.listAddress { try distributionPoint(address) }
        }
    }

    private static func distributionPoint(_ address: String) throws -> Certificate.Extension {
        let value = RawDER { coder in
            coder.sequence { coder in
                coder.sequence { coder in
                    coder.tagged(0) { coder in
                        coder.tagged(0) { coder in
                            let uri = ASN1Identifier(tagWithNumber: 6, tagClass: .contextSpecific)
                            coder.appendPrimitiveNode(identifier: uri) { $0.append(contentsOf: address.utf8) }
                        }
                    }
                }
            }
        }
        return Certificate.Extension(oid: [2, 5, 29, 31], critical: false, value: value.bytes[...])
    }

    private static func name(_ holder: Holder) throws -> DistinguishedName {
        try DistinguishedName {
            CountryName("VN")
            if let organisation = holder.organisation { OrganizationName(organisation) }
            if let unit = holder.unit { OrganizationalUnitName(unit) }
            CommonName(holder.name)
        }
    }

    static func date(_ instant: Instant) -> Date {
        Date(timeIntervalSince1970: Double(instant.milliseconds / 1_000))
    }
}
