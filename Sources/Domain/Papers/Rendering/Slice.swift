/// A part of a paper that stands on one page whole: a line of text, a row of a table, columns side by side.
struct Slice {
    /// An element of the document's structure; slices of one element bear the same number.
    struct Element: Equatable {
        let tag: String
        let number: Int
    }

    let height: Double
    /// Outermost first; empty for what only decorates.
    var elements: [Element] = []
    /// White, which is left out at the top of a page.
    var isSpace = false
    var breaksPage = false
    /// Stands again above this slice when a page begins with it: the head of a table.
    var head: [Slice] = []
    let draw: (_ canvas: PDFCanvas, _ x: Double, _ y: Double) -> Void

    static func space(_ height: Double) -> Slice { Slice(height: height, isSpace: true) { _, _, _ in } }
    static var pageBreak: Slice { Slice(height: 0, breaksPage: true) { _, _, _ in } }
}

/// Opens and closes structure elements as slices come.
struct StructureWriter {
    private var open: [Slice.Element] = []

    mutating func enter(_ elements: [Slice.Element], on canvas: PDFCanvas) {
        let shared = zip(open, elements).prefix { $0 == $1 }.count
        for element in open[shared...].reversed() { canvas.end(element.tag) }
        for element in elements[shared...] { canvas.begin(element.tag) }
        open = elements
    }

    mutating func close(on canvas: PDFCanvas) { enter([], on: canvas) }
}
