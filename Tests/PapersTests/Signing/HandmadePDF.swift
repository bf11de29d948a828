import CZlib

/// A document written object by object, right or wrong as a test wants it.
struct HandmadePDF {
    /// A line of a table: free, at an offset, or packed into a stream.
    enum Line {
        case free
        case at(Int)
        case inside(Int, Int)
    }

    private(set) var bytes = Array("%PDF-1.7\n%\u{E2}\u{E3}\n".utf8)

    mutating func add(_ text: String) -> Int {
        let offset = bytes.count
        bytes += Array(text.utf8)
        bytes.append(10)
        return offset
    }

    mutating func object(_ number: Int, _ value: String) -> Int { add("\(number) 0 obj\n\(value)\nendobj") }

    /// - Parameter entries: of its dictionary, without the length.
    mutating func stream(_ number: Int, _ entries: String, _ content: [UInt8]) -> Int {
        let offset = add("\(number) 0 obj\n<< \(entries) /Length \(content.count) >>\nstream")
        bytes += content
        _ = add("\nendstream\nendobj")
        return offset
    }

    /// Packed objects, in the order of their numbers.
    mutating func packed(_ number: Int, _ objects: [(Int, String)], entries: String = "") -> Int {
        let (first, content) = Self.packing(objects)
        return stream(
            number, "/Type /ObjStm /N \(objects.count) /First \(first) /Filter /FlateDecode \(entries)",
            Self.deflated(content))
    }

    /// - Returns: what a stream of packed objects holds, and where the first object begins in it.
    static func packing(_ objects: [(Int, String)]) -> (first: Int, content: [UInt8]) {
        var list = ""
        var body = ""
        for (number, value) in objects {
            list += "\(number) \(body.utf8.count) "
            body += value + "\n"
        }
        return (list.utf8.count, Array((list + body).utf8))
    }

    /// - Parameter rows: whether each row of the table says how it differs from the one above.
    mutating func table(
        _ number: Int, _ lines: [Int: Line], _ entries: String, rows: Bool = false
    ) -> Int {
        var lines = lines
        lines[number] = .at(bytes.count)
        var index = ""
        var content: [UInt8] = []
        var above = [UInt8](repeating: 0, count: 7)
        for number in lines.keys.sorted() {
            index += "\(number) 1 "
            let (kind, first, second) =
                switch lines[number] ?? .free {
                case .free: (0, 0, 0)
                case .at(let offset): (1, offset, 0)
                case .inside(let stream, let place): (2, stream, place)
                }
            let row = [kind, first >> 24, first >> 16, first >> 8, first, second >> 8, second].map { UInt8($0 & 0xFF) }
            content += rows ? [2] + zip(row, above).map { $0 &- $1 } : row
            above = row
        }
        let parameters = rows ? "/DecodeParms << /Predictor 12 /Columns 7 >>" : ""
        return stream(
            number, "/Type /XRef /W [1 4 2] /Index [\(index)] /Filter /FlateDecode \(parameters) \(entries)",
            Self.deflated(content))
    }

    mutating func lines(_ lines: [(Int, Int?)], _ trailer: String) -> Int {
        var text = "xref\n"
        for (number, offset) in lines {
            let digits = String(offset ?? 0)
            let zeros = String(repeating: "0", count: 10 - digits.count)
            text += "\(number) 1\n\(zeros)\(digits) \(offset == nil ? "65535 f" : "00000 n") \n"
        }
        return add("\(text)trailer\n<< \(trailer) >>")
    }

    func ended(at table: Int) -> [UInt8] { bytes + Array("startxref\n\(table)\n%%EOF\n".utf8) }

    /// zlib's form (RFC 1950).
    static func deflated(_ plain: [UInt8]) -> [UInt8] {
        var count = compressBound(uLong(plain.count))
        var out = [UInt8](repeating: 0, count: Int(count))
        _ = compress2(&out, &count, plain, uLong(plain.count), 9)
        return Array(out.prefix(Int(count)))
    }

    static let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"
    static let pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    static let catalog = "<< /Type /Catalog /Pages 2 0 R >>"

    /// One empty page, all of it packed.
    static func whole(
        page: String = page, packing entries: String = "", rows: Bool = false, trailer: String = "/Root 1 0 R /Size 6"
    ) -> [UInt8] {
        var document = HandmadePDF()
        let objects = document.packed(4, [(1, catalog), (2, pages), (3, page)], entries: entries)
        let table = document.table(
            5, [0: .free, 1: .inside(4, 0), 2: .inside(4, 1), 3: .inside(4, 2), 4: .at(objects)], trailer, rows: rows)
        return document.ended(at: table)
    }
}
