/// Objects packed into one stream (ISO 32000-1, 7.5.7).
struct PDFObjectStream {
    /// Where the packed bytes stand in the document.
    let packed: Range<Int>
    private let bytes: [UInt8]
    /// Each object's number, and its place among the unpacked bytes.
    private let objects: [(number: Int, place: Range<Int>)]

    /// - Parameter left: bytes that may still come out of the document's streams.
    init(_ object: PDFDocument.Object, in document: [UInt8], left: inout Int) throws(PDFReader.Fault) {
        guard let entries = object.value.dictionary, let packed = object.stream, entries["Type"]?.name == "ObjStm",
            let count = entries["N"]?.int, let first = entries["First"]?.int
        else { throw PDFReader.Fault("object \(object.number) holds no packed objects") }
        let bytes = try PDFFilter.unpacked(document[packed], entries, left: &left)
        guard first >= 0, first <= bytes.count, count >= 0, count <= first / 3 + 1 else {
            throw PDFReader.Fault("the list of packed objects of \(object.number) is broken")
        }
        var reader = PDFReader(bytes, at: 0)
        var starts: [(number: Int, start: Int)] = []
        for _ in 0..<count {
            let number = try reader.whole()
            let start = first + (try reader.whole())
            // In order, so that each ends where the next begins and no two readers see two objects.
            guard reader.place <= first, start <= bytes.count, start >= starts.last?.start ?? first else {
                throw PDFReader.Fault("the list of packed objects of \(object.number) is broken")
            }
            starts.append((number, start))
        }
        self.packed = packed
        self.bytes = bytes
        let ends = starts.dropFirst().map(\.start) + [bytes.count]
        objects = zip(starts, ends).map { ($0.number, $0.start..<$1) }
    }

    func value(_ number: Int, at index: Int) throws(PDFReader.Fault) -> PDFValue {
        guard objects.indices.contains(index), objects[index].number == number else {
            throw PDFReader.Fault("object \(number) is not where the table says")
        }
        let place = objects[index].place
        var reader = PDFReader(bytes, at: place.lowerBound)
        let value = try reader.value()
        guard reader.place <= place.upperBound else { throw PDFReader.Fault("object \(number) has no end") }
        reader.skipSpace()
        guard reader.place >= place.upperBound else { throw PDFReader.Fault("object \(number) has no end") }
        return value
    }
}
