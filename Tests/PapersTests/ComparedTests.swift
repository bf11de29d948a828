import Civic
import Directory
import Store
import Testing

@testable import Papers

/// Digitised originals: made from whatever was scanned, signed, known by their bytes.
struct ComparedTests {
    private let papers: PapersFixture
    private let keys: SigningFixture
    private let compared: ComparedBook
    private let officer = Actor(subject: ID(77), name: "Phạm Thu Hà", standing: .anyone)

    init() async throws {
        papers = try await PapersFixture()
        keys = try SigningFixture()
        compared = ComparedBook(
            database: papers.database, uploads: papers.book, press: keys.press, clock: keys.clock,
            ids: IDGenerator(node: 2, clock: keys.clock), timestamps: nil)
    }

    private func copy(of scan: Upload) async throws -> Upload {
        let (copy, writes) = try await compared.copy(
            of: scan.id, comparedBy: Comparer(actor: officer, unit: "H26.X04", unitName: "UBND phường Hoàn Kiếm"),
            signer: try keys.signer(officer.name))
        try await papers.database.write("test") { try writes($0) }
        return copy
    }

    private func photograph() async throws -> [UInt8] {
        let pdf = try await DrawnPaper.pdf(pages: 1)
        return try await PagePainter(limits: PagePainter.usualLimits).paint(1, of: pdf, .pdf, as: .jpeg).bytes
    }

    @Test(arguments: ["photograph", "document"])
    func `a scan becomes a copy signed by who compared it, and the scan stays`(_ kind: String) async throws {
        let bytes = kind == "photograph" ? try await photograph() : try await DrawnPaper.pdf(pages: 2)
        let scan = try await papers.receive(bytes, name: "giay-chung-sinh")

        let copy = try await copy(of: scan)

        let served = try await papers.book.serve(copy.id)
        #expect(copy.owner == scan.owner && copy.link == scan.link && copy.document == scan.document)
        #expect(copy.kind == .pdf && copy.name == "giay-chung-sinh (đã đối chiếu).pdf")
        let verdict = await PaperVerifier(
            trusting: TrustStore(roots: [keys.root.certificate], lists: [])
        ).verdict(on: served.bytes, at: SigningFixture.today.adding(hours: 24))
        #expect(verdict.signatures.map(\.signer) == [officer.name])
        #expect(verdict.signatures.first?.coversWhole == true && verdict.standing == .validWithWarnings)
        let known = try await compared.copies(of: scan.link)
        #expect(known[copy.id]?.officerName == officer.name && known[copy.id]?.unit == "H26.X04")
        #expect(known[scan.id] == nil)
        #expect(try await papers.book.serve(scan.id).bytes == bytes)
    }

    @Test func `what cannot be made into pages is refused with its cure, and nothing is kept`() async throws {
        let scan = try await papers.receive(TinyFile.pdf(), name: "hong.pdf")

        await #expect(throws: PapersProblem.notDigitised) { try await copy(of: scan) }

        #expect(try await compared.copies(of: scan.link).isEmpty)
    }

    @Test(arguments: 1...8)
    func `a photograph stands upright however the camera was held`(_ orientation: Int) async throws {
        var bytes = try await photograph()
        let note = TinyFile.jpeg(orientation: UInt8(orientation))
        bytes = Array(note[..<(4 + Int(note[4]) * 256 + Int(note[5]))]) + bytes[2...]

        let page = try ImagePage(bytes)
        let bound = try await keys.press.bind([page], title: "Ảnh", dated: SigningFixture.today)

        #expect(page.turn.rawValue == orientation)
        #expect((page.shown.width > page.shown.height) == (orientation > 4), "the drawing is taller than wide")
        #expect(bound.pages == 1)
        #expect(try await PagePainter(limits: PagePainter.usualLimits).paint(1, of: bound.bytes, .pdf).pages == 1)
    }

    @Test func `only pictures are bound, and none too large to be drawn`() {
        #expect(throws: PapersProblem.unknownKind) { try ImagePage(TinyFile.pdf()) }
        #expect(throws: PapersProblem.tooManyPixels) { try ImagePage(TinyFile.png(width: 7_000, height: 7_000)) }
    }
}
