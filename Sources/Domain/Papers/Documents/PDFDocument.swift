import Foundation

/// A PDF document by its tables of objects: the newest and those it goes back to (ISO 32000-1, 7.5), plain or in
/// streams. Nothing here is lenient, since two readers that mend a document differently see two documents.
struct PDFDocument {
    /// Where an object is.
    struct Entry: Hashable {
        let offset: Int
        let generation: Int
        /// Which one it is of the stream of packed objects that stands at the offset; nil: it stands there itself.
        let index: Int?
    }

    /// An object with its number: its value, and the bytes of its stream.
    struct Object {
        let number: Int
        let generation: Int
        let value: PDFValue
        let stream: Range<Int>?
        /// From its number to `endobj`; nil for a packed one.
        let place: Range<Int>?
    }

    /// More revisions than anybody signs.
    private static let mostRevisions = 64
    /// Of all its tables and packed objects together, in bytes.
    private static let mostUnpacked = 32 << 20

    let bytes: [UInt8]
    /// Of the newest revision.
    let trailer: PDFDictionary
    /// Where the newest table stands.
    let start: Int
    /// Whether the newest table is a stream; what is appended has one of the same kind.
    let hasTableStream: Bool
    /// What each object number stands for now.
    let entries: [Int: Entry]
    /// Packed objects by the offset of their stream.
    private var packed: [Int: PDFObjectStream] = [:]

    /// - Parameter later: what the document was made into; what that one has unpacked already is not unpacked again.
    /// - Throws: why it cannot be read.
    init(_ bytes: [UInt8], before later: PDFDocument? = nil) throws(PDFReader.Fault) {
        guard bytes.count >= 64, bytes.starts(with: Array("%PDF-1.".utf8)) || bytes.starts(with: Array("%PDF-2.".utf8))
        else { throw PDFReader.Fault("no PDF document") }
        start = try Self.start(of: bytes)
        self.bytes = bytes
        var left = Self.mostUnpacked
        let tables = try Self.tables(in: bytes, from: start, left: &left)
        guard let newest = tables.first else { throw PDFReader.Fault("the document has no table of objects") }
        trailer = newest.trailer
        hasTableStream = newest.isStream
        var lines: [Int: PDFTable.Line] = [:]
        for table in tables { lines.merge(table.lines) { newer, _ in newer } }
        guard lines.count <= PDFTable.mostLines else { throw PDFReader.Fault("the document has too many objects") }
        var entries: [Int: Entry] = [:]
        var streams: Set<Int> = []
        for (number, line) in lines {
            switch line {
            case .free: continue
            case .at(let offset, let generation):
                entries[number] = Entry(offset: offset, generation: generation, index: nil)
            case .inside(let stream, let index):
                guard case .at(let offset, generation: 0) = lines[stream] else {
                    throw PDFReader.Fault("object \(number) is packed into nothing")
                }
                entries[number] = Entry(offset: offset, generation: 0, index: index)
                streams.insert(stream)
            }
        }
        self.entries = entries
        for number in streams.sorted() { try unpack(number, before: later, left: &left) }
    }

    /// The newest first.
    private static func tables(
        in bytes: [UInt8], from start: Int, left: inout Int
    ) throws(PDFReader.Fault) -> [PDFTable] {
        var tables: [PDFTable] = []
        var seen: Set<Int> = []
        var next: Int? = start
        var isArranged = false
        while let place = next {
            guard seen.insert(place).inserted, seen.count <= mostRevisions else {
                throw PDFReader.Fault("the tables of objects go round in a circle, or are too many")
            }
            let table = try PDFTable(in: bytes, at: place, left: &left)
            next = table.trailer["Prev"]?.int
            if isArranged {
                // A document arranged for the web has the table of its first page in front (annex F): the two are halves
                // of one, and nothing is older.
                guard next == nil, let half = tables.last, half.lines.keys.allSatisfy({ table.lines[$0] == nil }) else {
                    throw PDFReader.Fault("a table goes back to a later place")
                }
            }
            isArranged = next.map { $0 >= place } ?? false
            tables.append(table)
        }
        return tables
    }

