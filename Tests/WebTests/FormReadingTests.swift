import Door
import TestEngines
import Testing

@Suite struct FormReadingTests {
    private func parse(_ text: String) throws -> FilledForm {
        try URLEncodedForm.parse(Array(text.utf8), limits: .fields)
    }

    @Test func `a form is decoded, composed and keeps the order of its fields`() throws {
        let form = try parse("ten=Nguye%CC%82%CC%83n+A&gioi=nam&gioi=nu&rong=&chi")

        #expect(form["ten"] == "Nguyễn A")
        #expect(form["ten"]?.unicodeScalars.count == 8)
        #expect(form.all("gioi") == ["nam", "nu"])
        #expect(form["rong"] == "")
        #expect(form.has("chi"))
    }

    @Test(arguments: ["a=%00", "a=%01", "a=%7F", "%1B=x", "a=%C2%85"])
    func `control characters are refused`(_ text: String) {
        #expect(throws: DoorProblem.badForm(.controlCharacters)) { try parse(text) }
    }

    @Test func `bytes that are no text are refused`() {
        #expect(throws: DoorProblem.badForm(.encoding)) { try parse("a=%C3%28") }
    }

    @Test func `lines of every kind become one kind`() throws {
        #expect(try parse("a=x%0D%0Ay%0Dz%0Bw")["a"] == "x\ny\nz\nw")
    }

    @Test func `more fields than allowed are refused, a longer one is kept and marked`() throws {
        let many = (0...500).map { "a\($0)=1" }.joined(separator: "&")
        #expect(throws: DoorProblem.badForm(.tooManyFields)) { try parse(many) }
        let long = try parse("b=1&a=" + String(repeating: "x", count: 70_000))
        #expect(long.excess == .badForm(.fieldTooLong))
        #expect(long["a"]?.count == 70_000 && long["b"] == "1")
        #expect(try parse("a=1").excess == nil)
    }

    @Test func `encoding is undone by reading`() throws {
        let text = "Đặng & Lê = 100% + “ngoặc” / 'đơn' 👩‍👧"
        #expect(try parse("a=" + URLEncodedForm.encode(text))["a"] == text)
    }

    @Test func `any bytes give a form or a bad form, never anything else`() {
        var random = Seeded(7)
        let alphabet = Array("%&=+abC09;\u{301}é".utf8) + [0, 0xFF, 0xC3]
        for _ in 0..<5_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            do {
                let form = try URLEncodedForm.parse(bytes, limits: .fields)
                #expect(form.fields.allSatisfy { !$0.value.unicodeScalars.contains("\0") })
            } catch {
                guard case .badForm = error else {
                    Issue.record("\(error)")
                    continue
                }
            }
        }
    }
}
