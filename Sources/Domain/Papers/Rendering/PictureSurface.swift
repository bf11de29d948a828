import CPango

/// A picture as Cairo has it. Belongs to one thread.
final class PictureSurface {
    let surface: OpaquePointer
    let width: Int
    let height: Int

    convenience init(png: [UInt8]) throws(PapersProblem) {
        try self.init(PNGReading(png).surface())
    }

    /// The JPEG itself goes into the document: its points are not decoded, and the memory for them never touched.
    convenience init(jpeg: [UInt8], width: Int, height: Int) throws(PapersProblem) {
        try self.init(cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)))
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: jpeg.count)
        copy.initialize(from: jpeg, count: jpeg.count)
        let status = cairo_surface_set_mime_data(
            surface, CAIRO_MIME_TYPE_JPEG, copy, UInt(jpeg.count), { $0?.deallocate() }, copy)
        guard status == CAIRO_STATUS_SUCCESS else {
            copy.deallocate()
            throw .rendering(String(cString: cairo_status_to_string(status)))
        }
    }

    private init(_ made: OpaquePointer?) throws(PapersProblem) {
        guard let made else { throw .damaged }
        surface = made
        width = Int(cairo_image_surface_get_width(made))
        height = Int(cairo_image_surface_get_height(made))
        guard cairo_surface_status(made) == CAIRO_STATUS_SUCCESS, width > 0, height > 0 else { throw .damaged }
    }

    deinit { cairo_surface_destroy(surface) }
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