    private mutating func unpack(
        _ number: Int, before later: PDFDocument?, left: inout Int
    ) throws(PDFReader.Fault) {
        guard let offset = entries[number]?.offset, let object = try object(number) else { return }
        if let known = later?.packed[offset], known.packed == object.stream {
            packed[offset] = known
        } else {
            packed[offset] = try PDFObjectStream(object, in: bytes, left: &left)
        }
    }

    /// What stands behind the last `startxref`. Behind it comes the end mark, and nothing else.
    private static func start(of bytes: [UInt8]) throws(PDFReader.Fault) -> Int {
        let tail = max(0, bytes.count - 1_024)
        guard let found = Data(bytes[tail...]).range(of: Data("startxref".utf8), options: .backwards) else {
            throw PDFReader.Fault("the document is cut off")
        }
        var reader = PDFReader(bytes, at: tail + found.lowerBound + 9)
        let start = try reader.whole()
        // The end mark looks like a comment.
        var end = reader.place
        while end < bytes.count, PDFReader.isSpace(bytes[end]) { end += 1 }
        reader = PDFReader(bytes, at: end)
        guard reader.take("%%EOF") else { throw PDFReader.Fault("the document has no end mark") }
        guard bytes[reader.place...].allSatisfy(PDFReader.isSpace) else {
            throw PDFReader.Fault("something stands behind the document's end")
        }
        return start
    }

    /// - Returns: nil for a number that stands for nothing.
    func object(_ number: Int) throws(PDFReader.Fault) -> Object? {
        guard let entry = entries[number] else { return nil }
        if let index = entry.index {
            guard let value = try packed[entry.offset]?.value(number, at: index) else {
                throw PDFReader.Fault("object \(number) is packed into nothing")
            }
            return Object(number: number, generation: 0, value: value, stream: nil, place: nil)
        }
        var reader = PDFReader(bytes, at: entry.offset)
        let object = try reader.object { length throws(PDFReader.Fault) in try self.length(length, of: number) }
        guard object.number == number, object.generation == entry.generation else {
            throw PDFReader.Fault("object \(number) is not where the table says")
        }
        return object
    }

    /// The length of a stream may be an object of its own, which is no stream.
    private func length(_ value: PDFValue, of number: Int) throws(PDFReader.Fault) -> Int? {
        guard let other = value.reference, other != number, let entry = entries[other] else { return value.int }
        if entry.index != nil { return try object(other)?.value.int }
        var ahead = PDFReader(bytes, at: entry.offset)
        guard try ahead.whole() == other, try ahead.whole() == entry.generation else { return nil }
        ahead.skipSpace()
        guard ahead.take("obj") else { return nil }
        return try ahead.whole()
    }

    /// What a value is, or what it refers to.
    func resolved(_ value: PDFValue?) throws(PDFReader.Fault) -> PDFValue? {
        var value = value
        for _ in 0..<8 {
            guard case .reference(let number, _) = value else { return value }
            value = try object(number)?.value
        }
        throw PDFReader.Fault("references that lead nowhere")
    }

    func dictionary(_ value: PDFValue?) throws(PDFReader.Fault) -> PDFDictionary? { try resolved(value)?.dictionary }

    var catalog: PDFDictionary {
        get throws(PDFReader.Fault) {
            guard trailer["Root"]?.reference != nil, let catalog = try dictionary(trailer["Root"]) else {
                throw PDFReader.Fault("the document has no catalogue")
            }
            return catalog
        }
    }

    /// Every value of the trailer and of all its objects, those inside others too.
    func forEachValue(_ visit: (PDFValue) -> Void) throws(PDFReader.Fault) {
        func walk(_ value: PDFValue) {
            visit(value)
            switch value {
            case .array(let values): values.forEach(walk)
            case .dictionary(let entries): entries.entries.forEach { walk($0.value) }
            default: break
            }
        }
        walk(.dictionary(trailer))
        for number in entries.keys {
            if let object = try object(number) { walk(object.value) }
        }
    }
}
