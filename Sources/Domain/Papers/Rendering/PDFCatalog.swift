import Crypto
import Foundation

/// What Cairo 1.16 does not say of a document: the language of its text, that a window shows its title, and an
/// identifier. Written behind it as an incremental update (ISO 32000-1, 7.5.6), as signatures will be.
enum PDFCatalog {
    /// - Parameter language: BCP 47.
    static func completed(_ document: [UInt8], language: String) throws(PapersProblem) -> [UInt8] {
        guard let start = number(after: "startxref", in: document, searchingBackwards: true),
            let trailer = position(of: "trailer", in: document, from: start),
            let size = number(after: "/Size", in: document, from: trailer),
            let root = number(after: "/Root", in: document, from: trailer),
            let info = number(after: "/Info", in: document, from: trailer),
            let catalog = object(root, in: document, table: start)
        else { throw .rendering("the document has no plain trailer") }

        let identifier = SHA256.hash(data: document).prefix(16).map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return byte < 16 ? "0" + digits : digits
        }.joined()
        var bytes = document
        if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        let offset = bytes.count
        let entries = "/Lang (\(language)) /ViewerPreferences << /DisplayDocTitle true >>"
        bytes += Array("\(root) 0 obj\n<< \(entries)\n\(catalog)\n>>\nendobj\n".utf8)
        let table = bytes.count
        let place = String(repeating: "0", count: max(0, 10 - String(offset).count)) + String(offset)
        bytes += Array(
            """
            xref
            \(root) 1
            \(place) 00000 n\u{20}
            trailer
            << /Size \(size) /Root \(root) 0 R /Info \(info) 0 R /Prev \(start) /ID [<\(identifier)> <\(identifier)>] >>
            startxref
            \(table)
            %%EOF

            """.utf8)
        return bytes
    }

    /// The entries between an object's outermost `<<` and `>>`.
    private static func object(_ number: Int, in document: [UInt8], table: Int) -> String? {
        // Twenty bytes an entry, after the line `xref` and the line `0 n`.
        guard let first = line(after: table, in: document), let entries = line(after: first, in: document) else {
            return nil
        }
        let entry = entries + number * 20
        guard entry + 10 <= document.count,
            let offset = Int(String(decoding: document[entry..<entry + 10], as: UTF8.self)),
            let open = position(of: "<<", in: document, from: offset),
            let end = position(of: "endobj", in: document, from: open)
        else { return nil }
        let body = String(decoding: document[(open + 2)..<end], as: UTF8.self)
        return body.range(of: ">>", options: .backwards).map { String(body[..<$0.lowerBound]) }
    }

    private static func line(after start: Int, in document: [UInt8]) -> Int? {
        document[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
    }

    private static func number(
        after word: String, in document: [UInt8], from start: Int = 0, searchingBackwards: Bool = false
    ) -> Int? {
        guard let found = position(of: word, in: document, from: start, searchingBackwards: searchingBackwards) else {
            return nil
        }
        let digits = document[(found + word.utf8.count)...].drop { !(0x30...0x39).contains($0) }
            .prefix { (0x30...0x39).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    private static func position(
        of word: String, in document: [UInt8], from start: Int, searchingBackwards: Bool = false
    ) -> Int? {
        guard start < document.count else { return nil }
        let data = Data(document[start...])
        return data.range(of: Data(word.utf8), options: searchingBackwards ? .backwards : [])
            .map { $0.lowerBound - data.startIndex + start }
    }
}
