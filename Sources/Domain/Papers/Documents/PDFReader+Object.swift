extension PDFReader {
    /// `12 0 obj … endobj`, from here on.
    ///
    /// - Parameter length: what the `/Length` of a stream says, which may be a reference.
    mutating func object(
        _ length: (PDFValue) throws(Fault) -> Int?
    ) throws(Fault) -> PDFDocument.Object {
        skipSpace()
        let start = place
        let number = try whole()
        let generation = try whole()
        skipSpace()
        guard take("obj") else { throw Fault("no object at \(start)") }
        let value = try value()
        skipSpace()
        var stream: Range<Int>?
        if take("stream") {
            guard take("\r\n") || take("\n"), let given = value.dictionary?["Length"], let length = try length(given)
            else { throw Fault("the stream of object \(number) has no length") }
            guard length >= 0, length <= bytes.count - place else {
                throw Fault("the stream of object \(number) is longer than the document")
            }
            let range = place..<place + length
            self = PDFReader(bytes, at: range.upperBound)
            skipSpace()
            guard take("endstream") else { throw Fault("the stream of object \(number) has no end") }
            stream = range
        }
        skipSpace()
        guard take("endobj") else { throw Fault("object \(number) has no end") }
        return PDFDocument.Object(
            number: number, generation: generation, value: value, stream: stream, place: start..<place)
    }
}
