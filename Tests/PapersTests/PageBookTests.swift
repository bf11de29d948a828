import Civic
import Directory
import Programs
import Store
import Testing

@testable import Papers

struct PageBookTests {
    @Test func `a page of a PDF is drawn once, kept beside its paper, and goes with it`() async throws {
        let fixture = try await PapersFixture()
        let upload = try await fixture.receive(try await DrawnPaper.pdf(pages: 3))

        let second = try await fixture.pages.leaf(2, of: upload.id)
        let picture = try await fixture.pages.picture(2, of: upload.id)
        let again = try await fixture.pages.leaf(2, of: upload.id)

        #expect(second.pages == 3 && second.fault == nil && again == second)
        #expect(try PaperSniffer.sniff(picture.bytes) == .png && picture.contentType == "image/png")
        #expect(try await fixture.blobs.keys(storedBefore: .max).count == 2)
        try await fixture.book.erase(upload.id, basis: "Luật 91/2025", by: .system("test"))
        #expect(try await fixture.blobs.keys(storedBefore: .max).isEmpty)
        await #expect(throws: PapersProblem.erased) { try await fixture.pages.leaf(2, of: upload.id) }
    }

    @Test func `past the last page stands the last`() async throws {
        let fixture = try await PapersFixture()
        let upload = try await fixture.receive(try await DrawnPaper.pdf(pages: 2))

        #expect(try await fixture.pages.leaf(9, of: upload.id).number == 2)
        #expect(try await fixture.pages.leaf(.max, of: upload.id).number == 2)
        #expect(try await fixture.pages.leaf(-4, of: upload.id).number == 1)
    }

    @Test func `a photograph is its own picture`() async throws {
        let fixture = try await PapersFixture()
        let upload = try await fixture.receive(TinyFile.png(width: 3, height: 4))

        let picture = try await fixture.pages.picture(1, of: upload.id)

        #expect(picture.bytes == TinyFile.png(width: 3, height: 4) && picture.contentType == "image/png")
        #expect(try await fixture.blobs.keys(storedBefore: .max).count == 1)
    }

    @Test func `what cannot be read has a fault that is kept for a day, and no picture`() async throws {
        let fixture = try await PapersFixture()
        let upload = try await fixture.receive(TinyFile.pdf())

        #expect(try await fixture.pages.leaf(1, of: upload.id).fault == .unreadable)
        await #expect(throws: PageFault.unreadable) { try await fixture.pages.picture(1, of: upload.id) }
        fixture.clock.advance(milliseconds: 25 * 3_600_000)
        try await fixture.pages.sweep()

        let left = try await fixture.database.read { try $0.all(PageStore.pages, [.id(upload.id)]) { $0.int(0) } }
        #expect(left.isEmpty, "the next reader's call tries again")
    }

    @Test func `a page that takes more memory than it may is stopped, and its neighbour is drawn`() async throws {
        let fixture = try await PapersFixture()
        var limits = BoundedProgram.Limits()
        limits.megabytes = 16
        let tight = PageBook(
            database: fixture.database, uploads: fixture.book, blobs: fixture.blobs, clock: fixture.clock,
            limits: limits)
        let upload = try await fixture.receive(try await DrawnPaper.pdf(pages: 1))
        let other = try await fixture.receive(try await DrawnPaper.pdf(pages: 1))

        #expect(try await tight.leaf(1, of: upload.id).fault != nil)
        #expect(try await fixture.pages.leaf(1, of: other.id).fault == nil)
    }

    @Test func `first pages are drawn before anybody asks`() async throws {
        let fixture = try await PapersFixture()
        let long = try await fixture.receive(try await DrawnPaper.pdf(pages: 7))
        let photo = try await fixture.receive(TinyFile.jpeg())

        #expect(try await fixture.pages.drawAhead() == 1)
        #expect(try await fixture.pages.drawAhead() == 0)

        let drawn = try await fixture.database.read { transaction in
            try (1...7).filter {
                try transaction.first(PageStore.byPage, [.id(long.id), .int($0)]) { _ in true } == true
            }
        }
        #expect(drawn == [1, 2, 3, 4, 5])
        #expect(try await fixture.pages.leaf(1, of: photo.id).pages == 1)
    }

    @Test func `pictures are no orphans, and those of a paper that went with its draft are`() async throws {
        let fixture = try await PapersFixture()
        let kept = try await fixture.receive(try await DrawnPaper.pdf(pages: 1))
        _ = try await fixture.pages.leaf(1, of: kept.id)
        fixture.clock.advance(milliseconds: 25 * 3_600_000)
        #expect(try await fixture.book.sweepOrphans() == 0)

        try await fixture.database.write("discard") { try UploadBook.discard(ID(9), in: $0) }

        #expect(try await fixture.book.sweepOrphans() == 2)
        try await fixture.pages.sweep()
        let rows = try await fixture.database.read { try $0.all(PageStore.pages, [.id(kept.id)]) { $0.int(0) } }
        #expect(rows.isEmpty)
    }

    @Test func `a picture that was not copied along is drawn anew`() async throws {
        let fixture = try await PapersFixture()
        let upload = try await fixture.receive(try await DrawnPaper.pdf(pages: 1))
        let key = try #require(try await fixture.pages.leaf(1, of: upload.id).key)
        try await fixture.blobs.erase(key)

        let picture = try await fixture.pages.picture(1, of: upload.id)

        #expect(try PaperSniffer.sniff(picture.bytes) == .png)
    }
}

/// PDF documents of the press's own making.
enum DrawnPaper {
    static func pdf(pages: Int) async throws -> [UInt8] {
        let canvas = PDFCanvas(width: 300, height: 400, title: "", made: "2026-11-22T08:00:00Z")
        for number in 1...pages {
            if number > 1 { canvas.nextPage() }
            canvas.box(x: 20, y: 20, width: 200, height: Double(20 * number))
        }
        return try canvas.finish()
    }
}
