import Civic
import Rules
import Testing

@testable import API

struct BodyReaderTests {
    private func parse(_ text: String) throws(APIProblem) -> JSONValue { try BodyReader.parse(Array(text.utf8)) }

    @Test(arguments: [
        "", "{", "{\"a\":1,}", "{'a':1}", "[1,]", "nul", "{\"a\":1}{}", "01", "\"\\ud800\"", "{\"a\":1,\"a\":2}", "NaN",
    ])
    func `what is not strict JSON is malformed`(_ text: String) {
        #expect(throws: APIProblem.self) { try parse(text) }
    }

    @Test func `depth is bounded`() {
        let text = String(repeating: "[", count: 400) + String(repeating: "]", count: 400)

        #expect(throws: APIProblem.self) { try parse(text) }
    }

    @Test func `bytes that are no UTF-8 are malformed`() {
        #expect(throws: APIProblem.self) { try BodyReader.parse([0x22, 0xFF, 0x22]) }
    }

    @Test func `text is brought to form C`() throws {
        #expect(try parse("\"e\u{302}\u{301}\"").stringValue.map { Array($0.unicodeScalars) } == ["\u{1EBF}"])
    }

    @Test func `control characters are refused at their place`() {
        #expect(
            throws: APIProblem.body([
                BodyFault("/a/0", vi: "Bỏ các ký tự điều khiển.", en: "Remove the control characters.")
            ])
        ) { try parse(#"{"a":["x\u0007"]}"#) }
    }

    @Test(arguments: ["7", "*", "\"\"", "W/\"7\"", "\"7\",\"8\"", "\"x\"", "\"99999999999999999999\""])
    func `If-Match takes one strong tag of ours and nothing else`(_ header: String) {
        #expect(throws: APIProblem.badVersion) { try CallReader.version(header) }
    }

    @Test func `a change without If-Match is answered 428`() {
        #expect(throws: APIProblem.versionMissing) { try CallReader.version(nil) }
        #expect(ProblemDocument(APIProblem.versionMissing, language: .vi).status == 428)
    }

    @Test func `If-Match gives the version it quotes`() throws {
        #expect(try CallReader.version("\"7\"") == 7)
    }
}
