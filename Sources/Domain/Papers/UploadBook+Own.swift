package import Civic
package import Directory
import Journal
import Store

/// The store of papers of a person or an organisation: what they handed in and were given, to look at, to use again and
/// to delete.
extension UploadBook {
    /// Newest first; a result that is not released yet is not among them.
    /// - Parameter before: nil: from the newest on.
    package func papers(of owner: ID<Subject>, before: ID<Upload>? = nil, limit: Int = 200) async throws -> [Upload] {
        try await database.read {
            try $0.all(
                PapersStore.byOwner, [.id(owner), .int(before?.rawValue ?? .max), .int(limit)], Upload.init(row:))
        }
    }

    /// A result belongs to its owner from its release on; everything else always did.
    package func isGiven(_ upload: Upload) async throws -> Bool {
        guard upload.document == Upload.result else { return true }
        return try await papers(of: upload.owner, before: ID(upload.id.rawValue + 1), limit: 1).first?.id == upload.id
    }

    /// What the owner's store holds for a document, newest first and each once: handed in elsewhere for the same
    /// document, or given as a result that stands for it.
    ///
    /// - Parameters:
    ///   - dossiers: those whose result stands for this document.
    ///   - link: the draft or dossier it is offered to; what hangs on it is not offered.
    package func offers(
        for document: String, of owner: ID<Subject>, givenIn dossiers: Set<ID<PaperLink>>, to link: ID<PaperLink>
    ) async throws -> [Upload] {
        let (same, made, here) = try await database.read { transaction in
            (
                try transaction.all(PapersStore.byDocument, [.id(owner), .text(document)], Upload.init(row:)),
                dossiers.isEmpty ? [] : try transaction.all(PapersStore.given, [.id(owner)], Upload.init(row:)),
                try transaction.all(PapersStore.byLink, [.id(link)], Upload.init(row:))
            )
        }
        var seen = Set(here.filter { $0.document == document }.map(\.sha256))
        return (same + made.filter { dossiers.contains($0.link) })
            .filter { $0.link != link && seen.insert($0.sha256).inserted }.prefix(5).map(\.self)
    }

    /// Hands a paper of the store in once more: the same bytes for another draft or dossier.
    ///
    /// - Throws: `unknown` when it is not the owner's; `erased`.
    package func reuse(
        _ id: ID<Upload>, as document: String, owner: ID<Subject>, link: ID<PaperLink>
    ) async throws -> Upload {
        guard let source = try await upload(id), source.owner == owner else { throw PapersProblem.unknown }
        let copy = Upload(
            id: ids.next(), owner: owner, link: link, document: document, name: source.name, kind: source.kind,
            bytes: source.bytes, sha256: source.sha256, created: clock.now(), erasedAt: nil, ownKey: BlobKey.fresh())
        guard source.erasedAt == nil, let shared = try await insert(copy, withBytesOf: source) else {
            throw PapersProblem.erased
        }
        return shared
    }

    /// The owner deletes a paper wherever it was handed in.
    ///
    /// - Throws: `unknown` when it is not his; `held` when a draft or dossier holds it, and nothing is deleted.
    package func delete(_ id: ID<Upload>, owner: ID<Subject>, by actor: Actor) async throws {
        guard let upload = try await upload(id), upload.owner == owner, upload.erasedAt == nil else {
            throw PapersProblem.unknown
        }
        let now = clock.now()
        let uses = try await database.read {
            try $0.all(PapersStore.twins, [.id(owner), .blob(upload.sha256)], Upload.init(row:))
        }
        let events = uses.map { erasure(of: $0, basis: Self.ownWish, at: now, by: actor) }
        let pictures = try await database.write("Papers.delete") { transaction in
            var pictures: [String] = []
            for (use, event) in zip(uses, events) {
                try transaction.execute(
                    PapersStore.delete, [.instant(now), .id(use.id), .id(owner), .instant(now)], changing: 1,
                    else: PapersProblem.held)
                try Journal.append(event, in: transaction)
                pictures += try Self.forgetPages(of: use.id, in: transaction)
            }
            return pictures
        }
        for key in Set(uses.map(\.key)).union(pictures) { try await eraseUnnamed(key) }
    }

    private static let ownWish = "Người có giấy tờ xóa"
}
