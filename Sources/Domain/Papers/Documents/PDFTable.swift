/// One table of objects with its trailer: plain lines, a stream, or both (ISO 32000-1, 7.5.4 and 7.5.8).
struct PDFTable {
    enum Line: Hashable {
        case free
        case at(Int, generation: Int)
        /// In an object stream of that number.
        case inside(Int, index: Int)
    }

    /// More than a paper has, and no more than memory bears.
    static let mostLines = 250_000
    private static let highestNumber = 8_388_607

    private(set) var lines: [Int: Line] = [:]
    private(set) var trailer: PDFDictionary = [:]
    /// Written as a stream; what is appended behind it is, too.
    let isStream: Bool

    /// - Parameter left: bytes that may still come out of the document's streams.
    init(in bytes: [UInt8], at start: Int, left: inout Int) throws(PDFReader.Fault) {
        guard start >= 0, start < bytes.count else { throw PDFReader.Fault("no table of objects at \(start)") }
        var reader = PDFReader(bytes, at: start)
        isStream = !reader.take("xref")
        if isStream {
            try readStream(bytes, at: start, left: &left)
        } else {
            try readLines(&reader)
            if let hidden = trailer["XRefStm"] { try addHidden(hidden, bytes, left: &left) }
        }
        if trailer["Encrypt"] != nil { throw PDFReader.Fault("the document is encrypted") }
        if let previous = trailer["Prev"], previous.int == nil {
            throw PDFReader.Fault("a table goes back to no place")
        }
    }

    private mutating func add(_ number: Int, _ line: Line) throws(PDFReader.Fault) {
        guard number <= Self.highestNumber, lines.count < Self.mostLines,
            lines.updateValue(line, forKey: number) == nil
        else { throw PDFReader.Fault("no entry for object \(number)") }
    }

    // MARK: - Lines

    private mutating func readLines(_ reader: inout PDFReader) throws(PDFReader.Fault) {
        while true {
            reader.skipSpace()
            if reader.take("trailer") { break }
            let first = try reader.whole()
            let count = try reader.whole()
            guard count <= (reader.bytes.count - reader.place) / 18, first <= Self.highestNumber else {
                throw PDFReader.Fault("a table of objects longer than the document")
            }
            for number in first..<first + count {
                let offset = try reader.whole()
                let generation = try reader.whole()
                reader.skipSpace()
                let kind = reader.word()
                guard kind == "n" || kind == "f", offset < reader.bytes.count else {
                    throw PDFReader.Fault("no entry for object \(number)")
                }
                // Offset 0 says: free.
                try add(number, kind == "n" && offset > 0 ? .at(offset, generation: generation) : .free)
            }
        }
        guard case .dictionary(let trailer) = try reader.value() else { throw PDFReader.Fault("no trailer") }
        self.trailer = trailer
    }

    /// What only newer readers see stands in a stream beside the lines (7.5.8.4). Where both speak of an object they must
    /// agree, but for lines that call it free.
    private mutating func addHidden(
        _ place: PDFValue, _ bytes: [UInt8], left: inout Int
    ) throws(PDFReader.Fault) {
        guard let place = place.int, place >= 0, !PDFReader(bytes, at: place).has("xref") else {
            throw PDFReader.Fault("no table of objects where a trailer says")
        }
        let hidden = try PDFTable(in: bytes, at: place, left: &left)
        guard hidden.trailer["Prev"].map({ $0 == trailer["Prev"] }) ?? true else {
            throw PDFReader.Fault("two tables of one revision differ")
        }
        for (number, line) in hidden.lines where lines[number] != line {
            guard lines[number] ?? .free == .free else { throw PDFReader.Fault("two tables of one revision differ") }
            lines[number] = line
        }
    }

    // MARK: - Streams

    private mutating func readStream(
        _ bytes: [UInt8], at start: Int, left: inout Int
    ) throws(PDFReader.Fault) {
        var reader = PDFReader(bytes, at: start)
        let object = try reader.object { $0.int }
        guard let entries = object.value.dictionary, let packed = object.stream, entries["Type"]?.name == "XRef",
            let size = entries["Size"]?.int, size > 0,
            let widths = entries["W"]?.array?.map(\.int), widths.count == 3,
            let kind = widths[0], let first = widths[1], let second = widths[2],
            (0...1).contains(kind), (1...8).contains(first), (0...8).contains(second)
        else { throw PDFReader.Fault("no table of objects at \(start)") }
        let index = entries["Index"].map { $0.array?.map(\.int) ?? [nil] } ?? [0, size]
        guard index.count.isMultiple(of: 2) else { throw PDFReader.Fault("no table of objects at \(start)") }
        var fields = PDFFields(try PDFFilter.unpacked(bytes[packed], entries, left: &left))
        for place in stride(from: 0, to: index.count, by: 2) {
            guard let from = index[place], let count = index[place + 1], from >= 0, from <= Self.highestNumber,
                count >= 0, count <= Self.mostLines
            else { throw PDFReader.Fault("no table of objects at \(start)") }
            for number in from..<from + count {
                let kind = kind == 0 ? 1 : try fields.next(kind)
                let (one, other) = (try fields.next(first), try fields.next(second))
                try add(number, try Self.line(kind, one, other, of: number, in: bytes.count))
            }
        }
        trailer = PDFDictionary(entries.entries.filter { !Self.ownKeys.contains($0.key) })
    }

    /// What a stream says of itself and not of the document.
    private static let ownKeys: Set = ["Type", "W", "Index", "Filter", "DecodeParms", "Length"]

    private static func line(
        _ kind: Int, _ first: Int, _ second: Int, of number: Int, in count: Int
    ) throws(PDFReader.Fault) -> Line {
        switch kind {
        case 0: return .free
        case 1 where first < count && second <= 65_535: return first > 0 ? .at(first, generation: second) : .free
        case 2 where first <= highestNumber && second < mostLines: return .inside(first, index: second)
        default: throw PDFReader.Fault("no entry for object \(number)")
        }
    }
}

/// Numbers of some bytes each, one behind another.
private struct PDFFields {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next(_ width: Int) throws(PDFReader.Fault) -> Int {
        guard place + width <= bytes.count else { throw PDFReader.Fault("a table of objects is too short") }
        defer { place += width }
        var value = 0
        for byte in bytes[place..<place + width] {
            guard value < 1 << 48 else { throw PDFReader.Fault("a number in a table of objects is too large") }
            value = value << 8 | Int(byte)
        }
        return value
    }
}
