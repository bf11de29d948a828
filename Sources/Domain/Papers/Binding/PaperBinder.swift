package import Civic
import Programs

/// The files of one document as one PDF, in the order their owner put them: pictures on pages of A4, the pages of PDFs as
/// they are. Made when somebody asks; what was handed in stays as it came.
package struct PaperBinder: Sendable {
    /// All files of a document together; what goes beyond is named on the last page.
    private static let mostBytes = 200 << 20

    let uploads: UploadBook
    let press: PaperPress

    package init(uploads: UploadBook, press: PaperPress) {
        self.uploads = uploads
        self.press = press
    }

    package struct Bound: Sendable {
        package let bytes: [UInt8]
        /// Files that could not be put in, by their names: each stands for itself.
        package let left: [String]
    }

    /// - Parameter title: of the whole, for the window of who reads it.
    /// - Throws: `unbindable` when none of the files could be put in; `erased`, `storage`.
    package func bound(_ ids: [ID<Upload>], title: String) async throws -> Bound {
        var whole = PDFAssembly()
        var left: [String] = []
        var room = Self.mostBytes
        for id in ids {
            guard let upload = try await uploads.upload(id), upload.bytes <= room else {
                left.append(try await uploads.upload(id)?.name ?? "?")
                continue
            }
            room -= upload.bytes
            let paper = try await uploads.serve(id)
            do {
                try whole.append(try await document(paper))
            } catch {
                left.append(paper.upload.name)
            }
        }
        guard !whole.pages.isEmpty else { throw PapersProblem.unbindable }
        if !left.isEmpty { try whole.append(try await note(of: left)) }
        return Bound(bytes: whole.written(title: title), left: left)
    }

    /// A last page that names what has to be opened by itself.
    private func note(of left: [String]) async throws -> PDFDocument {
        let lines = ["Chưa ghép được vào bản này, hãy mở riêng:", "Not part of this document, open by itself:"]
        return try PDFDocument(
            try await press.render(
                .words(lines + left.map { "– \($0)" }, .blue), width: 595.28, height: 841.89,
                dated: Instant(milliseconds: 0)))
    }

    private func document(_ paper: ServedPaper) async throws -> PDFDocument {
        var picture = PicturePages.Picture(bytes: paper.bytes, kind: paper.upload.kind)
        switch paper.upload.kind {
        case .pdf: return try await pages(paper.bytes)
        case .heic:
            let photo = try await PagePainter(limits: Self.limits).paint(1, of: paper.bytes, .heic)
            picture = PicturePages.Picture(bytes: photo.bytes, kind: photo.kind)
        case .jpeg, .png, .webp: break
        }
        return try PDFDocument(
            try await press.bind([picture], title: paper.upload.name, dated: paper.upload.created).bytes)
    }

    /// A PDF whose tables are compressed is written anew by `qpdf`, in a program of its own, to be read; where that is not
    /// installed such a PDF stands for itself.
    private func pages(_ bytes: [UInt8]) async throws -> PDFDocument {
        if let plain = try? PDFDocument(bytes) { return plain }
        guard let qpdf = BoundedProgram("qpdf", limits: Self.limits),
            case .done(let plain) = try await qpdf.run(
                ["--object-streams=disable", "--warning-exit-0", "/dev/stdin", "-"], reading: bytes)
        else { throw PapersProblem.damaged }
        return try PDFDocument(plain)
    }

    private static var limits: BoundedProgram.Limits {
        var limits = BoundedProgram.Limits()
        limits.outputBytes = 64 << 20
        return limits
    }
}
