package import Civic
import Foundation
package import Store

/// Everything the journal holds of one stream, with the way from each event to one signed head: whoever has the public key
/// checks it without the database. Text and hexadecimal only, so that it stands in a JSON document.
///
/// It proves that these events stand in the journal, in this order, unchanged and without a gap between them. That none came
/// after the last is not to be proven by a file.
package struct StreamEvidence: Sendable, Codable {
    package let format: String
    package let stream: String
    /// A head as a witness keeps it; nil while none is signed.
    package let head: String?
    package private(set) var events: [Entry]

    package struct Entry: Sendable, Codable {
        package let position: Int64
        /// The hashed leaf, as stored.
        package let header: String
        /// Nil while no signed head covers it.
        package let path: [String]?
        package let salt: String?
        /// The JSON text that the header commits to.
        package let body: String?
        package let state: BodyState
    }

    package enum BodyState: String, Sendable, Codable {
        case shown
        /// The reader may see that it happened, and not what was said.
        case withheld
        /// Erased by law, or in an archive.
        case absent
    }

    static let format = "motcua/stream-evidence/1"
    static let most = 10_000
}

extension Journal {
    package static func evidence(
        of stream: ID<EventStream>, showsBodies: Bool, in transaction: any Transaction
    ) throws -> StreamEvidence {
        let head = try lastHead(in: transaction)
        let tiles = TreeTiles(transaction)
        let rows = try transaction.all(
            JournalStore.stream, [.id(stream), .int(0), .int(StreamEvidence.most)]
        ) { row in
            (position: row.int(0), header: row.blob(1), salt: row.optionalBlob(2), body: row.optionalBlob(3))
        }
        let events = try rows.map { row in
            var path: [String]?
            if let head, row.position >= 0, row.position < head.size {
                path = try MerkleTree.inclusion(of: row.position, size: head.size, node: tiles.node).map(\.description)
            }
            let isThere = row.salt != nil && row.body != nil
            let shows = showsBodies && isThere
            return StreamEvidence.Entry(
                position: row.position, header: HeadKey.hexadecimal(row.header), path: path,
                salt: shows ? row.salt.map(HeadKey.hexadecimal) : nil,
                body: shows ? row.body.map { String(decoding: $0, as: UTF8.self) } : nil,
                state: shows ? .shown : isThere ? .withheld : .absent)
        }
        return StreamEvidence(
            format: StreamEvidence.format, stream: stream.description, head: head?.text, events: events)
    }
}

/// What a check of the evidence came to.
package struct EvidenceReport: Sendable, Equatable {
    package internal(set) var events = 0
    /// Shown to stand in the signed journal.
    package internal(set) var proven = 0
    /// Younger than the head of the file.
    package internal(set) var uncovered = 0
    package internal(set) var withheld = 0
    package internal(set) var absent = 0
    /// Of the head; nil without one that a key signed.
    package internal(set) var headAt: Instant?
    package internal(set) var faults: [String] = []

    package var ok: Bool { faults.isEmpty }
}

extension StreamEvidence {
    /// Pure: needs neither the database nor the house.
    package func check(_ keys: [HeadPublicKey]) -> EvidenceReport {
        var report = EvidenceReport()
        report.events = events.count
        guard format == Self.format else {
            report.faults.append("this is no evidence of format \(Self.format)")
            return report
        }
        let head = head.flatMap(TreeHead.init(text:)).flatMap { head in
            keys.contains { head.isSigned(by: $0) } ? head : nil
        }
        report.headAt = head?.at
        if head == nil {
            report.faults.append(
                self.head == nil ? "no head is in it" : "the head is signed by none of the keys given")
        }
        for (index, entry) in events.enumerated() {
            check(entry, number: Int64(index + 1), head, &report)
        }
        return report
    }

    private func check(_ entry: Entry, number: Int64, _ head: TreeHead?, _ report: inout EvidenceReport) {
        func fault(_ text: String) { report.faults.append("event \(number): \(text)") }
        guard let bytes = HeadKey.bytes(entry.header), let header = try? EventHeader(decoding: bytes) else {
            return fault("its header cannot be read")
        }
        if header.stream.description != stream { fault("it belongs to another stream") }
        if header.streamSeq != number { fault("it is number \(header.streamSeq) of the stream") }
        switch entry.state {
        case .withheld: report.withheld += 1
        case .absent: report.absent += 1
        case .shown:
            let salt = entry.salt.flatMap(HeadKey.bytes).flatMap { Hash256($0) }
            let holds =
                salt.map { Commitment.of(Array((entry.body ?? "").utf8), Salt($0)) == header.commitment } ?? false
            if !holds { fault("its words are not those that were recorded") }
        }
        guard let path = entry.path else {
            report.uncovered += 1
            if let head, entry.position >= 0, entry.position < head.size { fault("its proof is missing") }
            return
        }
        let hashes = path.compactMap { HeadKey.bytes($0).flatMap { Hash256($0) } }
        guard let head else { return }
        let holds =
            hashes.count == path.count
            && MerkleTree.verifies(
                inclusion: hashes, of: MerkleTree.leaf(bytes), at: entry.position, size: head.size, root: head.root)
        if holds { report.proven += 1 } else { fault("it does not stand in the signed journal") }
    }
}
