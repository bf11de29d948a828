import Civic
import Rules
import Testing

@testable import API

struct ShapeTests {
    private let shape = Shape.object([
        Shape.Member("reason", .text(20)), Shape.Member("dossier", .id, isRequired: false),
        Shape.Member("days", .list(.day, most: 2), isRequired: false),
    ])

    private func faults(_ text: String) throws -> [BodyFault] {
        shape.faults(of: try BodyReader.parse(Array(text.utf8)))
    }

    @Test func `a body that fits has no faults`() throws {
        #expect(try faults(#"{"reason":"thiếu chữ ký","dossier":"123","days":["2026-11-21"]}"#).isEmpty)
    }

    @Test func `an unknown member is refused and the known ones are named`() throws {
        let fault = try #require(try faults(#"{"reason":"a","reson":"b"}"#).first)

        #expect(fault.place == "/reson")
        #expect(fault.message.en.contains("reason, dossier, days"))
    }

    @Test func `every fault is told at once with its place`() throws {
        let found = try faults(#"{"dossier":123,"days":["2026-02-30","2026-11-21","x"]}"#)

        #expect(found.map(\.place) == ["/reason", "/dossier", "/days"])
    }

    @Test func `places are JSON pointers with their escapes`() throws {
        #expect(try faults(#"{"reason":"a","a/b~c":1}"#).map(\.place) == ["/a~1b~0c"])
    }

    @Test(arguments: ["0", "-1", "01", "9223372036854775808", "1.0", " 1", "", "１"])
    func `an id is a positive decimal of 63 bits`(_ text: String) {
        #expect(!Shape.id.faults(of: .string(text)).isEmpty)
    }

    @Test func `a number is not an id, because JavaScript would round it`() {
        #expect(!Shape.id.faults(of: .int(9_007_199_254_740_993)).isEmpty)
        #expect(Shape.id.faults(of: .string("9007199254740993")).isEmpty)
    }

    @Test func `text counts scalars and may not hold U+0000`() {
        #expect(Shape.text(2).faults(of: .string("ễe")).isEmpty)
        #expect(!Shape.text(2).faults(of: .string("abc")).isEmpty)
        #expect(!Shape.text(9).faults(of: .string("a\u{0}")).isEmpty)
        #expect(!Shape.text(9).faults(of: .string("")).isEmpty)
    }

    @Test func `answers take text, numbers, truth values and lists of text, and nothing deeper`() throws {
        let shape = Shape.answers(most: 3)
        let good = try BodyReader.parse(Array(#"{"a":"x","b":1,"c":["p","q"]}"#.utf8))
        let deep = try BodyReader.parse(Array(#"{"a":{"b":1},"c":[1]}"#.utf8))

        #expect(shape.faults(of: good).isEmpty)
        #expect(shape.faults(of: deep).map(\.place) == ["/a", "/c/0"])
    }

    @Test func `whatever a shape accepts its schema describes by the same bounds`() {
        #expect(Shape.text(20).schema["maxLength"] == .int(20))
        #expect(shape.schema["additionalProperties"] == .bool(false))
        #expect(shape.schema["required"] == ["reason"])
    }
}
