/// Cuts a filled paper into slices, measured.
final class PaperSlicer {
    private let typesetter: Typesetter
    private let fontSize: Double
    /// Rows of a table that are taller are parted.
    private let tallest: Double
    private var lastElement = 0

    init(_ typesetter: Typesetter, fontSize: Double, tallest: Double) {
        self.typesetter = typesetter
        self.fontSize = fontSize
        self.tallest = tallest
    }

    func slices(_ blocks: [FilledBlock], width: Double) throws(PapersProblem) -> [Slice] {
        var slices: [Slice] = []
        for block in blocks {
            if block.before > 0 { slices.append(.space(block.before.points)) }
            slices += try self.slices(block.content, width: width)
        }
        return slices
    }

    private func slices(_ content: FilledBlock.Content, width: Double) throws(PapersProblem) -> [Slice] {
        switch content {
        case .text(let text, let style): return lines(of: set([TextRun(text: text)], style, width), in: element(style))
        case .line(let label, let value, let style): return line(label, value, style, width)
        case .list(let items, let style): return list(items, style, width)
        case .table(let table):
            return TableSlicer(table, width: width, tallest: tallest, number: next(), set: set).slices
        case .columns(let columns): return [try side(columns, width)]
        case .rule(let length): return [rule(length.points, width)]
        case .qr(let text, let side, let align): return [try symbol(text, side.points, align, width)]
        case .signature(let id, let title, let note, let name, let height):
            return [signature(id, title, note, name, height.points, width)]
        case .space(let height): return [.space(height.points)]
        case .pageBreak: return [.pageBreak]
        }
    }

    // MARK: - Text

    private func next() -> Int {
        lastElement += 1
        return lastElement
    }

    private func element(_ style: PaperStyle) -> [Slice.Element] {
        [Slice.Element(tag: style.level > 0 ? "H\(style.level)" : "P", number: next())]
    }

    private func set(_ runs: [TextRun], _ style: PaperStyle, _ width: Double) -> SetText {
        let printable = runs.map { run in
            TextRun(text: PrintableText.marked(run.text, where: typesetter.canPrint), isBold: run.isBold)
        }
        return typesetter.set(printable, style, size: style.size ?? fontSize, width: width)
    }

    private func lines(of text: SetText, in elements: [Slice.Element]) -> [Slice] {
        text.lines.map { line in
            Slice(height: line.height, elements: elements) { canvas, x, y in
                text.draw(line, on: canvas, x: x, y: y)
            }
        }
    }

    private func line(_ label: String, _ value: String?, _ style: PaperStyle, _ width: Double) -> [Slice] {
        guard let value else {
            let text = set([TextRun(text: label + ": ")], style, width)
            var slices = lines(of: text, in: element(style))
            guard let last = text.lines.last, let slice = slices.popLast() else { return slices }
            let dotted = Slice(height: slice.height, elements: slice.elements) { canvas, x, y in
                slice.draw(canvas, x, y)
                canvas.dots(fromX: x + last.end + 2, toX: x + width, y: y + last.height * 0.8)
            }
            return slices + [dotted]
        }
        let runs = [TextRun(text: label + ": "), TextRun(text: value, isBold: style.bold)]
        var plain = style
        plain.bold = false
        return lines(of: set(runs, plain, width), in: element(style))
    }

    private func list(_ items: [String], _ style: PaperStyle, _ width: Double) -> [Slice] {
        let list = Slice.Element(tag: "L", number: next())
        return items.enumerated().flatMap { index, item in
            let entry = [list, Slice.Element(tag: "LI", number: next()), Slice.Element(tag: "LBody", number: next())]
            return lines(of: set([TextRun(text: "\(index + 1). \(item)")], style, width), in: entry)
        }
    }

    // MARK: - What is not text

    private func side(_ columns: [FilledBlock.Column], _ width: Double) throws(PapersProblem) -> Slice {
        let whole = columns.reduce(0) { $0 + $1.share }
        var placed: [(x: Double, slices: [Slice])] = []
        var x = 0.0
        for column in columns {
            let width = width * column.share / whole
            placed.append((x, try slices(column.blocks, width: width - (placed.count + 1 < columns.count ? 6 : 0))))
            x += width
        }
        let height = placed.map { $0.slices.reduce(0) { $0 + $1.height } }.max() ?? 0
        guard height <= tallest else { throw .tooTall }
        return Slice(height: height) { canvas, x, y in
            for column in placed {
                var structure = StructureWriter()
                var y = y
                for slice in column.slices {
                    structure.enter(slice.elements, on: canvas)
                    slice.draw(canvas, x + column.x, y)
                    y += slice.height
                }
                structure.close(on: canvas)
            }
        }
    }

    private func rule(_ length: Double, _ width: Double) -> Slice {
        Slice(height: 4) { canvas, x, y in
            let start = x + (width - length) / 2
            canvas.line(from: (start, y + 1.5), to: (start + length, y + 1.5))
        }
    }

    private func symbol(
        _ text: String, _ side: Double, _ align: PaperStyle.Align, _ width: Double
    ) throws(PapersProblem) -> Slice {
        if text.isEmpty { return .space(side) }
        let symbol = try QRSymbol(text)
        let start = align == .left || align == .justify ? 0 : align == .center ? (width - side) / 2 : width - side
        // Four squares of white on each side are part of the code.
        let square = side / Double(symbol.side + 8)
        let elements = [Slice.Element(tag: "Figure", number: next())]
        return Slice(height: side, elements: elements) { canvas, x, y in
            let black = symbol.squares.indices.filter { symbol.squares[$0] }.map { index in
                (
                    x: x + start + Double(index % symbol.side + 4) * square,
                    y: y + Double(index / symbol.side + 4) * square
                )
            }
            canvas.squares(black, side: square)
        }
    }

    private func signature(
        _ id: String, _ title: String, _ note: String?, _ name: String, _ height: Double, _ width: Double
    ) -> Slice {
        let center = PaperStyle(align: .center)
        var above = lines(
            of: set([TextRun(text: title)], PaperStyle(align: .center, bold: true), width), in: element(center))
        if let note {
            var small = PaperStyle(align: .center, italic: true)
            small.size = fontSize - 1
            above += lines(of: set([TextRun(text: note)], small, width), in: element(small))
        }
        let below = lines(
            of: set([TextRun(text: name)], PaperStyle(align: .center, bold: true), width), in: element(center))
        let top = above.reduce(0) { $0 + $1.height }
        let whole = below.reduce(top + height) { $0 + $1.height }
        return Slice(height: whole) { canvas, x, y in
            var structure = StructureWriter()
            var line = y
            for slice in above + [.space(height)] + below {
                structure.enter(slice.elements, on: canvas)
                slice.draw(canvas, x, line)
                line += slice.height
            }
            structure.close(on: canvas)
            canvas.sign(id, x: x, y: y + top, width: width, height: height)
        }
    }
}
