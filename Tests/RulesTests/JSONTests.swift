import Foundation
import Rules
import TestEngines
import Testing

@Suite struct JSONTests {
    static let lines: [(String, String)] = [
        (#"{"expr":"1 + 2 == 3"}"#, #"{"value":true}"#), (#"{"expr":"1 + 2","with":{}}"#, #"{"value":3}"#),
        (#"{"expr":"a + 1","with":{"a":2}}"#, #"{"value":3}"#), (#"{"expr":"a","with":{"a":2.0}}"#, #"{"value":2.0}"#),
        (#"{"expr":"a","with":{"a":2e0}}"#, #"{"value":2.0}"#), (#"{"expr":"1e100"}"#, #"{"value":1e+100}"#),
        (#"{"expr":"-0.0"}"#, #"{"value":-0.0}"#), (#"{"expr":"a","with":{"a":-0}}"#, #"{"value":0}"#),
        (#"{"expr":"a","with":{"a":9223372036854775807}}"#, #"{"value":9223372036854775807}"#),
        (#"{"expr":"a","with":{"a":-9223372036854775808}}"#, #"{"value":-9223372036854775808}"#),
        (#"{"expr":"a","with":{"a":null}}"#, #"{"value":null}"#), (#"{"expr":"'đ\"\\n'"}"#, #"{"value":"đ\"\n"}"#),
        (#"{"expr":"a","with":{"a":"\ud83d\ude2c\u0000"}}"#, "{\"value\":\"\u{1F62C}\\u0000\"}"),
        (#"{"expr":"{1: 'a', true: [2.5], 'k': null}"}"#, #"{"value":{"1":"a","true":[2.5],"k":null}}"#),
        (#"{"expr":"1.0 / 0.0"}"#, #"{"value":{"double":"Infinity"}}"#),
        (#"{"expr":"[-1.0 / 0.0, 0.0 / 0.0]"}"#, #"{"value":[{"double":"-Infinity"},{"double":"NaN"}]}"#),
        (#"{"expr":"a > 1.0 && b != b","with":{"a":{"double":"Infinity"},"b":{"double":"NaN"}}}"#, #"{"value":true}"#),
        (
            #"{"expr":"t + d","with":{"t":{"timestamp":"2026-01-01T00:00:00Z"},"d":{"duration":"90m"}}}"#,
            #"{"value":{"timestamp":"2026-01-01T01:30:00Z"}}"#
        ),
        (#"{"expr":"duration('1h')"}"#, #"{"value":{"duration":"3600s"}}"#),
        (#"{"expr":"m.timestamp","with":{"m":{"timestamp":"x","other":1}}}"#, #"{"value":"x"}"#),
        (#"{"expr":"a.b[1].c","with":{"a":{"b":[1,{"c":"d"}]}}}"#, #"{"value":"d"}"#),
        (#" { "expr" : "1" , "with" : { } , "id" : 7 } "#, #"{"value":1}"#),
    ]

    @Test(arguments: lines)
    func `a line is answered with its value`(_ line: String, _ answer: String) {
        #expect(RuleJSON.answer(line) == answer)
    }

    static let failing = [
        "", "null", "[]", "{}", #"{"expr":1}"#, #"{"expr":"1 / 0"}"#, #"{"expr":"1 +"}"#, #"{"expr":"1","with":[]}"#,
        #"{"expr":"a","with":{"a":9223372036854775808}}"#, #"{"expr":"a","with":{"a":1e999}}"#, #"{"expr":"1"} x"#,
        #"{"expr":"1","expr":"2"}"#, #"{"expr":"1","with":{"a":1,"a":2}}"#, #"{"expr":"\ud800"}"#, #"{"expr":"1",}"#,
        #"{"expr":"a","with":{"a":{"timestamp":"x"}}}"#, #"{"expr":"a","with":{"a":{"duration":"x"}}}"#,
        #"{"expr":"a","with":{"a":{"double":"x"}}}"#, #"{"expr":"a","with":{"a":01}}"#,
        #"{"expr":"a","with":{"a":1.}}"#,
        #"{"expr":"a","with":{"a":.5}}"#, #"{"expr":"a","with":{"a":+1}}"#, #"{"expr":"a","with":{"a":NaN}}"#,
        #"{"expr":"a","with":{"a":tru}}"#, "{\"expr\":\"a\u{1}\"}", #"{"expr":"[1, 1 / 0]"}"#, #"{'expr':'1'}"#,
        #"{"expr":"a","with":{"a":"#, #"{"expr":"a","with":{"a":"x"#, #"{"expr":"\q"}"#, #"{"expr":"\u12"}"#,
    ]

    @Test(arguments: failing)
    func `a line that has no value is answered with an error`(_ line: String) throws {
        let answer = try JSONText.read(RuleJSON.answer(line))

        #expect(answer["error"]?.stringValue?.isEmpty == false)
        #expect(answer["value"] == nil)
    }

    @Test func `depth is bounded and bytes that are no UTF-8 are refused`() throws {
        let deep = String(repeating: "[", count: 100_000)
        let fine = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)

        #expect(throws: JSONFault.self) { try JSONText.read(deep) }
        #expect(try JSONText.write(JSONText.read(fine)) == fine)
        #expect(throws: JSONFault.self) { try JSONText.read([0x22, 0xFF, 0x22]) }
    }

    @Test func `every character is written so that it comes back, and none that ends a line is written as it is`()
        throws
    {
        for code in 0...0x2100 as ClosedRange<UInt32> {
            guard let scalar = Unicode.Scalar(code) else { continue }
            let value = JSONValue.object(JSONObject([("đ\(scalar)e", .string("\u{2027}\(scalar)\u{202A}"))]))

            let text = JSONText.write(value)

            #expect(try JSONText.read(text) == value, "U+\(String(code, radix: 16))")
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{2028}" || $0 == "\u{2029}" })
            #expect(text.utf8.elementsEqual(JSONText.bytes(value)))
        }
        #expect(JSONText.write(.string("\u{1}\u{1F}\u{2028}\"\\")) == #""\u0001\u001f\u2028\"\\""#)
    }

    @Test(arguments: [3, 24, 25, 100]) func `an object of any size finds, replaces and removes by name`(_ size: Int) {
        var object = JSONObject()
        for number in 0..<size { object["name \(number)"] = .int(Int64(number)) }
        object["name 1"] = .string("other")
        object["name 0"] = nil
        object["name 0"] = nil

        #expect(object.members.map(\.name) == (1..<size).map { "name \($0)" })
        #expect(object["name 0"] == nil && object["name 1"] == .string("other"))
        #expect(object["name \(size - 1)"] == .int(Int64(size - 1)))
        object["name 0"] = .null
        #expect(object.members.last?.name == "name 0" && object["name 0"] == .null)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `random bytes never bring the reader down, and what it read it writes back`(_ seed: UInt64) throws {
        var random = Seeded(seed &+ 3_000)
        let alphabet = Array(#"{}[]",:\u0019.eE+-truefalsn "#.utf8)
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0..<20, using: &random)).compactMap { _ in
                alphabet.randomElement(using: &random)
            }
            guard let value = try? JSONText.read(bytes) else { continue }
            #expect(try JSONText.read(JSONText.write(value)) == value)
        }
    }

    @Test func `an expression is stored as its source`() throws {
        let expression = try RuleExpression("a == 'đ'")

        let stored = try JSONEncoder().encode([expression])

        #expect(try JSONDecoder().decode([RuleExpression].self, from: stored) == [expression])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([RuleExpression].self, from: Data(#"["1 +"]"#.utf8))
        }
    }

    @Test func `a map keeps its order, finds its keys and compares without it`() {
        var map = RuleMap()
        for number in 0..<20 { map[.int(Int64(19 - number))] = .int(Int64(number)) }
        map[.int(5)] = nil
        map[.string("é")] = 1

        #expect(map.count == 20)
        #expect(map.keys.first == .int(19))
        #expect(map[.int(5)] == nil)
        #expect(map[.int(0)] == 19)
        #expect(map["e\u{301}"] == nil)
        #expect(RuleMap(["b": 1, "a": 2]) == RuleMap(["a": 2, "b": 1]))
        #expect(RuleMap(["b": 1, "a": 2]).keys == [.string("a"), .string("b")])
    }
}
