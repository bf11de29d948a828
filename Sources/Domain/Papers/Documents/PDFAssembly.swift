/// A document put together from the pages of others, in order (ISO 32000-1, 7.7). Only what is drawn comes along: no
/// scripts, actions, attachments or forms.
struct PDFAssembly {
    private static let mostObjects = 200_000
    /// Of things that name one another, as deep as no drawing goes.
    private static let deepest = 200
    private static let ofPage = ["Contents", "Resources", "MediaBox", "CropBox", "Rotate", "Group", "UserUnit"]
    private static let ofNote = ["Type", "Subtype", "Rect", "AP", "AS", "F", "BS", "Border", "C", "Contents"]

    /// By number, from 1: the catalogue, the tree of pages, and what follows.
    private var objects: [(value: PDFValue, stream: [UInt8]?)] = [(.null, nil), (.null, nil)]
    private(set) var pages: [Int] = []

    /// - Throws: what is wrong with the document; then nothing of it is taken.
    mutating func append(_ source: PDFDocument) throws(PDFReader.Fault) {
        var whole = self
        var numbers: [Int: Int] = [:]
        for page in try source.pages() {
            var entries: PDFDictionary = ["Type": .name("Page"), "Parent": .reference(2)]
            for key in Self.ofPage {
                guard let value = page.entries[key] ?? page.inherited[key] else { continue }
                entries[key] = try whole.copied(value, from: source, &numbers)
            }
            var notes: [PDFValue] = []
            for note in try source.resolved(page.entries["Annots"])?.array ?? [] {
                guard let drawn = try source.resolved(note)?.dictionary, drawn["AP"] != nil else { continue }
                var entries = PDFDictionary()
                for key in Self.ofNote {
                    if let value = drawn[key] { entries[key] = try whole.copied(value, from: source, &numbers) }
                }
                notes.append(.dictionary(entries))
            }
            if !notes.isEmpty { entries["Annots"] = .array(notes) }
            whole.pages.append(whole.add(.dictionary(entries)))
        }
        self = whole
    }

    private mutating func add(_ value: PDFValue, stream: [UInt8]? = nil) -> Int {
        objects.append((value, stream))
        return objects.count
    }

    private mutating func copied(
        _ value: PDFValue, from source: PDFDocument, _ numbers: inout [Int: Int], depth: Int = 0
    ) throws(PDFReader.Fault) -> PDFValue {
        guard depth < Self.deepest else { throw PDFReader.Fault("things inside things inside things") }
        switch value {
        case .array(let values):
            var copies: [PDFValue] = []
            for value in values { copies.append(try copied(value, from: source, &numbers, depth: depth + 1)) }
            return .array(copies)
        case .dictionary(let entries):
            var copies: [PDFDictionary.Entry] = []
            for entry in entries.entries {
                let value = try copied(entry.value, from: source, &numbers, depth: depth + 1)
                copies.append(PDFDictionary.Entry(key: entry.key, value: value))
            }
            return .dictionary(PDFDictionary(copies))
        case .reference(let number, _):
            if let known = numbers[number] { return .reference(known) }
            // A page that something points back at is not taken twice.
            guard let object = try source.object(number), object.value.dictionary?["Type"]?.name != "Page" else {
                return .null
            }
            guard objects.count < Self.mostObjects else { throw PDFReader.Fault("too many objects") }
            let copy = add(.null)
            numbers[number] = copy
            var entries = object.value
            if object.stream != nil, var plain = entries.dictionary {
                plain["Length"] = nil
                entries = .dictionary(plain)
            }
            objects[copy - 1] = (
                try copied(entries, from: source, &numbers, depth: depth + 1),
                object.stream.map { Array(source.bytes[$0]) }
            )
            return .reference(copy)
        default: return value
        }
    }

    /// - Parameter title: of the whole.
    func written(title: String) -> [UInt8] {
        var all = objects
        all[0].value = [
            "Type": .name("Catalog"), "Pages": .reference(2), "Lang": .text("vi"),
            "ViewerPreferences": .dictionary(["DisplayDocTitle": .bool(true)]),
        ]
        all[1].value = [
            "Type": .name("Pages"), "Count": .int(pages.count), "Kids": .array(pages.map { .reference($0) }),
        ]
        all.append((["Title": .text(title)], nil))
        // A comment of bytes over 127 tells programs that the file is not text.
        var bytes = Array("%PDF-1.7\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 10]
        var offsets: [Int] = []
        for (index, object) in all.enumerated() {
            offsets.append(bytes.count)
            bytes += "\(index + 1) 0 obj\n".utf8
            var value = object.value
            if let stream = object.stream, var entries = value.dictionary {
                entries["Length"] = .int(stream.count)
                value = .dictionary(entries)
            }
            PDFWriter.write(value, to: &bytes)
            if let stream = object.stream { bytes += Array("\nstream\n".utf8) + stream + Array("\nendstream".utf8) }
            bytes += "\nendobj\n".utf8
        }
        let table = bytes.count
        bytes += "xref\n0 \(all.count + 1)\n0000000000 65535 f \n".utf8
        for offset in offsets {
            let digits = String(offset)
            bytes += (String(repeating: "0", count: 10 - digits.utf8.count) + digits + " 00000 n \n").utf8
        }
        bytes += "trailer\n".utf8
        PDFWriter.write(
            ["Size": .int(all.count + 1), "Root": .reference(1), "Info": .reference(all.count)], to: &bytes)
        bytes += "\nstartxref\n\(table)\n%%EOF\n".utf8
        return bytes
    }
}

extension PDFValue: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (String, PDFValue)...) {
        self = .dictionary(PDFDictionary(elements.map { PDFDictionary.Entry(key: $0.0, value: $0.1) }))
    }
}
