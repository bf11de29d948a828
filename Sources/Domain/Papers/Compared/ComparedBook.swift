package import Civic
import Crypto
import Directory
import Journal
package import Store

/// Makes digitised originals: the scan as a PDF document that says who compared it with the original and when, signed
/// with the officer's own key. The bytes know it: wherever the copy is handed in again, it is one.
package struct ComparedBook: Sendable {
    package typealias Writes = @Sendable (any Transaction) throws -> Void

    /// A longer paper is digitised as several.
    static let mostPages = 60
    /// Points above the first picture for the mark.
    private static let head = 78.0
    private static let mark = (width: 190.0, height: 70.0)

    private let database: any Database
    private let uploads: UploadBook
    private let press: PaperPress
    private let painter = PagePainter(limits: PagePainter.usualLimits)
    private let clock: any CityClock
    private let ids: IDGenerator
    private let timestamps: (any TimestampAuthority)?

    package init(
        database: any Database, uploads: UploadBook, press: PaperPress, clock: any CityClock, ids: IDGenerator,
        timestamps: (any TimestampAuthority)?
    ) {
        self.database = database
        self.uploads = uploads
        self.press = press
        self.clock = clock
        self.ids = ids
        self.timestamps = timestamps
    }

    /// The papers of a draft or dossier that are digitised originals.
    package func copies(of link: ID<PaperLink>) async throws -> [ID<Upload>: ComparedCopy] {
        let found = try await database.read { transaction in
            try transaction.all(ComparedStore.ofLink, [.id(link)]) {
                ($0.id(0, of: Upload.self), ComparedCopy(row: $0))
            }
        }
        return Dictionary(found) { first, _ in first }
    }

    /// Signs a copy of the scan. It is its dossier's when the writes are done; the scan stays as it was handed in.
    ///
    /// - Throws: `SigningProblem`; `PapersProblem.notDigitised` where a paper's pages cannot be made into a document.
    package func copy(
        of id: ID<Upload>, comparedBy who: Comparer, signer: any Signer
    ) async throws -> (copy: Upload, writes: Writes) {
        let now = clock.now()
        let scan = try await uploads.serve(id)
        let (document, page) = try await document(scan, at: now)
        let place = SignatureRectangle(
            page: 1, x: max(0, page.width - Self.mark.width - 14), y: 6, width: Self.mark.width,
            height: Self.mark.height)
        // Decree 30/2020, Annex I: on copies at the upper right of the first page, in black.
        let picture = try await press.render(
            .words(
                [
                    "BẢN SAO ĐIỆN TỬ", "Đã đối chiếu với bản chính", who.unitName,
                    "Người đối chiếu: \(who.actor.name)", "Thời gian ký: \(ResultBook.moment(now))",
                ], .black), width: place.width, height: place.height, dated: now)
        let signed = try await PaperSigning.signed(
            document,
            SignatureRequest(
                field: Self.field, name: who.actor.name, reason: "Đã đối chiếu với bản chính",
                location: who.unitName, at: now, look: .init(place: place, picture: picture)),
            by: signer, timestamps: timestamps)
        let (copy, insert) = try await uploads.store(
            signed, name: Self.name(scan.upload.name), scan.upload.owner, scan.upload.link,
            as: scan.upload.document)
        let event = NewEvent(
            id: ids.next(), stream: ids.next(), streamSeq: 1, kind: "papers.originalCompared", at: now,
            actor: who.actor.journalActor,
            facts: [
                "dossier": .int(scan.upload.link.rawValue), "sha256": .text(copy.sha256Text),
                "source": .text(scan.upload.sha256Text), "unit": .text(who.unit),
            ], body: BodyWriter.object { _ in }, salt: .random())
        return (
            copy,
            { transaction in
                try insert(transaction)
                try transaction.execute(
                    ComparedStore.insert,
                    [
                        .blob(copy.sha256), .blob(scan.upload.sha256), .id(who.actor.subject),
                        .text(who.actor.name), .text(who.unit), .instant(now),
                    ])
                try Journal.append(event, in: transaction)
            }
        )
    }

    static let field = "compared"

    /// The scan itself where more can be written behind it, or its pages as pictures in a document of ours.
    private func document(
        _ scan: ServedPaper, at now: Instant
    ) async throws -> (bytes: [UInt8], page: (width: Double, height: Double)) {
        if scan.upload.kind == .pdf, let page = Self.plainPage(of: scan.bytes) { return (scan.bytes, page) }
        let pictures = try await pictures(scan)
        let first = try pictures.first.map { try ImagePage($0) }
        guard let first else { throw PapersProblem.damaged }
        var pages = [first]
        for picture in pictures.dropFirst() { pages.append(try ImagePage(picture)) }
        let bound = try await press.bind(pages, title: scan.upload.name, head: Self.head, dated: now)
        return (
            bound.bytes,
            first.shown.width > first.shown.height
                ? (ImagePage.a4.long, ImagePage.a4.short)
                : (ImagePage.a4.short, ImagePage.a4.long)
        )
    }

    private static func plainPage(of bytes: [UInt8]) -> (width: Double, height: Double)? {
        guard let document = try? PDFDocument(bytes), let pages = try? document.pages(), let first = pages.first,
            first.entries["Rotate"].map({ $0.int == 0 }) ?? true, first.entries["CropBox"] == nil,
            first.box[2] - first.box[0] > mark.width, first.box[3] - first.box[1] > mark.height
        else { return nil }
        return (first.box[2] - first.box[0], first.box[3] - first.box[1])
    }

    private func pictures(_ scan: ServedPaper) async throws -> [[UInt8]] {
        do {
            switch scan.upload.kind {
            case .jpeg, .png: return [scan.bytes]
            case .webp: throw PapersProblem.notDigitised
            case .heic, .pdf:
                var all: [[UInt8]] = []
                var pages = 1
                while all.count < pages {
                    let painted = try await painter.paint(all.count + 1, of: scan.bytes, scan.upload.kind, as: .jpeg)
                    pages = painted.pages
                    guard pages <= Self.mostPages else { throw PapersProblem.notDigitised }
                    all.append(painted.bytes)
                }
                return all
            }
        } catch is PageFault {
            throw PapersProblem.notDigitised
        }
    }

    /// `giay-chung-sinh.jpg` is `giay-chung-sinh (đã đối chiếu).pdf` then.
    private static func name(_ name: String) -> String {
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
        return "\(stem.prefix(100)) (đã đối chiếu).pdf"
    }
}
