import Door
import TestEngines
import Testing

@Suite struct MultipartTests {
    private static let type = "multipart/form-data; boundary=\"----ranh giới\""
    private static let plainType = "multipart/form-data; boundary=ranh"

    private static func body(_ file: [UInt8]) -> [UInt8] {
        Array("--ranh\r\nContent-Disposition: form-data; name=\"ten\"\r\n\r\nLê Văn A\r\n".utf8)
            + Array("--ranh\r\ncontent-disposition: form-data; name=\"giay\"; filename=\"anh \\\"1\\\".jpg\"\r\n".utf8)
            + Array("Content-Type: image/jpeg\r\n\r\n".utf8) + file + Array("\r\n--ranh--\r\n".utf8)
    }

    private func parse(_ chunks: [[UInt8]], limits: FormLimits = .papers) throws -> FilledForm {
        var parser = try #require(MultipartParser(contentType: Self.plainType, limits: limits))
        for chunk in chunks { try parser.feed(chunk) }
        return try parser.finish()
    }

    @Test func `fields and files come out, however the body is cut`() throws {
        var random = Seeded(11)
        // A file full of what looks like delimiters.
        let file = (0..<3_000).map { _ in Array("\r\n--ranhx-".utf8)[Int.random(in: 0..<10, using: &random)] }
        let whole = Self.body(file)
        let expected = try parse([whole])

        #expect(expected["ten"] == "Lê Văn A")
        #expect(expected.files.first?.name == "anh \"1\".jpg")
        #expect(expected.files.first?.bytes == file)
        for _ in 0..<200 {
            var chunks: [[UInt8]] = []
            var rest = whole[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...60, using: &random)
                chunks.append(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
            #expect(try parse(chunks) == expected)
        }
    }

    @Test func `a file too large is named and thrown away, what was typed beside it is kept`() throws {
        let limits = FormLimits(bodyBytes: 1 << 20, fields: 5, fieldBytes: 100, files: 1, fileBytes: 50)
        let form = try parse([Self.body([UInt8](repeating: 65, count: 5_000))], limits: limits)

        #expect(form.excess == .tooLarge(megabytes: 1))
        #expect(form.files.map(\.bytes) == [[]] && form.files.first?.name == "anh \"1\".jpg")
        #expect(form["ten"] == "Lê Văn A")
    }

    @Test func `one file more than allowed is named, the others are kept`() throws {
        let limits = FormLimits(bodyBytes: 1 << 20, fields: 9, fieldBytes: 100, files: 2, fileBytes: 50)
        let part = "--ranh\r\nContent-Disposition: form-data; name=\"giay\"; filename=\"a.jpg\"\r\n\r\nabc\r\n"
        let form = try parse([Array((part + part + part + "--ranh--").utf8)], limits: limits)

        #expect(form.files.map(\.bytes.count) == [3, 3, 0])
        #expect(form.files.map(\.excess) == [nil, nil, .tooManyFiles(most: 2)])
    }

    @Test func `beyond the form's size files are no longer kept`() throws {
        var parser = try #require(MultipartParser(contentType: Self.plainType, limits: .papers))
        parser.overflow()
        try parser.feed(Self.body([1, 2, 3]))
        let form = try parser.finish()

        #expect(form.excess == .tooLarge(megabytes: 60) && form["ten"] == "Lê Văn A")
    }

    @Test func `a form cut off is not taken for a whole one`() {
        #expect(throws: DoorProblem.badForm(.cutOff)) { try parse([Self.body([1, 2, 3]).dropLast(30)]) }
    }

    @Test func `a file field left empty brings no file`() throws {
        let body = "--ranh\r\nContent-Disposition: form-data; name=\"giay\"; filename=\"\"\r\n\r\n\r\n--ranh--"
        #expect(try parse([Array(body.utf8)]).files.isEmpty)
    }

    @Test func `a boundary that is no boundary is refused`() {
        #expect(MultipartParser(contentType: "multipart/form-data", limits: .papers) == nil)
        #expect(MultipartParser(contentType: Self.type, limits: .papers) == nil)
    }

    @Test func `damaged bodies are bad forms, never worse`() {
        var random = Seeded(3)
        let whole = Self.body(Array("tệp".utf8))
        for _ in 0..<2_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            do {
                _ = try parse([bytes])
            } catch {
                #expect(error is DoorProblem)
            }
        }
    }
}
