import Civic
import Foundation
import Testing

@testable import Papers

/// What people see of a signature on the picture of a page.
@Suite struct SignaturePictureTests {
    private let fixture: SigningFixture

    init() throws { fixture = try SigningFixture() }

    @Test func `words and seal stand where Decree 30 puts them, and their text can be read out`() async throws {
        let paper = try await fixture.paper()
        let place = SignatureRectangle(try #require(paper.signatures.first))
        let words = try await fixture.press.render(
            .words(["Người ký: Trần Văn Đức", "Thời gian: 05/01/2026 15:00:00 +07:00"], .blue), width: place.width,
            height: place.height, dated: SigningFixture.today)
        let seal = SignatureRectangle.seal(over: place, side: 60)
        let stamp = try await fixture.press.render(
            .words(["UBND phường Hoàn Kiếm"], .red), width: 60, height: 60, dated: SigningFixture.today)

        var bytes = try await PaperSigning.signed(
            paper.bytes, fixture.request("leader", "Trần Văn Đức", look: .init(place: place, picture: words)),
            by: try fixture.signer("Trần Văn Đức"))
        bytes = try await PaperSigning.signed(
            bytes, fixture.request("seal", "UBND", look: .init(place: seal, picture: stamp)),
            by: try fixture.signer("UBND"))

        let signed = PrintedPaper(bytes: bytes, pages: 1, signatures: [])
        let text = try PaperTools.text(of: signed)
        #expect(text.contains("Trần Văn Đức") && text.contains("15:00:00 +07:00") && text.contains("Hoàn Kiếm"))
        // A third of the person's picture, on its left.
        #expect(abs(seal.x + 60 - (place.x + place.width / 3)) < 0.01 || seal.x == 0)
        try PaperTools.with(signed) { file in
            let checked = try PaperTools.run("qpdf", ["--check", file])
            #expect(checked.contains("No syntax or stream encoding errors"))
        }
    }

    @Test func `a picture keeps what shows through it`() async throws {
        // Four points, half clear and blue.
        let base64 =
            "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAEUlEQVR4nGMQ0TjRAMIMMAYAMtoGESrpj34AAAAASUVORK5CYII="
        let png = Array(try #require(Data(base64Encoded: base64)))
        let picture = try await fixture.press.render(.image(png), width: 60, height: 40, dated: SigningFixture.today)
        let paper = try await fixture.paper()
        let place = SignatureRectangle(try #require(paper.signatures.first))

        let signed = try await PaperSigning.signed(
            paper.bytes, fixture.request("leader", "A", look: .init(place: place, picture: picture)),
            by: try fixture.signer("A"))

        try PaperTools.with(PrintedPaper(bytes: signed, pages: 1, signatures: [])) { file in
            let images = try PaperTools.run("pdfimages", ["-list", file])
            #expect(images.contains("smask"))
        }
    }

    @Test func `what is no PNG is no picture of a signature`() async throws {
        await #expect(throws: PapersProblem.self) {
            try await fixture.press.render(
                .image(TinyFile.jpeg()), width: 60, height: 40, dated: SigningFixture.today)
        }
    }
}
