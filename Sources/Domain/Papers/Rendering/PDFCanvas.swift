import CPango

/// A PDF document being drawn with Cairo. Owns its surface; belongs to one thread. Lengths are points from the upper
/// left
/// corner.
final class PDFCanvas {
    private final class Output {
        var bytes: [UInt8] = []
    }

    private let output = Output()
    private let surface: OpaquePointer
    private let context: OpaquePointer
    private(set) var pages = 1
    private(set) var signatures: [PrintedPaper.Signature] = []

    /// - Parameter made: `2026-01-05T14:20:00Z`: the day of what the paper tells, never the day of printing.
    init(width: Double, height: Double, title: String, made: String) {
        surface = cairo_pdf_surface_create_for_stream(
            { output, data, length in
                guard let output, let data else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<Output>.fromOpaque(output).takeUnretainedValue().bytes
                    .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(output).toOpaque(), width, height)
        // A plain table of objects at the end, which our own additions to the file can name.
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
        for (key, value) in [
            (CAIRO_PDF_METADATA_TITLE, title), (CAIRO_PDF_METADATA_CREATOR, "Một Cửa"),
            (CAIRO_PDF_METADATA_CREATE_DATE, made), (CAIRO_PDF_METADATA_MOD_DATE, made),
        ] { cairo_pdf_surface_set_metadata(surface, key, value) }
        context = cairo_create(surface)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    func nextPage() {
        cairo_show_page(context)
        pages += 1
    }

    func begin(_ tag: String) { cairo_tag_begin(context, tag, "") }
    func end(_ tag: String) { cairo_tag_end(context, tag) }

    func show(_ line: UnsafeMutablePointer<PangoLayoutLine>, x: Double, y: Double) {
        cairo_move_to(context, x, y)
        pango_cairo_show_layout_line(context, line)
    }

    func line(from: (x: Double, y: Double), to end: (x: Double, y: Double), width: Double = 0.5) {
        cairo_set_line_width(context, width)
        cairo_move_to(context, from.x, from.y)
        cairo_line_to(context, end.x, end.y)
        cairo_stroke(context)
    }

    /// To be written on by hand.
    func dots(fromX: Double, toX: Double, y: Double) {
        guard toX > fromX else { return }
        cairo_save(context)
        var dash = [0.0, 2.2]
        cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
        cairo_set_dash(context, &dash, 2, 0)
        line(from: (fromX, y), to: (toX, y), width: 0.8)
        cairo_restore(context)
    }

    func box(x: Double, y: Double, width: Double, height: Double) {
        cairo_set_line_width(context, 0.5)
        cairo_rectangle(context, x, y, width, height)
        cairo_stroke(context)
    }

    /// Black squares; drawn as one shape, so that no viewer shows seams.
    func squares(_ places: [(x: Double, y: Double)], side: Double) {
        for place in places { cairo_rectangle(context, place.x, place.y, side, side) }
        cairo_fill(context)
    }

    func colour(red: Double, green: Double, blue: Double) { cairo_set_source_rgb(context, red, green, blue) }

    /// A PNG picture, with what shows through it, as large as fits into the page's middle.
    func picture(_ png: [UInt8], width: Double, height: Double) throws(PapersProblem) {
        show(try PictureSurface(png: png), turned: .none, width: width, height: height, margin: 0)
    }

    /// A picture turned upright, as large as fits into the page's middle.
    func show(
        _ image: PictureSurface, turned turn: PictureTurn, width: Double, height: Double, margin: Double
    ) {
        let across = Double(turn.swapsSides ? image.height : image.width)
        let down = Double(turn.swapsSides ? image.width : image.height)
        let scale = min((width - 2 * margin) / across, (height - 2 * margin) / down)
        let way = turn.matrix(Double(image.width), Double(image.height))
        var matrix = cairo_matrix_t(xx: way.xx, yx: way.yx, xy: way.xy, yy: way.yy, x0: way.x0, y0: way.y0)
        cairo_save(context)
        cairo_translate(context, (width - across * scale) / 2, (height - down * scale) / 2)
        cairo_scale(context, scale, scale)
        cairo_transform(context, &matrix)
        cairo_set_source_surface(context, image.surface, 0, 0)
        cairo_paint(context)
        cairo_restore(context)
    }

    /// Of the page that is drawn next; nothing may stand on it yet.
    func resize(width: Double, height: Double) { cairo_pdf_surface_set_size(surface, width, height) }

    func sign(_ id: String, x: Double, y: Double, width: Double, height: Double) {
        signatures.append(
            PrintedPaper.Signature(id: id, page: pages, x: x, y: y, width: width, height: height))
    }

    /// Ends the document. The canvas is of no more use.
    func finish() throws(PapersProblem) -> [UInt8] {
        cairo_surface_finish(surface)
        for status in [cairo_status(context), cairo_surface_status(surface)]
        where status != CAIRO_STATUS_SUCCESS && status != CAIRO_STATUS_SURFACE_FINISHED {
            throw .rendering(String(cString: cairo_status_to_string(status)))
        }
        return output.bytes
    }
}
