/// A table as slices, a row each; the head comes again on every page.
struct TableSlicer {
    let slices: [Slice]

    private struct Cell {
        let text: SetText
        let x: Double
        let width: Double
    }

    private static let padding = 2.5

    init(
        _ table: FilledTable, width: Double, tallest: Double, number: Int,
        set: ([TextRun], PaperStyle, Double) -> SetText
    ) {
        let whole = table.heads.reduce(0) { $0 + $1.share }
        var edges = [0.0]
        for head in table.heads { edges.append((edges.last ?? 0) + width * head.share / whole) }
        let element = Slice.Element(tag: "Table", number: number)
        let bold = PaperStyle(align: .center, bold: true)

        func cell(_ text: String, _ style: PaperStyle, from: Int, to end: Int) -> Cell {
            let width = edges[end] - edges[from]
            return Cell(
                text: set([TextRun(text: text)], style, width - 2 * Self.padding), x: edges[from], width: width)
        }

        let head = [Self.head(table.heads, cell, bold, in: element)]
        slices =
            head
            + table.rows.flatMap { row in
                let cells = row.enumerated().map { index, text in
                    cell(text, PaperStyle(align: table.heads[index].align), from: index, to: index + 1)
                }
                let room = tallest - head.reduce(0) { $0 + $1.height }
                return Self.row(cells, tallest: room, in: element).map { slice in
                    var slice = slice
                    slice.head = head
                    return slice
                }
            }
    }

    /// One slice, so that a group never stands without its columns.
    private static func head(
        _ heads: [FilledTable.Head], _ cell: (String, PaperStyle, Int, Int) -> Cell, _ style: PaperStyle,
        in element: Slice.Element
    ) -> Slice {
        var groups: [(cell: Cell, range: Range<Int>)] = []
        var index = 0
        while index < heads.count {
            let group = heads[index].group
            let end = heads[index...].firstIndex { $0.group != group } ?? heads.count
            if let group { groups.append((cell(group, style, index, end), index..<end)) }
            index = group == nil ? index + 1 : end
        }
        let cells = heads.indices.map { cell(heads[$0].title, style, $0, $0 + 1) }
        let upper = groups.map { $0.cell.text.height + 2 * padding }.max() ?? 0
        let inGroup = { (index: Int) in groups.contains { $0.range.contains(index) } }
        let lower =
            cells.indices.map { index in
                max(0, cells[index].text.height + 2 * padding - (inGroup(index) ? 0 : upper))
            }.max() ?? 0
        return Slice(height: upper + lower, elements: [element]) { canvas, x, y in
            canvas.begin("TR")
            for (index, cell) in cells.enumerated() {
                if let group = groups.first(where: { $0.range.lowerBound == index }) {
                    draw(group.cell, tag: "TH", on: canvas, x: x, y: y, height: upper)
                }
                let top = inGroup(index) ? upper : 0
                draw(cell, tag: "TH", on: canvas, x: x, y: y + top, height: upper + lower - top)
            }
            canvas.end("TR")
        }
    }

    /// A row, in parts where it is taller than a page.
    private static func row(_ cells: [Cell], tallest: Double, in element: Slice.Element) -> [Slice] {
        var slices: [Slice] = []
        var next = cells.map { _ in 0 }
        repeat {
            var parts: [Range<Int>] = []
            var height = 0.0
            for (index, cell) in cells.enumerated() {
                var end = next[index]
                var filled = 2 * padding
                while end < cell.text.lines.count, filled + cell.text.lines[end].height <= tallest {
                    filled += cell.text.lines[end].height
                    end += 1
                }
                parts.append(next[index]..<end)
                height = max(height, filled)
            }
            next = parts.map(\.upperBound)
            slices.append(
                Slice(height: height, elements: [element]) { canvas, x, y in
                    canvas.begin("TR")
                    for (cell, part) in zip(cells, parts) {
                        draw(cell, part, tag: "TD", on: canvas, x: x, y: y, height: height)
                    }
                    canvas.end("TR")
                })
            // A page too low for one line would never end.
            if parts.allSatisfy(\.isEmpty) { break }
        } while zip(cells, next).contains { $0.text.lines.count > $1 }
        return slices
    }

    private static func draw(
        _ cell: Cell, _ part: Range<Int>? = nil, tag: String, on canvas: PDFCanvas, x: Double, y: Double,
        height: Double
    ) {
        let lines = cell.text.lines[part ?? 0..<cell.text.lines.count]
        let free = height - lines.reduce(0) { $0 + $1.height }
        // A head stands in the middle of its box, a value at the top.
        var line = y + (tag == "TH" ? free / 2 : padding)
        canvas.begin(tag)
        for text in lines {
            cell.text.draw(text, on: canvas, x: x + cell.x + padding, y: line)
            line += text.height
        }
        canvas.end(tag)
        canvas.box(x: x + cell.x, y: y, width: cell.width, height: height)
    }
}
