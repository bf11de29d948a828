/// Takes the drawing of a page out of one document and puts it into another as a form (ISO 32000-1, 8.10).
struct PDFGraft {
    private static let mostObjects = 2_000

    private let source: PDFDocument
    private var numbers: [Int: Int] = [:]

    init(_ source: PDFDocument) { self.source = source }

    /// - Returns: the number of the form in the update.
    mutating func form(into update: inout PDFUpdate) throws(PDFReader.Fault) -> Int {
        guard let page = try source.pages().first, let contents = page.entries["Contents"]?.reference,
            let drawing = try source.object(contents), let stream = drawing.stream
        else { throw PDFReader.Fault("the drawing has no page") }
        var form: PDFDictionary = [
            "Type": .name("XObject"), "Subtype": .name("Form"),
            "BBox": .array(page.box.map(PDFValue.real)),
        ]
        if let filter = drawing.value.dictionary?["Filter"] { form["Filter"] = filter }
        for key in ["Resources", "Group"] {
            if let value = try source.resolved(page.entries[key]) { form[key] = try copied(value, into: &update) }
        }
        return update.add(form, stream: Array(source.bytes[stream]))
    }

    private mutating func copied(_ value: PDFValue, into update: inout PDFUpdate) throws(PDFReader.Fault) -> PDFValue {
        switch value {
        case .array(let values):
            var copies: [PDFValue] = []
            for value in values { copies.append(try copied(value, into: &update)) }
            return .array(copies)
        case .dictionary(let entries): return .dictionary(try copied(entries, into: &update))
        case .reference(let number, _):
            if let known = numbers[number] { return .reference(known) }
            guard let object = try source.object(number), numbers.count < Self.mostObjects else {
                return .null
            }
            let copy = update.reserve()
            numbers[number] = copy
            if let stream = object.stream, var entries = object.value.dictionary {
                entries["Length"] = nil
                update.put(copy, try copied(entries, into: &update), stream: Array(source.bytes[stream]))
            } else {
                update.put(copy, try copied(object.value, into: &update))
            }
            return .reference(copy)
        default: return value
        }
    }

    private mutating func copied(
        _ entries: PDFDictionary, into update: inout PDFUpdate
    ) throws(PDFReader.Fault) -> PDFDictionary {
        var copies: [PDFDictionary.Entry] = []
        for entry in entries.entries {
            copies.append(PDFDictionary.Entry(key: entry.key, value: try copied(entry.value, into: &update)))
        }
        return PDFDictionary(copies)
    }
}
