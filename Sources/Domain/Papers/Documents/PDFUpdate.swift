/// New and changed objects written behind a document, whose bytes stay as they are (ISO 32000-1, 7.5.6).
struct PDFUpdate {
    private let document: PDFDocument
    private var objects: [Int: (value: PDFValue, stream: [UInt8]?)] = [:]
    private var size: Int

    init(_ document: PDFDocument) throws(PDFReader.Fault) {
        guard let size = document.trailer["Size"]?.int, size > 0, size < 8_388_607,
            document.entries.keys.allSatisfy({ $0 < size })
        else { throw PDFReader.Fault("the trailer does not say how many objects there are") }
        self.document = document
        self.size = size
    }

    /// A number for an object that is given later.
    mutating func reserve() -> Int {
        defer { size += 1 }
        return size
    }

    mutating func add(_ value: PDFDictionary, stream: [UInt8]? = nil) -> Int {
        let number = reserve()
        put(number, value, stream: stream)
        return number
    }

    mutating func put(_ number: Int, _ value: PDFDictionary, stream: [UInt8]? = nil) {
        var value = value
        if let stream { value["Length"] = .int(stream.count) }
        objects[number] = (.dictionary(value), stream)
    }

    mutating func put(_ number: Int, _ value: PDFValue) { objects[number] = (value, nil) }

    /// - Returns: the whole document, and where each new object begins in it.
    func written() -> (bytes: [UInt8], offsets: [Int: Int]) {
        var bytes = document.bytes
        if bytes.last != 10 { bytes.append(10) }
        var offsets: [Int: Int] = [:]
        for (number, object) in objects.sorted(by: { $0.key < $1.key }) {
            offsets[number] = bytes.count
            let generation = document.entries[number]?.generation ?? 0
            bytes += "\(number) \(generation) obj\n".utf8
            PDFWriter.write(object.value, to: &bytes)
            if let stream = object.stream {
                bytes += "\nstream\n".utf8
                bytes += stream
                bytes += "\nendstream".utf8
            }
            bytes += "\nendobj\n".utf8
        }
        let table = bytes.count
        bytes += "xref\n".utf8
        for run in runs(offsets.keys.sorted()) {
            bytes += "\(run.lowerBound) \(run.count)\n".utf8
            for number in run {
                let digits = String(offsets[number] ?? 0)
                let generation = String(document.entries[number]?.generation ?? 0)
                bytes += String(repeating: "0", count: 10 - digits.utf8.count).utf8
                bytes += digits.utf8
                bytes += " \(String(repeating: "0", count: 5 - generation.utf8.count))\(generation) n \n".utf8
            }
        }
        var trailer = document.trailer
        trailer["Size"] = .int(size)
        trailer["Prev"] = .int(document.start)
        bytes += "trailer\n".utf8
        PDFWriter.write(.dictionary(trailer), to: &bytes)
        bytes += "\nstartxref\n\(table)\n%%EOF\n".utf8
        return (bytes, offsets)
    }

    private func runs(_ numbers: [Int]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for number in numbers {
            if let last = runs.last, last.upperBound == number {
                runs[runs.count - 1] = last.lowerBound..<number + 1
            } else {
                runs.append(number..<number + 1)
            }
        }
        return runs
    }
}
