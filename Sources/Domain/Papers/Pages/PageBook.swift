package import Civic
package import Programs
package import Store

/// The pages of papers as pictures, for who reads a paper beside the data it proves: drawn once, ahead of the reader or
/// when he comes, and kept beside the paper. A picture goes with its paper.
package struct PageBook: Sendable {
    /// Beyond these a page is drawn when somebody turns to it.
    static let pagesAhead = 5

    private let database: any Database
    private let uploads: UploadBook
    private let blobs: any BlobStore
    private let clock: any CityClock
    private let painter: PagePainter

    /// - Parameter limits: of drawing one page.
    package init(
        database: any Database, uploads: UploadBook, blobs: any BlobStore, clock: any CityClock,
        limits: BoundedProgram.Limits = PagePainter.usualLimits
    ) {
        painter = PagePainter(limits: limits)
        self.database = database
        self.uploads = uploads
        self.blobs = blobs
        self.clock = clock
    }

    /// What is known of a page before its picture is sent.
    package struct Leaf: Sendable, Equatable {
        /// As asked for, or the paper's last.
        package let number: Int
        /// Of the whole paper; 1 where nobody could count them.
        package let pages: Int
        package let fault: PageFault?
        let key: String?
    }

    package struct Picture: Sendable {
        package let bytes: [UInt8]
        package let contentType: String
    }

    /// Sees to it that the page is drawn.
    ///
    /// - Parameter number: from 1; past the last page it is the last.
    /// - Throws: `PapersProblem.unknown`, `.erased`, `.storage`.
    package func leaf(_ number: Int, of id: ID<Upload>) async throws -> Leaf {
        guard let upload = try await uploads.upload(id) else { throw PapersProblem.unknown }
        guard upload.erasedAt == nil else { throw PapersProblem.erased }
        guard upload.kind == .pdf || upload.kind == .heic else {
            return Leaf(number: 1, pages: 1, fault: nil, key: nil)
        }
        let known = try await database.read { transaction in
            try transaction.first(PageStore.pages, [.id(id)]) { Int($0.int(0)) }
        }
        let number = max(1, min(number, known ?? .max))
        if let kept = try await kept(number, of: id) { return kept }
        return try await draw(number, of: upload)
    }

    /// - Throws: `PageFault`; `PapersProblem` as for `leaf`.
    package func picture(_ number: Int, of id: ID<Upload>) async throws -> Picture {
        let leaf = try await leaf(number, of: id)
        if let fault = leaf.fault { throw fault }
        guard let key = leaf.key else {
            let paper = try await uploads.serve(id)
            return Picture(bytes: paper.bytes, contentType: paper.upload.kind.contentType)
        }
        if let bytes = try await blobs.get(key) { return try Self.picture(bytes) }
        // A store that was copied without its pictures: this one is drawn anew.
        try await forget(id)
        guard let upload = try await uploads.upload(id),
            let drawn = try await draw(leaf.number, of: upload).key, let bytes = try await blobs.get(drawn)
        else { throw PapersProblem.storage("the picture of upload \(id) is gone") }
        return try Self.picture(bytes)
    }

    private static func picture(_ bytes: [UInt8]) throws -> Picture {
        Picture(bytes: bytes, contentType: PaperSniffer.isPNG(bytes) ? "image/png" : "image/jpeg")
    }

    private func kept(_ number: Int, of id: ID<Upload>) async throws -> Leaf? {
        try await database.read { transaction in
            try transaction.first(PageStore.byPage, [.id(id), .int(number)]) { row in
                Leaf(
                    number: number, pages: Int(row.int(0)), fault: row.optionalText(2).flatMap(PageFault.init),
                    key: row.optionalText(1))
            }
        }
    }

    /// Draws the page and keeps it, if the paper is still there by then.
    private func draw(_ number: Int, of upload: Upload) async throws -> Leaf {
        let painted: PagePainter.Painted
        do {
            painted = try await painter.paint(number, of: try await uploads.serve(upload.id).bytes, upload.kind)
        } catch PageFault.noProgram {
            return Leaf(number: 1, pages: 1, fault: .noProgram, key: nil)
        } catch let fault as PageFault {
            return try await keep(Leaf(number: number, pages: 1, fault: fault, key: nil), of: upload)
        }
        let key = BlobKey.fresh()
        try await blobs.put(painted.bytes, key: key)
        let leaf = Leaf(number: min(number, painted.pages), pages: painted.pages, fault: nil, key: key)
        let kept = try await keep(leaf, of: upload)
        if kept.key != key { try await blobs.erase(key) }
        return kept
    }

    /// - Returns: what another reader's call kept meanwhile, where it was first.
    private func keep(_ leaf: Leaf, of upload: Upload) async throws -> Leaf {
        let now = clock.now()
        let isThere = try await database.write("Papers.keepPage") { transaction in
            // Locks the row: an erasure waits for the picture, and then takes it along.
            guard try transaction.executeCounting(PageStore.holdUpload, [.id(upload.id)]) == 1 else { return false }
            try transaction.execute(
                PageStore.insert,
                [
                    .id(upload.id), .int(leaf.number), .int(leaf.pages), .optional(leaf.key),
                    .optional(leaf.fault?.rawValue), .instant(now),
                ])
            return true
        }
        guard isThere else {
            if let key = leaf.key { try await blobs.erase(key) }
            throw PapersProblem.erased
        }
        return try await kept(leaf.number, of: upload.id) ?? leaf
    }

    private func forget(_ id: ID<Upload>) async throws {
        try await database.write("Papers.forgetPages") { try $0.execute(PageStore.forget, [.id(id)]) }
    }

    // MARK: - Jobs

    /// Draws the first pages of what came in within the last quarter of an hour.
    ///
    /// - Returns: how many papers were looked at.
    @discardableResult
    package func drawAhead() async throws -> Int {
        let since = IDGenerator.first(at: clock.now().adding(seconds: -900))
        let fresh = try await database.read { transaction in
            try transaction.all(PageStore.undrawn, [.int(since)]) { $0.id(0, of: Upload.self) }
        }
        for id in fresh {
            do {
                let first = try await leaf(1, of: id)
                guard first.fault != .noProgram else { return 0 }
                guard first.fault == nil, first.pages > 1 else { continue }
                for number in 2...min(first.pages, Self.pagesAhead) { _ = try await leaf(number, of: id) }
            } catch let problem as PapersProblem where problem == .erased || problem == .unknown {
                // Taken off its draft while its turn came.
            }
        }
        return fresh.count
    }

    /// Rows of papers that are gone, and faults a day old: the next reader's call tries again.
    package func sweep() async throws {
        let yesterday = clock.now().adding(hours: -24)
        try await database.write("Papers.sweepPages") { transaction in
            try transaction.execute(PageStore.sweepFaults, [.instant(yesterday)])
            try transaction.execute(PageStore.sweepGone, [])
        }
    }
}
