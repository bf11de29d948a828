import Civic
import Directory
import Foundation
import Journal

/// What the store of papers knows of one, for the audit file.
package struct PaperDigest: Sendable {
    let sha256: String
    let bytes: Int

    package init(sha256: String, bytes: Int) {
        self.sha256 = sha256
        self.bytes = bytes
    }
}

extension DossierAudit {
    /// The file, as JSON. `journal` alone is proven; the rest is what the house says beside it.
    /// - Parameter digests: by upload.
    package func document(_ digests: [Int64: PaperDigest]) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return Array(try encoder.encode(AuditDocument(self, digests)))
    }
}

private struct AuditDocument: Encodable {
    let format = "motcua/dossier-audit/1"
    let dossier: String
    let label: String
    let procedure: String
    let status: Int
    let purpose: String
    let exportedBy: String
    let exportedAt: Date
    let journal: StreamEvidence
    let papers: [Paper]?
    let looks: [Look]?

    struct Paper: Encodable {
        let id: String
        let document: String
        let name: String
        let sha256: String?
        let bytes: Int?
    }

    struct Look: Encodable {
        let at: Date
        let officer: String
        let unit: String
        let purpose: String?
        let fields: [String]
        let isSealed: Bool
    }

    init(_ audit: DossierAudit, _ digests: [Int64: PaperDigest]) {
        func date(_ instant: Instant) -> Date { Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000) }
        dossier = audit.dossier.id.description
        label = audit.dossier.label
        procedure = audit.dossier.procedure
        status = audit.dossier.status.rawValue
        purpose = audit.purpose.rawValue
        exportedBy = audit.by.name
        exportedAt = date(audit.at)
        journal = audit.evidence
        papers = audit.papers?.map { paper in
            Paper(
                id: String(paper.upload), document: paper.document, name: paper.name,
                sha256: digests[paper.upload]?.sha256, bytes: digests[paper.upload]?.bytes)
        }
        looks = audit.looks?.map { look in
            Look(
                at: date(look.at), officer: look.officerName, unit: look.unit.text, purpose: look.purpose?.rawValue,
                fields: look.list.map { ["list.\($0)"] } ?? look.fields, isSealed: look.isSealed)
        }
    }
}
