import SwiftASN1
import X509

/// Bytes that are DER already.
struct RawDER: DERSerializable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    init(_ body: (inout DER.Serializer) throws -> Void) rethrows {
        var coder = DER.Serializer()
        try body(&coder)
        bytes = coder.serializedBytes
    }

    func serialize(into coder: inout DER.Serializer) throws { coder.serializeRawBytes(bytes) }
}

extension DER.Serializer {
    mutating func sequence(_ body: (inout DER.Serializer) throws -> Void) rethrows {
        try appendConstructedNode(identifier: .sequence, body)
    }

    /// `[number]`, around what the body writes.
    mutating func tagged(_ number: UInt, _ body: (inout DER.Serializer) throws -> Void) rethrows {
        try appendConstructedNode(
            identifier: ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific), body)
    }

    /// An algorithm without parameters, or with NULL as RSA's have it.
    mutating func algorithm(_ identifier: ASN1ObjectIdentifier, null: Bool = false) throws {
        try sequence { coder in
            try coder.serialize(identifier)
            if null { try coder.serialize(ASN1Null()) }
        }
    }

    mutating func octets(_ bytes: [UInt8]) throws {
        try serialize(ASN1OctetString(contentBytes: bytes[...]))
    }

    /// Attribute ::= SEQUENCE { type, SET OF value }, with one value.
    mutating func attribute(
        _ type: ASN1ObjectIdentifier, _ value: (inout DER.Serializer) throws -> Void
    ) throws {
        try sequence { coder in
            try coder.serialize(type)
            try coder.appendConstructedNode(identifier: .set, value)
        }
    }
}

extension Certificate {
    func der() throws -> [UInt8] {
        var coder = DER.Serializer()
        try coder.serialize(self)
        return coder.serializedBytes
    }

    /// The first common name of its subject, or all of the subject.
    package var holder: String { subject.text(.RDNAttributeType.commonName) ?? String(describing: subject) }
    package var organisation: String? { subject.text(.RDNAttributeType.organizationName) }
    package var serial: String { serialNumber.description }
}

extension DistinguishedName {
    func text(_ type: ASN1ObjectIdentifier) -> String? {
        for names in self {
            for attribute in names where attribute.type == type { return String(attribute.value) }
        }
        return nil
    }
}

extension ASN1ObjectIdentifier {
    enum CMS {
        static let data: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 7, 1]
        static let signedData: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 7, 2]
        static let contentType: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 9, 3]
        static let messageDigest: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 9, 4]
        static let signingTime: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 9, 5]
        static let timestampInfo: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 9, 16, 1, 4]
        static let timestampToken: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 9, 16, 2, 14]
        static let signingCertificate: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 9, 16, 2, 12]
        static let signingCertificateV2: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 9, 16, 2, 47]
    }

    enum Hash {
        static let sha256: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 2, 1]
        static let sha384: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 2, 2]
        static let sha512: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 2, 3]
        static let sha1: ASN1ObjectIdentifier = [1, 3, 14, 3, 2, 26]
    }

    enum Signing {
        static let ecdsaSHA256: ASN1ObjectIdentifier = [1, 2, 840, 10_045, 4, 3, 2]
        static let ecdsaSHA384: ASN1ObjectIdentifier = [1, 2, 840, 10_045, 4, 3, 3]
        static let ecdsaSHA512: ASN1ObjectIdentifier = [1, 2, 840, 10_045, 4, 3, 4]
        static let mgf1: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 1, 8]
    }
}
