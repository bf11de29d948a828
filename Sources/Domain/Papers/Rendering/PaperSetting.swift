import Civic

/// Puts slices on pages.
struct PaperSetting {
    private let paper: FilledPaper
    private let made: String
    private let typesetter: Typesetter

    init(_ paper: FilledPaper, dated: Instant, _ typesetter: Typesetter) {
        self.paper = paper
        let utc = CityZone(fixedHours: 0).local(dated)
        made = "\(utc.day.iso)T\(utc.time.text):00Z"
        self.typesetter = typesetter
    }

    func printed() throws(PapersProblem) -> PrintedPaper {
        let sheet = paper.sheet
        let top = sheet.top.points
        let tallest = sheet.size.height.map { ($0 - sheet.top - sheet.bottom).points } ?? 14_000
        let slices = try PaperSlicer(typesetter, fontSize: paper.fontSize, tallest: tallest)
            .slices(paper.blocks, width: sheet.textWidth.points)
        let content = slices.reduce(0) { $0 + $1.height }
        let height = sheet.size.height?.points ?? (sheet.top + sheet.bottom).points + content
        let canvas = PDFCanvas(width: sheet.size.width.points, height: height, title: paper.title, made: made)
        let bottom = sheet.size.height == nil ? .infinity : top + tallest

        // One root over all pages: without it Cairo does not call the document tagged.
        canvas.begin("Document")
        var structure = StructureWriter()
        var y = top
        func place(_ slice: Slice) {
            structure.enter(slice.elements, on: canvas)
            slice.draw(canvas, sheet.left.points, y)
            y += slice.height
        }
        for slice in slices {
            // A hair of tolerance: sums of line heights.
            let isFull = y + slice.height > bottom + 0.01 && y > top
            if slice.breaksPage ? y > top : isFull && !slice.isSpace {
                structure.close(on: canvas)
                canvas.nextPage()
                number(canvas)
                y = top
                for head in slice.head { place(head) }
            }
            if slice.breaksPage || slice.isSpace && (y == top || isFull) { continue }
            place(slice)
        }
        structure.close(on: canvas)
        canvas.end("Document")
        let pages = canvas.pages
        let signatures = canvas.signatures
        let bytes = try PDFCatalog.completed(try canvas.finish(), language: paper.language)
        return PrintedPaper(bytes: bytes, pages: pages, signatures: signatures)
    }

    /// In the middle above the text, from the second page on (Decree 30/2020 Annex I).
    private func number(_ canvas: PDFCanvas) {
        let style = PaperStyle(align: .center)
        let text = typesetter.set(
            [TextRun(text: String(canvas.pages))], style, size: paper.fontSize, width: paper.sheet.textWidth.points)
        for line in text.lines {
            text.draw(line, on: canvas, x: paper.sheet.left.points, y: paper.sheet.top.points / 2 - line.height / 2)
        }
    }
}
