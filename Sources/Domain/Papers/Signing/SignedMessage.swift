import Crypto
import SwiftASN1
import X509

/// Cryptographic Message Syntax (RFC 5652) with one signer, as PAdES baseline signatures (ETSI EN 319 142-1) and
/// timestamp tokens (RFC 3161) have it: the signing certificate is bound by its hash (RFC 5035), and no signing time is
/// among the attributes, since a PDF's signature dictionary says it.
struct SignedMessage {
    let type: ASN1ObjectIdentifier
    /// Nil: the content lies elsewhere, as a PDF's bytes do.
    let embedded: [UInt8]?
    let digest: SHA256Digest

    init(detached digest: SHA256Digest) {
        type = .CMS.data
        embedded = nil
        self.digest = digest
    }

    init(_ type: ASN1ObjectIdentifier, embedding content: [UInt8]) {
        self.type = type
        embedded = content
        digest = SHA256.hash(data: content)
    }

    /// - Parameter timestamps: who stamps the time on the signature (B-T); nil: nobody (B-B).
    func signed(
        by signer: any Signer, timestamps: (any TimestampAuthority)? = nil
    ) async throws(SigningProblem) -> [UInt8] {
        guard let own = signer.chain.first else { throw .noKey }
        let attributes: [RawDER]
        let toSign: [UInt8]
        do {
            attributes = try self.attributes(own)
            toSign = try RawDER { try $0.serializeSetOf(attributes) }.bytes
        } catch {
            throw .encoding(String(describing: error))
        }
        let signature = try await signer.sign(SHA256.hash(data: toSign))
        let token = try await timestamps?.token(for: SHA256.hash(data: signature))
        do {
            return try encoded(own, signer, attributes, signature, token)
        } catch {
            throw .encoding(String(describing: error))
        }
    }

    private func attributes(_ certificate: Certificate) throws -> [RawDER] {
        let hash = Array(SHA256.hash(data: try certificate.der()))
        return [
            try RawDER { coder in
                try coder.attribute(.CMS.contentType) { try $0.serialize(type) }
            },
            try RawDER { coder in
                try coder.attribute(.CMS.messageDigest) { try $0.octets(Array(digest)) }
            },
            // SigningCertificateV2 of one ESSCertIDv2, whose hash is SHA-256 unless it says otherwise.
            try RawDER { coder in
                try coder.attribute(.CMS.signingCertificateV2) { coder in
                    try coder.sequence { coder in
                        try coder.sequence { coder in
                            try coder.sequence { coder in
                                try coder.octets(hash)
                                try coder.sequence { coder in
                                    // GeneralNames with one directoryName, which is tagged explicitly.
                                    try coder.sequence { coder in
                                        try coder.tagged(4) { try $0.serialize(certificate.issuer) }
                                    }
                                    try coder.serialize(certificate.serialNumber.bytes)
                                }
                            }
                        }
                    }
                }
            },
        ]
    }

    private func encoded(
        _ own: Certificate, _ signer: any Signer, _ attributes: [RawDER], _ signature: [UInt8], _ token: [UInt8]?
    ) throws -> [UInt8] {
        let certificates = try signer.chain.map { RawDER(try $0.der()) }
        let context = { ASN1Identifier(tagWithNumber: $0, tagClass: .contextSpecific) }
        let info = try RawDER { coder in
            try coder.sequence { coder in
                try coder.serialize(1)
                try coder.sequence { coder in
                    try coder.serialize(own.issuer)
                    try coder.serialize(own.serialNumber.bytes)
                }
                try coder.algorithm(.Hash.sha256)
                try coder.serializeSetOf(attributes, identifier: context(0))
                try Self.algorithm(signer.algorithm, in: &coder)
                try coder.octets(signature)
                if let token {
                    let stamp = try RawDER { coder in
                        try coder.attribute(.CMS.timestampToken) { $0.serializeRawBytes(token) }
                    }
                    try coder.serializeSetOf([stamp], identifier: context(1))
                }
            }
        }
        return try RawDER { coder in
            try coder.sequence { coder in
                try coder.serialize(ASN1ObjectIdentifier.CMS.signedData)
                try coder.tagged(0) { coder in
                    try coder.sequence { coder in
                        // Version 3 where the content is no plain data (RFC 5652, 5.1).
                        try coder.serialize(type == .CMS.data ? 1 : 3)
                        try coder.serializeSetOf([try RawDER { try $0.algorithm(.Hash.sha256) }])
                        try coder.sequence { coder in
                            try coder.serialize(type)
                            if let embedded { try coder.tagged(0) { try $0.octets(embedded) } }
                        }
                        try coder.serializeSetOf(certificates, identifier: context(0))
                        try coder.serializeSetOf([info])
                    }
                }
            }
        }.bytes
    }

    private static func algorithm(_ algorithm: SigningAlgorithm, in coder: inout DER.Serializer) throws {
        switch algorithm {
        case .ecdsaP256: try coder.algorithm(.Signing.ecdsaSHA256)
        case .rsaPKCS1: try coder.algorithm(.AlgorithmIdentifier.rsaEncryption, null: true)
        case .rsaPSS:
            try coder.sequence { coder in
                try coder.serialize(ASN1ObjectIdentifier.AlgorithmIdentifier.rsaPSS)
                try coder.sequence { coder in
                    try coder.tagged(0) { try $0.algorithm(.Hash.sha256) }
                    try coder.tagged(1) { coder in
                        try coder.sequence { coder in
                            try coder.serialize(ASN1ObjectIdentifier.Signing.mgf1)
                            try coder.algorithm(.Hash.sha256)
                        }
                    }
                    try coder.tagged(2) { try $0.serialize(32) }
                }
            }
        }
    }
}
