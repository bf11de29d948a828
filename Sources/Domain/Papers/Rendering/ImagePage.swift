import Civic

/// A picture as a page of a PDF document: A4, upright or across as the picture is, as large as fits.
package struct ImagePage: Sendable {
    /// A JPEG goes in as it is; a PNG is drawn.
    package let bytes: [UInt8]
    let size: PaperSniffer.Size
    let isJPEG: Bool
    /// How the camera was held.
    let turn: PictureTurn

    /// More points than a page at 400 dpi has.
    private static let mostPixels = 24_000_000

    /// - Throws: `unknownKind` when it is neither, `tooManyPixels`, `damaged`.
    package init(_ bytes: [UInt8]) throws(PapersProblem) {
        let kind = try PaperSniffer.sniff(bytes)
        guard kind == .jpeg || kind == .png else { throw .unknownKind }
        guard let size = PaperSniffer.size(of: bytes, kind) else { throw .damaged }
        // A JPEG is not decoded here; what reads the document decodes one page at a time.
        guard kind == .jpeg || size.pixels <= Self.mostPixels else { throw .tooManyPixels }
        self.bytes = bytes
        self.size = size
        isJPEG = kind == .jpeg
        turn = isJPEG ? JPEGPrivacy.orientation(of: bytes) : .none
    }

    /// As it is looked at, in points of the picture.
    var shown: (width: Double, height: Double) {
        let (width, height) = (Double(size.width), Double(size.height))
        return turn.swapsSides ? (height, width) : (width, height)
    }

    private func surface() throws(PapersProblem) -> PictureSurface {
        isJPEG
            ? try PictureSurface(jpeg: bytes, width: size.width, height: size.height) : try PictureSurface(png: bytes)
    }

    static let a4 = (short: 595.28, long: 841.89)

    /// A document of these pages.
    ///
    /// - Parameter head: points kept free above the first picture, for a mark.
    static func document(
        _ pages: [ImagePage], title: String, head: Double, dated: Instant
    ) throws(PapersProblem) -> PrintedPaper {
        guard let first = pages.first else { throw .empty }
        let utc = CityZone(fixedHours: 0).local(dated)
        let sheet = first.sheet
        let canvas = PDFCanvas(
            width: sheet.width, height: sheet.height, title: title, made: "\(utc.day.iso)T\(utc.time.text):00Z")
        for (index, page) in pages.enumerated() {
            let sheet = page.sheet
            if index > 0 { canvas.nextPage(width: sheet.width, height: sheet.height) }
            let top = index == 0 ? head : 0
            canvas.show(
                try page.surface(), turned: page.turn, top: top, width: sheet.width, height: sheet.height - top)
        }
        return PrintedPaper(bytes: try canvas.finish(), pages: pages.count, signatures: [])
    }

    private var sheet: (width: Double, height: Double) {
        shown.width > shown.height ? (Self.a4.long, Self.a4.short) : (Self.a4.short, Self.a4.long)
    }
}
