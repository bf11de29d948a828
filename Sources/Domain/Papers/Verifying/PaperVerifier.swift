package import Civic
import Crypto
import SwiftASN1

/// Reads a signed document of whoever's making and says what holds of it, byte for byte. Never throws: what cannot be
/// read is what it says.
package struct PaperVerifier: Sendable {
    private static let mostSignatures = 32

    private let trust: @Sendable () -> TrustStore

    package init(trusting trust: TrustStore) { self.trust = { trust } }

    /// Believes whom the folder names on the day.
    package init(trusting folder: TrustFolder) { trust = { folder.current } }

    /// - Parameter now: the day it is asked.
    package func verdict(on bytes: [UInt8], at now: Instant) async -> PaperVerdict {
        let hash = Array(SHA256.hash(data: bytes))
        do throws(PDFReader.Fault) {
            let document = try PDFDocument(bytes)
            try Self.refuseActive(document)
            let found = try FoundSignature.all(in: document, most: Self.mostSignatures)
            guard !found.isEmpty else {
                return PaperVerdict(sha256: hash, signatures: [], findings: [.noSignature])
            }
            let changes = Self.changesBehind(found, in: document)
            let trust = trust()
            var verdicts: [SignatureVerdict] = []
            for (signature, changed) in zip(found, changes) {
                verdicts.append(await verdict(on: signature, in: document, changed: changed, by: trust, at: now))
            }
            return PaperVerdict(sha256: hash, signatures: verdicts, findings: [])
        } catch {
            return PaperVerdict(sha256: hash, signatures: [], findings: [.unreadableDocument(error.what)])
        }
    }

    /// No paper of the city runs anything or carries files.
    private static func refuseActive(_ document: PDFDocument) throws(PDFReader.Fault) {
        let inspection = PDFInspection(FileReader(bytes: document.bytes))
        do throws(PapersProblem) {
            try inspection.check()
        } catch {
            throw PDFReader.Fault(error.code)
        }
        guard try !inspection.isActive(document) else { throw PDFReader.Fault(PapersProblem.activePDF.code) }
    }

    /// For each signature what was changed behind it: by the next revision, and by all that follow.
    private static func changesBehind(_ found: [FoundSignature], in document: PDFDocument) -> [[DocumentChange]] {
        var behind: [[DocumentChange]] = []
        var following: [DocumentChange] = []
        var next: PDFDocument? = document
        for signature in found.reversed() {
            if let revision = signature.revision, let later = next, revision.bytes.count < later.bytes.count {
                let isSigned = later.bytes.count < document.bytes.count || found.last?.coversWhole == true
                do throws(PDFReader.Fault) {
                    following += try PDFRevisionCheck(from: revision, to: later).changes()
                } catch {
                    following.append(.catalogue)
                }
                if !isSigned { following.append(.unsigned) }
            }
            if signature.revision != nil { next = signature.revision }
            behind.append(following)
        }
        return behind.reversed()
    }

    private func verdict(
        on found: FoundSignature, in document: PDFDocument, changed: [DocumentChange], by trust: TrustStore,
        at now: Instant
    ) async -> SignatureVerdict {
        var findings: [SignatureFinding] = []
        if !changed.isEmpty { findings.append(.changedAfter(changed)) }
        guard let covered = found.covered, found.revision != nil else {
            return found.verdict(findings + [.coversPart])
        }
        guard let message = found.message else { return found.verdict(findings + [.unreadableSignature]) }
        guard message.content == nil, message.contentType == .CMS.data,
            message.isValid(over: covered.map { document.bytes[$0] })
        else { return found.verdict(findings + [.contentChanged], by: message) }

        let stamped = await stamp(on: message, by: trust, at: now, &findings)
        let time = stamped ?? now
        let path = await trust.path(of: message.signer, with: message.others, for: .papers, at: time)
        if let path {
            switch trust.revocation(of: path, at: time) {
            case .good: break
            case .revoked(let at): findings.append(.revoked(at))
            case .ended(let at): findings.append(.revocationEnded(at))
            case .unknown: findings.append(.revocationUnknown)
            }
        } else {
            findings.append(.untrusted)
        }
        return found.verdict(findings, by: message, path: path ?? [], stamped: stamped)
    }

    /// When a trusted authority saw the signature.
    private func stamp(
        on message: ReadMessage, by trust: TrustStore, at now: Instant, _ findings: inout [SignatureFinding]
    ) async -> Instant? {
        guard let token = message.timestamp else {
            findings.append(.noTimestamp)
            return nil
        }
        guard let stamp = ReadTimestamp(token, imprint: { $0.hash([message.signature[...]]) }),
            stamp.time <= now.adding(minutes: 5),
            await trust.path(
                of: stamp.message.signer, with: stamp.message.others, for: .timestamps, at: stamp.time) != nil
        else {
            findings.append(.untrustedTimestamp)
            return nil
        }
        return stamp.time
    }
}
