/// Pictures as a PDF document, each on a page of A4 that lies as the picture does. A JPEG stands in it as it came, turned
/// as its camera says; a PNG is drawn anew.
struct PicturePages {
    /// A4 in points.
    private static let short = 595.28
    private static let long = 841.89
    private static let margin = 14.0
    /// A PNG is drawn in memory, four bytes a point.
    private static let mostPixels = 30_000_000

    struct Picture: Sendable {
        let bytes: [UInt8]
        let kind: PaperKind
    }

    /// - Throws: `unknownKind` for what is neither JPEG nor PNG; `damaged`, `tooManyPixels`.
    static func printed(_ pictures: [Picture], title: String, made: String) throws(PapersProblem) -> PrintedPaper {
        let canvas = PDFCanvas(width: short, height: long, title: title, made: made)
        for (index, picture) in pictures.enumerated() {
            if index > 0 { canvas.nextPage() }
            try draw(picture, on: canvas)
        }
        return PrintedPaper(bytes: try canvas.finish(), pages: pictures.count, signatures: [])
    }

    private static func draw(_ picture: Picture, on canvas: PDFCanvas) throws(PapersProblem) {
        guard let size = PaperSniffer.size(of: picture.bytes, picture.kind) else { throw .unknownKind }
        let turn = picture.kind == .jpeg ? PictureTurn(JPEGPrivacy.orientation(of: picture.bytes)) : .none
        let isWide = turn.swapsSides ? size.height > size.width : size.width > size.height
        let (width, height) = isWide ? (long, short) : (short, long)
        canvas.resize(width: width, height: height)
        let image: PictureSurface
        if picture.kind == .jpeg {
            image = try PictureSurface(jpeg: picture.bytes, width: size.width, height: size.height)
        } else {
            guard size.pixels <= mostPixels else { throw .tooManyPixels }
            image = try PictureSurface(png: picture.bytes)
        }
        canvas.show(image, turned: turn, width: width, height: height, margin: margin)
    }
}

/// How a picture is turned to be seen upright (Exif 2.32, tag 0x0112).
enum PictureTurn: Int {
    case none = 1, mirrored, upsideDown, flipped, transposed, right, transversed, left

    init(_ orientation: Int?) { self = orientation.flatMap(PictureTurn.init(rawValue:)) ?? .none }

    var swapsSides: Bool { rawValue >= 5 }

    /// Where a point goes: `x' = xx·x + xy·y + x0`, `y' = yx·x + yy·y + y0`, for a picture of this width and height.
    func matrix(_ width: Double, _ height: Double) -> (
        xx: Double, yx: Double, xy: Double, yy: Double, x0: Double, y0: Double
    ) {
        switch self {
        case .none: (1, 0, 0, 1, 0, 0)
        case .mirrored: (-1, 0, 0, 1, width, 0)
        case .upsideDown: (-1, 0, 0, -1, width, height)
        case .flipped: (1, 0, 0, -1, 0, height)
        case .transposed: (0, 1, 1, 0, 0, 0)
        case .right: (0, 1, -1, 0, height, 0)
        case .transversed: (0, -1, -1, 0, height, width)
        case .left: (0, -1, 1, 0, 0, width)
        }
    }
}
