package import Civic
import SwiftASN1
package import X509

/// Authorities of a test house: a root, who issues below it, who stamps times, who answers about revocation; and the
/// people and bodies of a demonstration. Nobody outside trusts them, and a certificate says so in its name.
package struct TestAuthority: Sendable {
    package let root: CertificateAuthority
    package let issuing: CertificateAuthority
    package let stamper: LocalSigner
    private let stamperKey: SigningKey
    package let responder: (certificate: Certificate, key: SigningKey)
    private let from: Instant
    private let to: Instant

    /// Valid from a day before to five years after now.
    ///
    /// - Parameter listAddress: where others fetch the list of revoked certificates; nil: nowhere.
    package init(
        now: Instant, algorithm: SigningAlgorithm = .ecdsaP256, listAddress: String? = nil
    ) throws(SigningProblem) {
        from = now.adding(hours: -24)
        to = now.adding(hours: 24 * 365 * 5)
        let house = "Một Cửa (thử nghiệm)"
        root = try .root(
            .init("CA gốc thử nghiệm", organisation: house, from: from, to: to), key: .new(algorithm))
        var issuing = try root.subordinate(
            .init("CA cấp phát thử nghiệm", organisation: house, from: from, to: to), key: .new(algorithm))
        issuing.listAddress = listAddress
        self.issuing = issuing
        stamperKey = try .new(algorithm)
        let stamp = CertificateAuthority.Holder("Dấu thời gian thử nghiệm", organisation: house, from: from, to: to)
        stamper = try LocalSigner(
            stamperKey, chain: [try root.issued(to: stamp, stamperKey.certificateKey.publicKey, for: .timestamps)])
        let key = try SigningKey.new(algorithm)
        responder = (
            try issuing.issued(
                to: .init("Trả lời thu hồi thử nghiệm", organisation: house, from: from, to: to),
                key.certificateKey.publicKey, for: .revocationAnswers), key
        )
    }

    /// A new key for a person or, without a name of its own, a body.
    package func issue(
        to name: String, of organisation: String, _ algorithm: SigningAlgorithm = .ecdsaP256
    ) throws(SigningProblem) -> (key: SigningKey, chain: [Certificate]) {
        let key = try SigningKey.new(algorithm)
        let holder = CertificateAuthority.Holder(name, organisation: organisation, from: from, to: to)
        let certificate = try issuing.issued(to: holder, key.certificateKey.publicKey, for: .papers)
        return (key, [certificate] + issuing.chain)
    }
}

extension TestAuthority {
    /// What a house needs to believe what this authority issued: its certificates, and that nothing was revoked yet.
    package func trustFiles(at now: Instant, listDays: Int64) throws(SigningProblem) -> [(name: String, bytes: [UInt8])]
    {
        let next = now.adding(hours: 24 * listDays)
        return [
            ("root.crt", try Self.pem([root.certificate])), ("issuing.crt", try Self.pem(issuing.chain)),
            ("root.crl", try root.revocationList([], number: 1, at: now, next: next)),
            ("issuing.crl", try issuing.revocationList([], number: 1, at: now, next: next)),
        ]
    }

    /// The stamper's certificate and key in one file, for `LocalTimestampAuthority(file:)`.
    package func stamperFile() throws(SigningProblem) -> [UInt8] {
        let key = PEMDocument(type: "PRIVATE KEY", derBytes: stamperKey.stored).pemString + "\n"
        return try Self.pem(stamper.chain) + Array(key.utf8)
    }

    static func pem(_ chain: [Certificate]) throws(SigningProblem) -> [UInt8] {
        do {
            let texts = try chain.map { try $0.serializeAsPEM().pemString }
            return Array((texts.joined(separator: "\n") + "\n").utf8)
        } catch {
            throw .encoding(String(describing: error))
        }
    }
}

/// What `motcua pki` writes: a test house of certificates, keys, lists and answers as other programs read them.
package struct TestAuthorityFolder: Sendable {
    package struct File: Sendable {
        package let name: String
        package let bytes: [UInt8]
        /// A key: nobody else may read it.
        package let isSecret: Bool
    }

    package private(set) var files: [File] = []

    /// - Parameters:
    ///   - people: names; the last one's certificate is revoked, so that there is one to try.
    ///   - listDays: how long the list and the answers hold.
    package init(
        people: [String], organisation: String, algorithm: SigningAlgorithm, now: Instant, listDays: Int64 = 30
    ) throws(SigningProblem) {
        let test = try TestAuthority(now: now, algorithm: algorithm)
        let next = now.adding(hours: 24 * listDays)
        try add("root", [test.root.certificate], test.root.key)
        try add("issuing", test.issuing.chain, test.issuing.key)
        try add("timestamp", test.stamper.chain, nil)
        try add("ocsp", [test.responder.certificate], test.responder.key)
        var issued: [(name: String, certificate: Certificate)] = []
        for (index, person) in (people + [organisation]).enumerated() {
            let name = index == people.count ? "organisation" : "officer-\(index + 1)"
            let (key, chain) = try test.issue(to: person, of: organisation, algorithm)
            try add(name, chain, key)
            if let own = chain.first { issued.append((name, own)) }
        }
        let gone = try test.issue(to: "Đã thu hồi", of: organisation, algorithm)
        try add("revoked", gone.chain, gone.key)
        var revoked: [RevokedCertificate] = []
        if let own = gone.chain.first {
            issued.append(("revoked", own))
            revoked = [RevokedCertificate(serial: own.serialNumber, at: now, reason: .keyCompromise)]
        }
        put("root.crl", try test.root.revocationList([], number: 1, at: now, next: next))
        put("issuing.crl", try test.issuing.revocationList(revoked, number: 1, at: now, next: next))
        for (name, certificate) in issued {
            let answer = try test.issuing.revocationAnswer(
                on: certificate, revoked.first { $0.serial == certificate.serialNumber }, at: now, next: next,
                by: test.responder)
            put("\(name).ocsp", answer)
        }
    }

    private mutating func put(_ name: String, _ bytes: [UInt8], isSecret: Bool = false) {
        files.append(File(name: name, bytes: bytes, isSecret: isSecret))
    }

    private mutating func add(_ name: String, _ chain: [Certificate], _ key: SigningKey?) throws(SigningProblem) {
        put("\(name).crt", try TestAuthority.pem(chain))
        if let key {
            let text = PEMDocument(type: "PRIVATE KEY", derBytes: key.stored).pemString + "\n"
            put("\(name).key", Array(text.utf8), isSecret: true)
        }
    }
}
