/// New and changed objects written behind a document, whose bytes stay as they are (ISO 32000-1, 7.5.6).
struct PDFUpdate {
    private let document: PDFDocument
    private var objects: [Int: (value: PDFValue, stream: [UInt8]?)] = [:]
    private var size: Int

    init(_ document: PDFDocument) throws(PDFReader.Fault) {
        guard let size = document.trailer["Size"]?.int, size > 0, size < 8_388_606,
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
            bytes += "\(number) \(generation(of: number)) obj\n".utf8
            PDFWriter.write(object.value, to: &bytes)
            if let stream = object.stream {
                bytes += "\nstream\n".utf8
                bytes += stream
                bytes += "\nendstream".utf8
            }
            bytes += "\nendobj\n".utf8
        }
        let table = bytes.count
        var trailer = document.trailer
        trailer["Prev"] = .int(document.start)
        trailer["XRefStm"] = nil
        if document.hasTableStream {
            offsets[size] = table
            trailer["Size"] = .int(size + 1)
            writeStream(offsets, trailer, as: size, to: &bytes)
        } else {
            trailer["Size"] = .int(size)
            writeLines(offsets, trailer, to: &bytes)
        }
        bytes += "\nstartxref\n\(table)\n%%EOF\n".utf8
        return (bytes, offsets)
    }

    private func generation(of number: Int) -> Int { document.entries[number]?.generation ?? 0 }

    private func writeLines(_ offsets: [Int: Int], _ trailer: PDFDictionary, to bytes: inout [UInt8]) {
        bytes += "xref\n".utf8
        for run in runs(offsets.keys.sorted()) {
            bytes += "\(run.lowerBound) \(run.count)\n".utf8
            for number in run {
                let digits = String(offsets[number] ?? 0)
                let generation = String(generation(of: number))
                bytes += String(repeating: "0", count: 10 - digits.utf8.count).utf8
                bytes += digits.utf8
                bytes += " \(String(repeating: "0", count: 5 - generation.utf8.count))\(generation) n \n".utf8
            }
        }
        bytes += "trailer\n".utf8
        PDFWriter.write(.dictionary(trailer), to: &bytes)
    }

    /// A table that is an object of its own, itself among those it lists (7.5.8).
    private func writeStream(
        _ offsets: [Int: Int], _ trailer: PDFDictionary, as number: Int, to bytes: inout [UInt8]
    ) {
        var entries = trailer
        let runs = runs(offsets.keys.sorted())
        var table: [UInt8] = []
        for number in runs.joined() {
            let offset = offsets[number] ?? 0
            let generation = generation(of: number)
            table.append(1)
            table += [32, 24, 16, 8, 0].map { UInt8(offset >> $0 & 0xFF) }
            table += [UInt8(generation >> 8 & 0xFF), UInt8(generation & 0xFF)]
        }
        entries["Type"] = .name("XRef")
        entries["W"] = .array([.int(1), .int(5), .int(2)])
        entries["Index"] = .array(runs.flatMap { [.int($0.lowerBound), .int($0.count)] })
        entries["Length"] = .int(table.count)
        bytes += "\(number) 0 obj\n".utf8
        PDFWriter.write(.dictionary(entries), to: &bytes)
        bytes += "\nstream\n".utf8
        bytes += table
        bytes += "\nendstream\nendobj".utf8
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
