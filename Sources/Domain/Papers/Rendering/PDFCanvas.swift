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

    /// The next page has another shape.
    func nextPage(width: Double, height: Double) {
        nextPage()
        cairo_pdf_surface_set_size(surface, width, height)
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
        let image = PNGReading(png).surface()
        defer { cairo_surface_destroy(image) }
        let pixels = (cairo_image_surface_get_width(image), cairo_image_surface_get_height(image))
        guard cairo_surface_status(image) == CAIRO_STATUS_SUCCESS, pixels.0 > 0, pixels.1 > 0 else { throw .damaged }
        let scale = min(width / Double(pixels.0), height / Double(pixels.1))
        cairo_save(context)
        cairo_translate(
            context, (width - Double(pixels.0) * scale) / 2, (height - Double(pixels.1) * scale) / 2)
        cairo_scale(context, scale, scale)
        cairo_set_source_surface(context, image, 0, 0)
        cairo_paint(context)
        cairo_restore(context)
    }

    /// A scan or photograph as large as fits, in the middle, the way up that its camera noted. A JPEG is put in as it is.
    func image(_ page: ImagePage, x: Double, y: Double, width: Double, height: Double) throws(PapersProblem) {
        let image: OpaquePointer?
        if page.isJPEG {
            // Its points are never touched: the system gives no memory for them.
            image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(page.size.width), Int32(page.size.height))
            try attach(page.bytes, to: image)
        } else {
            image = PNGReading(page.bytes).surface()
        }
        defer { cairo_surface_destroy(image) }
        guard cairo_surface_status(image) == CAIRO_STATUS_SUCCESS else { throw .damaged }
        let shown = page.shown
        let scale = min(width / shown.width, height / shown.height)
        cairo_save(context)
        cairo_translate(
            context, x + (width - shown.width * scale) / 2, y + (height - shown.height * scale) / 2)
        cairo_scale(context, scale, scale)
        var turn = Self.turn(page)
        cairo_transform(context, &turn)
        cairo_set_source_surface(context, image, 0, 0)
        cairo_paint(context)
        cairo_restore(context)
    }

    private func attach(_ jpeg: [UInt8], to image: OpaquePointer?) throws(PapersProblem) {
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: jpeg.count)
        copy.initialize(from: jpeg, count: jpeg.count)
        let status = cairo_surface_set_mime_data(
            image, CAIRO_MIME_TYPE_JPEG, copy, UInt(jpeg.count),
            { data in data?.assumingMemoryBound(to: UInt8.self).deallocate() }, copy)
        guard status == CAIRO_STATUS_SUCCESS else {
            copy.deallocate()
            throw .damaged
        }
    }

    /// From the picture's points to how it is looked at (Exif 2.3, tag 0x0112).
    private static func turn(_ page: ImagePage) -> cairo_matrix_t {
        let (w, h) = (Double(page.size.width), Double(page.size.height))
        return switch page.orientation {
        case 2: cairo_matrix_t(xx: -1, yx: 0, xy: 0, yy: 1, x0: w, y0: 0)
        case 3: cairo_matrix_t(xx: -1, yx: 0, xy: 0, yy: -1, x0: w, y0: h)
        case 4: cairo_matrix_t(xx: 1, yx: 0, xy: 0, yy: -1, x0: 0, y0: h)
        case 5: cairo_matrix_t(xx: 0, yx: 1, xy: 1, yy: 0, x0: 0, y0: 0)
        case 6: cairo_matrix_t(xx: 0, yx: 1, xy: -1, yy: 0, x0: h, y0: 0)
        case 7: cairo_matrix_t(xx: 0, yx: -1, xy: -1, yy: 0, x0: h, y0: w)
        case 8: cairo_matrix_t(xx: 0, yx: -1, xy: 1, yy: 0, x0: 0, y0: w)
        default: cairo_matrix_t(xx: 1, yx: 0, xy: 0, yy: 1, x0: 0, y0: 0)
        }
    }

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

/// Gives Cairo a PNG's bytes.
private final class PNGReading {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func surface() -> OpaquePointer? {
        cairo_image_surface_create_from_png_stream(
            { reading, data, length in
                guard let reading, let data else { return CAIRO_STATUS_READ_ERROR }
                return Unmanaged<PNGReading>.fromOpaque(reading).takeUnretainedValue().read(data, Int(length))
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func read(_ data: UnsafeMutablePointer<UInt8>, _ length: Int) -> cairo_status_t {
        guard length <= bytes.count - place else { return CAIRO_STATUS_READ_ERROR }
        for index in 0..<length { data[index] = bytes[place + index] }
        place += length
        return CAIRO_STATUS_SUCCESS
    }
}
