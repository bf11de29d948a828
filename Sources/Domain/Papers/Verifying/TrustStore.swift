import Civic
import Foundation
import SwiftASN1
@_spi(FixedExpiryValidationTime) package import X509

/// Whom the city believes: the authorities at the head of every path, and what they said of certificates taken back.
/// Configuration, not code: a city that signs in earnest puts the Government's authority here.
package struct TrustStore: Sendable {
    private let roots: [Certificate]
    /// Authorities below the roots, for documents that do not bring them.
    private let others: [Certificate]
    private let evidence: [any RevocationEvidence]

    /// - Parameters:
    ///   - lists: lists of revoked certificates, in DER; what cannot be read is as if it were not there.
    ///   - answers: answers about single certificates (OCSP), in DER.
    package init(
        roots: [Certificate], others: [Certificate] = [], lists: [[UInt8]] = [], answers: [[UInt8]] = []
    ) {
        self.roots = roots
        self.others = others
        evidence =
            lists.compactMap { ReadRevocationList($0) as (any RevocationEvidence)? }
            + answers.compactMap { ReadRevocationAnswer($0) as (any RevocationEvidence)? }
    }

    package var isEmpty: Bool { roots.isEmpty }

    /// What a certificate is to be good for.
    enum Use { case papers, timestamps }

    /// - Returns: the certificate and its authorities up to a root; nil when no path leads there at that time.
    func path(
        of certificate: Certificate, with others: [Certificate], for use: Use, at time: Instant
    ) async -> [Certificate]? {
        var verifier = Verifier(rootCertificates: CertificateStore(roots)) {
            RFC5280Policy(fixedExpiryValidationTime: CertificateAuthority.date(time))
            UsePolicy(use: use)
        }
        let between = CertificateStore(others + self.others)
        switch await verifier.validate(leaf: certificate, intermediates: between) {
        case .validCertificate(let chain): return Array(chain)
        case .couldNotValidate: return nil
        }
    }

    /// Whether any certificate of the path was taken back. Evidence counts that was given after the time asked for, or
    /// held then; of several, the latest. What has ended proves that a certificate was revoked, and nothing else.
    func revocation(of path: [Certificate], at time: Instant) -> RevocationStatus {
        var worst = RevocationStatus.good
        for (certificate, issuer) in zip(path, path.dropFirst()) {
            switch revocation(of: certificate, issuedBy: issuer, at: time) {
            case .revoked(let at): return .revoked(at)
            case .good: break
            case .ended(let at): if worst != .unknown { worst = .ended(at) }
            case .unknown: worst = .unknown
            }
        }
        return worst
    }

    private func revocation(
        of certificate: Certificate, issuedBy issuer: Certificate, at time: Instant
    ) -> RevocationStatus {
        var ended: Instant?
        for evidence in evidence.sorted(by: { $0.from > $1.from }) {
            guard let said = evidence.status(of: certificate, issuedBy: issuer) else { continue }
            // A newer one that called it good, and has ended, is newer all the same.
            if case .revoked(let at) = said, at <= time, ended == nil || evidence.to >= time { return said }
            if evidence.to >= time { return said == .unknown ? .unknown : .good }
            ended = ended ?? evidence.to
        }
        return ended.map { .ended($0) } ?? .unknown
    }
}

/// Key usage of who signs (RFC 5280, 4.2.1.3; RFC 3161, 2.3).
private struct UsePolicy: VerifierPolicy {
    let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [.X509ExtensionID.extendedKeyUsage]
    let use: TrustStore.Use

    func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) async -> PolicyEvaluationResult {
        guard let leaf = chain.first else { return .failsToMeetPolicy(reason: "no certificate") }
        let usage = try? leaf.extensions.keyUsage
        let purposes = try? leaf.extensions.extendedKeyUsage
        switch use {
        case .papers:
            guard let usage, usage.digitalSignature || usage.nonRepudiation else {
                return .failsToMeetPolicy(reason: "the key is not for signatures")
            }
            guard purposes?.contains(.timeStamping) != true, purposes?.contains(.ocspSigning) != true else {
                return .failsToMeetPolicy(reason: "the key is for other things")
            }
        case .timestamps:
            guard purposes.map(Array.init) == [.timeStamping] else {
                return .failsToMeetPolicy(reason: "the key is not for timestamps alone")
            }
        }
        return .meetsPolicy
    }
}
