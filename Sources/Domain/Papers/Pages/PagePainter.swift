import Foundation
package import Programs

/// Draws pages of papers as pictures, each in a short-lived program beside this one: what a paper does to the program
/// that opens it, it does there. PDF by Poppler's `pdftoppm`, HEIC by `heif-convert`; neither is needed to run a city.
package struct PagePainter: Sendable {
    package static var usualLimits: BoundedProgram.Limits {
        var limits = BoundedProgram.Limits()
        limits.seconds = 12
        return limits
    }

    let limits: BoundedProgram.Limits

    struct Painted: Sendable {
        let bytes: [UInt8]
        let kind: PaperKind
        /// Of the whole paper.
        let pages: Int
    }

    /// The longer side of a page, in points of the picture: small print is read at double size.
    static let longerSide = 2_000

    /// - Parameter number: from 1.
    /// - Parameter form: of pages of PDF: `png`, or `jpeg` for what is bound into a document again.
    func paint(
        _ number: Int, of bytes: [UInt8], _ kind: PaperKind, as form: PaperKind = .png
    ) async throws -> Painted {
        switch kind {
        case .pdf: try await page(number, of: bytes, as: form)
        case .heic: try await photo(bytes)
        case .jpeg, .png, .webp: Painted(bytes: bytes, kind: kind, pages: 1)
        }
    }

    private func page(_ number: Int, of bytes: [UInt8], as form: PaperKind) async throws -> Painted {
        guard let counting = BoundedProgram("pdfinfo", limits: limits),
            let drawing = BoundedProgram("pdftoppm", limits: limits)
        else { throw PageFault.noProgram }
        let about = String(decoding: try Self.done(await counting.run(["-"], reading: bytes)), as: UTF8.self)
        let line = about.split(separator: "\n").first { $0.hasPrefix("Pages:") }
        guard let pages = line?.split(separator: " ").last.flatMap({ Int($0) }), pages > 0 else {
            throw PageFault.unreadable
        }
        let wanted = String(min(max(number, 1), pages))
        let picture = try Self.done(
            await drawing.run(
                [
                    "-q", "-\(form.rawValue)", "-singlefile", "-f", wanted, "-l", wanted, "-scale-to",
                    String(Self.longerSide), "-",
                ],
                reading: bytes))
        guard (try? PaperSniffer.sniff(picture)) == form else { throw PageFault.unreadable }
        return Painted(bytes: picture, kind: form, pages: pages)
    }

    /// The program writes into a folder of its own, which goes with the call; it holds one file.
    private func photo(_ bytes: [UInt8]) async throws -> Painted {
        guard let program = BoundedProgram("heif-convert", limits: limits) else { throw PageFault.noProgram }
        let folder = FileManager.default.temporaryDirectory.appending(path: "motcua-\(BlobKey.fresh())")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try Self.done(
            await program.run(["-q", "85", "/dev/stdin", folder.appending(path: "photo.jpg").path], reading: bytes))
        guard let name = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().first,
            let data = FileManager.default.contents(atPath: folder.appending(path: name).path),
            (try? PaperSniffer.sniff(Array(data))) == .jpeg
        else { throw PageFault.unreadable }
        return Painted(bytes: Array(data), kind: .jpeg, pages: 1)
    }

    private static func done(_ ending: BoundedProgram.Ending) throws(PageFault) -> [UInt8] {
        switch ending {
        case .done(let output): output
        case .failed: throw .unreadable
        case .stopped: throw .tooHeavy
        }
    }
}
