import CPango

/// A text set in lines. Owns its Pango layout; lives and dies on its typesetter's thread.
final class SetText {
    struct Line {
        fileprivate let pointer: UnsafeMutablePointer<PangoLayoutLine>
        fileprivate let x: Double
        let height: Double
        fileprivate let baseline: Double
        /// Where its last letter ends.
        let end: Double
    }

    let lines: [Line]
    private let layout: OpaquePointer
    private let typesetter: Typesetter

    init(
        _ runs: [TextRun], _ style: PaperStyle, size: Double, width: Double, context: OpaquePointer,
        keeping typesetter: Typesetter
    ) {
        self.typesetter = typesetter
        layout = pango_layout_new(context)
        let font = pango_font_description_new()
        pango_font_description_set_family(font, PaperFonts.family)
        pango_font_description_set_absolute_size(font, size * Double(PANGO_SCALE))
        pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_font_description_set_style(font, style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL)
        pango_layout_set_font_description(layout, font)
        pango_font_description_free(font)

        let text = runs.map(\.text).joined()
        pango_layout_set_text(layout, text, -1)
        Self.attribute(runs, layout)
        pango_layout_set_width(layout, Int32(max(1, width) * Double(PANGO_SCALE)))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_indent(layout, Int32(style.indent.points * Double(PANGO_SCALE)))
        pango_layout_set_justify(layout, style.align == .justify ? 1 : 0)
        switch style.align {
        case .left, .justify: pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT)
        case .center: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
        case .right: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
        }
        lines = Self.lines(of: layout)
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    var height: Double { lines.reduce(0) { $0 + $1.height } }

    /// - Parameters:
    ///   - x: the left edge of the text's width.
    ///   - y: the top of the line.
    func draw(_ line: Line, on canvas: PDFCanvas, x: Double, y: Double) {
        canvas.show(line.pointer, x: x + line.x, y: y + line.baseline)
    }

    private static func attribute(_ runs: [TextRun], _ layout: OpaquePointer) {
        let attributes = pango_attr_list_new()
        // A word too long for its line is parted as it is written: a hyphen would be a letter of a name.
        pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(0))
        var start: UInt32 = 0
        for run in runs {
            let end = start + UInt32(run.text.utf8.count)
            if run.isBold, let bold = pango_attr_weight_new(PANGO_WEIGHT_BOLD) {
                bold.pointee.start_index = start
                bold.pointee.end_index = end
                pango_attr_list_insert(attributes, bold)
            }
            start = end
        }
        pango_layout_set_attributes(layout, attributes)
        pango_attr_list_unref(attributes)
    }

    private static func lines(of layout: OpaquePointer) -> [Line] {
        guard let iterator = pango_layout_get_iter(layout) else { return [] }
        defer { pango_layout_iter_free(iterator) }
        var lines: [Line] = []
        let scale = Double(PANGO_SCALE)
        repeat {
            guard let line = pango_layout_iter_get_line_readonly(iterator) else { break }
            var extent = PangoRectangle()
            pango_layout_iter_get_line_extents(iterator, nil, &extent)
            let top = Double(extent.y) / scale
            lines.append(
                Line(
                    pointer: line, x: Double(extent.x) / scale, height: Double(extent.height) / scale,
                    baseline: Double(pango_layout_iter_get_baseline(iterator)) / scale - top,
                    end: Double(extent.x + extent.width) / scale))
        } while pango_layout_iter_next_line(iterator) != 0
        return lines
    }
}

extension Double {
    /// Millimetres in points of 1/72 inch.
    var points: Double { self * 72 / 25.4 }
}
