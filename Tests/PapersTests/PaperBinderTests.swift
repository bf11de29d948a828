import Civic
import Foundation
import Testing

@testable import Papers

/// Several files of one document as one PDF, as other people's readers see it.
struct PaperBinderTests {
    private let papers: PapersFixture
    private let binder: PaperBinder

    init() async throws {
        papers = try await PapersFixture()
        binder = PaperBinder(uploads: papers.book, press: PaperPress(threads: 1))
    }

    private func printed(_ words: [String]) async throws -> [UInt8] {
        try await PaperPress(threads: 1).render(
            .words(words, .blue), width: 300, height: 200, dated: papers.clock.now())
    }

    /// A photograph of a page that lies on its side.
    private func photograph(orientation: UInt8) async throws -> [UInt8] {
        let page = PrintedPaper(bytes: try await printed(["ẢNH CHỤP"]), pages: 1, signatures: [])
        let jpeg = try PaperTools.with(page) { file in
            _ = try PaperTools.run("pdftoppm", ["-r", "50", "-jpeg", "-singlefile", file, file])
            return Array(try Data(contentsOf: URL(filePath: file + ".jpg")))
        }
        return Array(jpeg[..<2]) + TinyFile.jpeg(orientation: orientation)[2..<46] + Array(jpeg[2...])
    }

    private func bound(_ files: [[UInt8]]) async throws -> (PaperBinder.Bound, PrintedPaper) {
        var ids: [ID<Upload>] = []
        for file in files { ids.append(try await papers.receive(file, name: "tệp \(ids.count + 1)").id) }
        let bound = try await binder.bound(ids, title: "Giấy tờ về đất")
        return (bound, PrintedPaper(bytes: bound.bytes, pages: 0, signatures: []))
    }

    @Test func `pictures and PDFs become one document in their order`() async throws {
        let picture = Array(
            try Data(
                contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(
                    path: "../../cities/hanoi/demo/paper.png")))

        let (bound, paper) = try await bound([
            try await printed(["TRANG MỘT"]), picture, try await printed(["TRANG BA"]),
        ])

        #expect(bound.left == [])
        try PaperTools.with(paper) { file in
            _ = try PaperTools.run("qpdf", ["--check", file])
            let about = try PaperTools.run("pdfinfo", ["-l", "9", file])
            #expect(about.contains("Pages:           3"))
            #expect(about.contains("Giấy tờ về đất"))
            #expect(
                about.contains("Page    2 size:  595.28 x 841.89") || about.contains("Page    2 size:  841.89 x 595.28")
            )
            #expect(try PaperTools.run("pdftotext", ["-f", "1", "-l", "1", file, "-"]).contains("TRANG MỘT"))
            #expect(try PaperTools.run("pdftotext", ["-f", "3", "-l", "3", file, "-"]).contains("TRANG BA"))
        }
    }

    @Test func `a PDF with compressed tables is put in too`() async throws {
        let page = PrintedPaper(bytes: try await printed(["TRANG NÉN"]), pages: 1, signatures: [])
        let packed = try PaperTools.with(page) { file in
            _ = try PaperTools.run("qpdf", ["--object-streams=generate", file, file + ".packed"])
            return Array(try Data(contentsOf: URL(filePath: file + ".packed")))
        }

        let (bound, paper) = try await bound([packed])

        #expect(bound.left == [])
        #expect(try PaperTools.text(of: paper).contains("TRANG NÉN"))
    }

    @Test func `a photograph stands in it as it came, and upright`() async throws {
        let photograph = try await photograph(orientation: 6)

        let (_, paper) = try await bound([photograph])

        let stored = JPEGPrivacy.stripped(photograph)
        #expect(JPEGPrivacy.orientation(of: stored) == .right)
        #expect(Data(paper.bytes).range(of: Data(stored.suffix(400))) != nil, "its points are not coded anew")
        let about = try PaperTools.with(paper) { file in
            _ = try PaperTools.run("qpdf", ["--check", file])
            return try PaperTools.run("pdfinfo", [file])
        }
        #expect(about.contains("595.28 x 841.89"), "wide as stored, high as seen")
    }

    @Test func `what cannot be put in is named on the last page, and nothing at all is an error`() async throws {
        let (bound, paper) = try await bound([try await printed(["TRANG MỘT"]), TinyFile.heic(width: 9, height: 9)])

        #expect(bound.left == ["tệp 2.heic"])
        #expect(try PaperTools.text(of: paper).contains("tệp 2.heic"))
        await #expect(throws: PapersProblem.unbindable) {
            _ = try await self.bound([TinyFile.heic(width: 9, height: 9), TinyFile.pdf()])
        }
    }

    @Test func `scripts and actions of a PDF stay behind, and endless ones are refused`() throws {
        func document(_ page: String, _ more: String = "") throws -> PDFDocument {
            var text = "%PDF-1.4\n"
            var offsets: [Int] = []
            for object in [
                "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert) >> >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 100] >>",
                "<< /Type /Page /Parent 2 0 R \(page) >>",
            ] + more.split(separator: "\n").map(String.init) {
                offsets.append(text.utf8.count)
                text += "\(offsets.count) 0 obj\n\(object)\nendobj\n"
            }
            let table = text.utf8.count
            text += "xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n"
            for offset in offsets {
                text += String(repeating: "0", count: 10 - String(offset).count) + "\(offset) 00000 n \n"
            }
            text += "trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n"
            return try PDFDocument(Array(text.utf8))
        }
        var whole = PDFAssembly()

        try whole.append(
            try document(
                "/AA << /O << /S /Launch >> >> /Annots [<< /Rect [0 0 9 9] /A << /S /Launch >> /AP 4 0 R >>]", "<< >>"))
        let deep = (4...400).map { "<< /Next \($0 + 1) 0 R >>" }.joined(separator: "\n")
        #expect(throws: PDFReader.Fault.self) { try whole.append(try document("/Resources 4 0 R", deep)) }

        let text = String(decoding: whole.written(title: "x"), as: UTF8.self)
        #expect(whole.pages.count == 1 && text.contains("/MediaBox [0 0 200 100]"), "also what the tree says for it")
        for word in ["JavaScript", "Launch", "OpenAction", "/AA"] { #expect(!text.contains(word)) }
    }
}
