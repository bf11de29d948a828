import Foundation

/// A PDF document by its tables of objects: the newest and those it goes back to (ISO 32000-1, 7.5). Only plain tables
/// are read, which is what the city writes; nothing here is lenient, since two readers that mend a document differently
/// see two documents.
struct PDFDocument {
    struct Entry: Hashable {
        let offset: Int
        let generation: Int
    }

    /// An object with its number: its value, and the bytes of its stream.
    struct Object {
        let number: Int
        let value: PDFValue
        let stream: Range<Int>?
        /// From its number to `endobj`.
        let place: Range<Int>
    }

    /// More revisions than anybody signs.
    private static let mostRevisions = 64

    let bytes: [UInt8]
    /// Of the newest revision.
    let trailer: PDFDictionary
    /// Where the newest table stands.
    let start: Int
    /// What each object number stands for now.
    let entries: [Int: Entry]

    /// - Throws: why it cannot be read.
    init(_ bytes: [UInt8]) throws(PDFReader.Fault) {
        guard bytes.count >= 64, bytes.starts(with: Array("%PDF-1.".utf8)) || bytes.starts(with: Array("%PDF-2.".utf8))
        else { throw PDFReader.Fault("no PDF document") }
        let start = try Self.start(of: bytes)
        var entries: [Int: Entry] = [:]
        var seen: Set<Int> = []
        var first: PDFDictionary?
        var table: Int? = start
        while let at = table {
            guard seen.insert(at).inserted, seen.count <= Self.mostRevisions else {
                throw PDFReader.Fault("the tables of objects go round in a circle, or are too many")
            }
            let (listed, trailer) = try Self.table(in: bytes, at: at)
            for (number, entry) in listed where entries[number] == nil { entries[number] = entry }
            if trailer["Encrypt"] != nil { throw PDFReader.Fault("the document is encrypted") }
            if trailer["XRefStm"] != nil { throw PDFReader.Fault("the document has two kinds of tables") }
            if first == nil { first = trailer }
            table = trailer["Prev"]?.int
            if let previous = table, previous >= at { throw PDFReader.Fault("a table goes back to a later place") }
        }
        guard let first else { throw PDFReader.Fault("the document has no table of objects") }
        self.bytes = bytes
        self.start = start
        trailer = first
        self.entries = entries.filter { $0.value.offset > 0 }
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

    private static func table(
        in bytes: [UInt8], at start: Int
    ) throws(PDFReader.Fault) -> ([Int: Entry], PDFDictionary) {
        var reader = PDFReader(bytes, at: start)
        guard start < bytes.count, reader.take("xref") else {
            throw PDFReader.Fault("no plain table of objects at \(start)")
        }
        var entries: [Int: Entry] = [:]
        while true {
            reader.skipSpace()
            if reader.take("trailer") { break }
            let first = try reader.whole()
            let count = try reader.whole()
            guard count <= (bytes.count - reader.place) / 18, first <= 8_388_607 else {
                throw PDFReader.Fault("a table of objects longer than the document")
            }
            for number in first..<first + count {
                let offset = try reader.whole()
                let generation = try reader.whole()
                reader.skipSpace()
                let kind = reader.word()
                guard kind == "n" || kind == "f", offset < bytes.count, entries[number] == nil else {
                    throw PDFReader.Fault("no entry for object \(number)")
                }
                // Offset 0 says: free.
                entries[number] = Entry(offset: kind == "n" ? offset : 0, generation: generation)
            }
        }
        guard case .dictionary(let trailer) = try reader.value() else { throw PDFReader.Fault("no trailer") }
        return (entries, trailer)
    }

    /// - Returns: nil for a number that stands for nothing.
    func object(_ number: Int) throws(PDFReader.Fault) -> Object? {
        guard let entry = entries[number] else { return nil }
        var reader = PDFReader(bytes, at: entry.offset)
        guard try reader.whole() == number, try reader.whole() == entry.generation else {
            throw PDFReader.Fault("object \(number) is not where the table says")
        }
        reader.skipSpace()
        guard reader.take("obj") else { throw PDFReader.Fault("object \(number) is not where the table says") }
        let value = try reader.value()
        reader.skipSpace()
        var stream: Range<Int>?
        if reader.take("stream") { stream = try self.stream(value, of: number, &reader) }
        reader.skipSpace()
        guard reader.take("endobj") else { throw PDFReader.Fault("object \(number) has no end") }
        return Object(number: number, value: value, stream: stream, place: entry.offset..<reader.place)
    }

    private func stream(
        _ value: PDFValue, of number: Int, _ reader: inout PDFReader
    ) throws(PDFReader.Fault) -> Range<Int> {
        guard reader.take("\r\n") || reader.take("\n"), let entries = value.dictionary, let given = entries["Length"]
        else { throw PDFReader.Fault("the stream of object \(number) has no length") }
        var length = given.int
        // Its length may be an object of its own, which is no stream.
        if let other = given.reference, other != number, let entry = self.entries[other] {
            var ahead = PDFReader(bytes, at: entry.offset)
            if try ahead.whole() == other, try ahead.whole() == entry.generation {
                ahead.skipSpace()
                if ahead.take("obj") { length = try ahead.whole() }
            }
        }
        guard let length, length >= 0, length <= bytes.count - reader.place else {
            throw PDFReader.Fault("the stream of object \(number) is longer than the document")
        }
        let range = reader.place..<reader.place + length
        reader = PDFReader(bytes, at: range.upperBound)
        reader.skipSpace()
        guard reader.take("endstream") else { throw PDFReader.Fault("the stream of object \(number) has no end") }
        return range
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
}
