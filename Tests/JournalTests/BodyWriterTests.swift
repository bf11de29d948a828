import Foundation
import Journal
import TestEngines
import Testing

@Suite struct BodyWriterTests {
    @Test func `objects, arrays and scalars come out as compact JSON`() {
        let body = BodyWriter.object { writer in
            writer.text("name", "Hương")
            writer.text("none", nil)
            writer.int("fee", 15_000)
            writer.bool("paid", true)
            writer.null("left")
            writer.texts("papers", ["a", "b"])
            writer.ints("days", [])
            writer.object("place") { $0.text("ward", "Cửa Nam") }
            writer.objects("children", [1, 2]) { writer, number in writer.int("number", number) }
            writer.json("answers", Array("{\"x\":[]}".utf8))
            writer.int("last", -1)
        }

        #expect(
            String(decoding: body, as: UTF8.self)
                == #"{"name":"Hương","fee":15000,"paid":true,"left":null,"papers":["a","b"],"days":[],"#
                + #""place":{"ward":"Cửa Nam"},"children":[{"number":1},{"number":2}],"answers":{"x":[]},"last":-1}"#)
    }

    @Test func `any text comes back from another program's reader`() throws {
        var random = Seeded(11)
        let alphabet = (0...0x7F).compactMap { Unicode.Scalar($0) } + ["đ", "\u{301}", "\u{2028}", "🏮"]
        for _ in 0..<300 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...20, using: &random) {
                if let scalar = alphabet.randomElement(using: &random) { text.append(scalar) }
            }
            let string = String(text)
            let body = BodyWriter.object { $0.text("t", string) }
            let read = try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: String])
            #expect(read["t"].map { Array($0.utf8) } == Array(string.utf8))
        }
    }
}
