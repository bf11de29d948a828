import TestEngines
import Testing

@testable import Papers

struct SniffingTests {
    @Test func `files are what their bytes say`() throws {
        #expect(try PaperSniffer.sniff(TinyFile.png(width: 10, height: 10)) == .png)
        #expect(try PaperSniffer.sniff(TinyFile.jpeg()) == .jpeg)
        #expect(try PaperSniffer.sniff(TinyFile.pdf()) == .pdf)
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "<svg xmlns='http://www.w3.org/2000/svg'/>", "<!DOCTYPE html>", "MZ\u{0}", "PK",
        "#!/bin/sh\n", "  %PDF-1.7",
    ])
    func `scripts, pages, drawings and programs are no papers`(text: String) {
        #expect(throws: PapersProblem.unknownKind) { try PaperSniffer.sniff(Array(text.utf8)) }
    }

    @Test func `an empty file says so`() {
        #expect(throws: PapersProblem.empty) { try PaperSniffer.sniff([]) }
    }

    @Test func `a picture cut off anywhere is damaged`() {
        for whole in [TinyFile.png(width: 10, height: 10), TinyFile.jpeg()] {
            for length in 8..<whole.count - 1 {
                #expect(throws: PapersProblem.damaged) { try PaperSniffer.sniff(Array(whole.prefix(length))) }
            }
        }
    }

    @Test(arguments: [(UInt32(0), UInt32(10)), (10, 0), (0, 0)])
    func `a picture without width or height is damaged`(width: UInt32, height: UInt32) {
        #expect(throws: PapersProblem.damaged) { try PaperSniffer.sniff(TinyFile.png(width: width, height: height)) }
    }

    @Test func `a picture of 60 million points comes in and one row more does not`() throws {
        #expect(try PaperSniffer.sniff(TinyFile.png(width: 10_000, height: 6_000)) == .png)
        #expect(throws: PapersProblem.tooManyPixels) {
            try PaperSniffer.sniff(TinyFile.png(width: 10_000, height: 6_001))
        }
        #expect(throws: PapersProblem.tooManyPixels) { try PaperSniffer.sniff(TinyFile.png(width: .max, height: .max)) }
    }

    @Test(arguments: [(UInt32(4_032), UInt32(3_024), true), (20_000, 20_000, false), (.max, .max, false)])
    func `a phone's HEIC is measured by its largest picture`(width: UInt32, height: UInt32, comesIn: Bool) {
        let bytes = TinyFile.heic(width: width, height: height)

        #expect((try? PaperSniffer.sniff(bytes)) == (comesIn ? .heic : nil))
        #expect(throws: PapersProblem.damaged) { try PaperSniffer.sniff(Array(bytes.prefix(24))) }
    }

    @Test(arguments: [
        "/OpenAction << /S /JavaScript /JS (x) >>", "/J#61vaScript 2 0 R", "/S /Launch", "/EmbeddedFiles 3 0 R",
    ])
    func `a PDF that runs or carries things is refused, however it spells them`(inside: String) {
        #expect(throws: PapersProblem.activePDF) { try PaperSniffer.sniff(TinyFile.pdf(inside)) }
    }

    @Test func `an encrypted PDF is refused and a word inside a stream is not mistaken for it`() throws {
        #expect(throws: PapersProblem.encryptedPDF) { try PaperSniffer.sniff(TinyFile.pdf("/Encrypt 4 0 R")) }
        #expect(try PaperSniffer.sniff(TinyFile.pdf(">> stream\n/Encrypt /JavaScript\nendstream <<")) == .pdf)
    }

    @Test func `an endless stream hides no script`() {
        let bytes = TinyFile.pdf(">> stream\n stream\n stream\n << /S /JavaScript")

        #expect(throws: PapersProblem.activePDF) { try PaperSniffer.sniff(bytes) }
    }

    @Test func `a PDF without its end is damaged`() {
        #expect(throws: PapersProblem.damaged) { try PaperSniffer.sniff(Array(TinyFile.pdf().dropLast(8))) }
    }

    @Test func `random bytes never crash the sniffer nor the stripper`() {
        var random = Seeded(11)
        let starts: [[UInt8]] = [
            [0xFF, 0xD8, 0xFF], [0x89, 0x50, 0x4E, 0x47], Array("%PDF-".utf8),
            Array("RIFF\u{1}\u{0}\u{0}\u{0}WEBPVP8X".utf8),
            [0, 0, 0, 24] + Array("ftypheic".utf8),
        ]
        for round in 0..<2_000 {
            let bytes =
                starts[round % starts.count]
                + (0..<Int.random(in: 0..<120, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            let kind = try? PaperSniffer.sniff(bytes)
            #expect(kind == nil || bytes.count > 12)
            #expect(JPEGPrivacy.stripped(bytes).count <= bytes.count + 40)
        }
    }

    @Test func `the camera's notes go and the orientation stays`() throws {
        let stripped = JPEGPrivacy.stripped(TinyFile.jpeg(orientation: 6))

        #expect(FileReader(bytes: stripped).find("GPS-HERE") == nil)
        #expect(try PaperSniffer.sniff(stripped) == .jpeg)
        #expect(JPEGPrivacy.stripped(stripped) == stripped)
        #expect(FileReader(bytes: stripped).find("Exif") != nil)
    }
}
