package import Civic
import Crypto
package import Directory
import Journal
package import Store

/// Papers handed in as files: receive, list, serve, remove, erase. The façade of Papers.
package struct UploadBook: Sendable {
    /// 20 MiB: twelve phone photos or a long scan.
    package static let usualLimit = 20 * 1_048_576

    let database: any Database
    private let blobs: any BlobStore
    let clock: any CityClock
    let ids: IDGenerator
    private let scanner: (any MalwareScanner)?
    package let limit: Int

    /// - Parameter scanner: nil: uploads are not looked over for malware.
    package init(
        database: any Database, blobs: any BlobStore, clock: any CityClock, ids: IDGenerator,
        scanner: (any MalwareScanner)? = nil, limit: Int = UploadBook.usualLimit
    ) {
        self.database = database
        self.blobs = blobs
        self.clock = clock
        self.ids = ids
        self.scanner = scanner
        self.limit = limit
    }

    /// Takes a file from a stream of parts, as a request's body comes in; stops reading at the limit.
    package func receive<Parts: AsyncSequence & Sendable>(
        _ parts: Parts, name: String, document: String, owner: ID<Subject>, link: ID<PaperLink>
    ) async throws -> Upload where Parts.Element: Sequence<UInt8> {
        var bytes: [UInt8] = []
        for try await part in parts {
            bytes.append(contentsOf: part)
            guard bytes.count <= limit else { throw PapersProblem.tooLarge(limit) }
        }
        return try await receive(bytes, name: name, document: document, owner: owner, link: link)
    }

    /// Looks the bytes over, stores them, and only then names them in the database: a power cut leaves at worst a file
    /// that nothing names, which the sweep removes. What the owner brought before is not stored again.
    package func receive(
        _ bytes: [UInt8], name: String, document: String, owner: ID<Subject>, link: ID<PaperLink>
    ) async throws -> Upload {
        guard bytes.count <= limit else { throw PapersProblem.tooLarge(limit) }
        let kind = try PaperSniffer.sniff(bytes)
        if let found = try await scanner?.scan(bytes) { throw PapersProblem.infected(found) }
        let stored = kind == .jpeg ? JPEGPrivacy.stripped(bytes) : bytes
        let upload = Upload(
            id: ids.next(), owner: owner, link: link, document: document, name: PaperName.cleaned(name, kind: kind),
            kind: kind, bytes: stored.count, sha256: Array(SHA256.hash(data: stored)), created: clock.now(),
            erasedAt: nil, ownKey: BlobKey.fresh())
        if let shared = try await insert(upload, withBytesOf: try await twin(of: upload, stored)) { return shared }
        try await blobs.put(stored, key: upload.key)
        try await database.write("Papers.receive") { try Self.insert(upload, in: $0) }
        return upload
    }

    /// An earlier upload of the owner whose bytes are the same and still lie there whole.
    private func twin(of upload: Upload, _ stored: [UInt8]) async throws -> Upload? {
        let twins = try await database.read {
            try $0.all(PapersStore.twins, [.id(upload.owner), .blob(upload.sha256)], Upload.init(row:))
        }
        guard let twin = twins.first, try await blobs.get(twin.key) == stored else { return nil }
        return twin
    }

    /// Names bytes that lie there already.
    /// - Returns: nil when there are none, or they were erased meanwhile.
    func insert(_ upload: Upload, withBytesOf source: Upload?) async throws -> Upload? {
        guard let source else { return nil }
        var shared = upload
        shared.sharedKey = source.key
        let row = shared
        let isThere = try await database.write("Papers.share") { transaction in
            guard try transaction.executeCounting(PapersStore.hold, [.id(source.id), .id(source.owner)]) == 1 else {
                return false
            }
            try Self.insert(row, in: transaction)
            return true
        }
        return isThere ? shared : nil
    }

    /// Stores a document of the house's own making. It is named in the database by what is returned, in a transaction of
    /// the caller's.
    func store(
        _ document: [UInt8], name: String, _ owner: ID<Subject>, _ link: ID<PaperLink>
    ) async throws -> (upload: Upload, insert: @Sendable (any Transaction) throws -> Void) {
        let upload = Upload(
            id: ids.next(), owner: owner, link: link, document: Upload.result, name: name, kind: .pdf,
            bytes: document.count, sha256: Array(SHA256.hash(data: document)), created: clock.now(), erasedAt: nil,
            ownKey: BlobKey.fresh())
        try await blobs.put(document, key: upload.key)
        return (upload, { try Self.insert(upload, in: $0) })
    }

    private static func insert(_ upload: Upload, in transaction: any Transaction) throws {
        try transaction.execute(
            PapersStore.insert,
            [
                .id(upload.id), .id(upload.owner), .id(upload.link), .text(upload.document), .text(upload.name),
                .text(upload.kind.rawValue), .int(upload.bytes), .blob(upload.sha256), .text(upload.ownKey),
                .instant(upload.created), .optional(upload.sharedKey),
            ])
    }

    package func uploads(of link: ID<PaperLink>) async throws -> [Upload] {
        try await database.read { try $0.all(PapersStore.byLink, [.id(link)], Upload.init(row:)) }
    }

    package func upload(_ id: ID<Upload>) async throws -> Upload? {
        try await database.read { try $0.first(PapersStore.byID, [.id(id)], Upload.init(row:)) }
    }

    /// The bytes and headers. Who may have them is asked by the use case that knows the dossier.
    /// - Throws: `unknown`, `erased`; `storage` when the stored bytes are gone or not those that were received.
    package func serve(_ id: ID<Upload>) async throws -> ServedPaper {
        guard let upload = try await upload(id) else { throw PapersProblem.unknown }
        guard upload.erasedAt == nil else { throw PapersProblem.erased }
        guard let bytes = try await blobs.get(upload.key) else {
            // Taken off its draft a moment ago, perhaps: then no row names it any more.
            guard try await self.upload(id)?.erasedAt == upload.erasedAt else { throw PapersProblem.unknown }
            throw PapersProblem.storage("the bytes of upload \(id) are gone")
        }
        guard Array(SHA256.hash(data: bytes)) == upload.sha256 else {
            throw PapersProblem.storage("the bytes of upload \(id) have changed")
        }
        return ServedPaper(upload: upload, bytes: bytes)
    }

    /// The person takes a paper off a draft: the row goes, and the bytes where no other upload names them.
    package func remove(_ id: ID<Upload>, from link: ID<PaperLink>) async throws {
        guard let upload = try await upload(id) else { throw PapersProblem.unknown }
        let pictures = try await database.write("Papers.remove") { transaction in
            try transaction.execute(
                PapersStore.remove, [.id(id), .id(link)], changing: 1, else: PapersProblem.unknown)
            return try Self.forgetPages(of: id, in: transaction)
        }
        for key in [upload.key] + pictures { try await eraseUnnamed(key) }
    }

    /// The draft or dossier that an upload hangs on; nil when there is no such upload, or it was erased.
    package static func link(of upload: ID<Upload>, in transaction: any Transaction) throws -> ID<PaperLink>? {
        try transaction.first(PapersStore.linkOf, [.id(upload)]) { $0.id(0) }
    }

    /// Moves a paper to the dossier it is filed with, inside the transaction that files it: one of the filer's own, or
    /// one of a draft he may file.
    ///
    /// - Returns: false where there is none, or it was erased.
    package static func file(
        _ upload: ID<Upload>, with dossier: ID<PaperLink>, owner: ID<Subject>, draft: ID<PaperLink>?,
        in transaction: any Transaction
    ) throws -> Bool {
        try transaction.executeCounting(
            PapersStore.file, [.id(dossier), .id(upload), .id(owner), .id(draft ?? dossier)]) == 1
    }

    /// Forgets what is left of a draft that is gone; the sweep removes the bytes, which nothing names any more.
    package static func discard(_ draft: ID<PaperLink>, in transaction: any Transaction) throws {
        try transaction.execute(PapersStore.discard, [.id(draft)])
    }

    /// Erases the bytes and the name; that there was a paper, and its hash, stays.
    /// - Parameter basis: the law or order it rests on.
    package func erase(_ id: ID<Upload>, basis: String, by actor: Actor) async throws {
        guard let upload = try await upload(id) else { throw PapersProblem.unknown }
        let now = clock.now()
        let event = erasure(of: upload, basis: basis, at: now, by: actor)
        let pictures = try await database.write("Papers.erase") { transaction in
            try transaction.execute(
                PapersStore.erase, [.instant(now), .id(id)], changing: 1, else: PapersProblem.erased)
            try Journal.append(event, in: transaction)
            return try Self.forgetPages(of: id, in: transaction)
        }
        for key in [upload.key] + pictures { try await eraseUnnamed(key) }
    }

    /// - Returns: the keys of the pictures of its pages, which go with it.
    static func forgetPages(of id: ID<Upload>, in transaction: any Transaction) throws -> [String] {
        try transaction.all(PageStore.forget, [.id(id)]) { $0.optionalText(0) }.compactMap(\.self)
    }

    func erasure(of upload: Upload, basis: String, at now: Instant, by actor: Actor) -> NewEvent {
        NewEvent(
            id: ids.next(), stream: upload.id.retyped(), streamSeq: 1, kind: "papers.uploadErased", at: now,
            actor: actor.journalActor, facts: ["link": .int(upload.link.rawValue)],
            body: BodyWriter.object { $0.text("basis", basis) }, salt: .random())
    }

    /// Bytes go with the last upload that names them. Asked after that upload is gone: who shares its bytes holds a row
    /// that names them, so that from then on nobody can.
    func eraseUnnamed(_ key: String) async throws {
        guard try await !isNamed(key) else { return }
        try await blobs.erase(key)
    }

    private func isNamed(_ key: String) async throws -> Bool {
        try await database.read { transaction in
            try transaction.first(PapersStore.isNamed, [.text(key), .text(key)]) { _ in true }
                ?? transaction.first(PageStore.isNamed, [.text(key)]) { _ in true } ?? false
        }
    }

    /// A job of every night: removes bytes stored over a day ago that no upload names, and no picture of one's pages.
    /// - Returns: how many went.
    @discardableResult
    package func sweepOrphans() async throws -> Int {
        let yesterday = clock.now().adding(hours: -24)
        var swept = 0
        for key in try await blobs.keys(storedBefore: yesterday.milliseconds) {
            guard try await !isNamed(key) else { continue }
            try await blobs.erase(key)
            swept += 1
        }
        return swept
    }
}

extension Upload {
    /// A row of `PapersStore`.
    init(row: any Row) throws {
        guard let kind = PaperKind(rawValue: row.text(5)) else {
            throw StoreError.damaged("an upload has the kind \(row.text(5))")
        }
        self.init(
            id: row.id(0), owner: row.id(1), link: row.id(2), document: row.text(3), name: row.text(4), kind: kind,
            bytes: Int(row.int(6)), sha256: row.blob(7), created: row.instant(9), erasedAt: row.optionalInstant(10),
            heldUntil: row.optionalInstant(12), eraseAt: row.optionalInstant(13), ownKey: row.text(8),
            sharedKey: row.optionalText(11))
    }
}
