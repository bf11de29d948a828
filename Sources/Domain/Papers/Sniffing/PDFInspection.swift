/// Looks a PDF over without opening it (ISO 32000-1): complete, not encrypted, nothing that runs.
///
/// Names among packed objects are seen where the document can be read by its tables. Whatever else it is, every PDF is
/// served as an attachment in a sandbox.
struct PDFInspection {
    private static let active: Set<String> = [
        "JavaScript", "JS", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "SubmitForm", "ImportData",
    ]

    private let file: FileReader

    init(_ file: FileReader) { self.file = file }

    func check() throws(PapersProblem) {
        let count = file.bytes.count
        // Readers accept some bytes after the end mark.
        guard count >= 32, file.find("%%EOF", in: max(0, count - 2_048)..<count) != nil,
            file.find("startxref", in: max(0, count - 4_096)..<count) != nil
        else { throw .damaged }
        var isEncrypted = false
        var isActive = false
        forEachName { name in
            if name == "Encrypt" { isEncrypted = true }
            if Self.active.contains(name) { isActive = true }
        }
        if isEncrypted { throw .encryptedPDF }
        if isActive { throw .activePDF }
    }

    /// As above, and among packed objects where its tables can be read.
    func checkThrough() throws(PapersProblem) {
        try check()
        if let document = try? PDFDocument(file.bytes), (try? isActive(document)) == true { throw .activePDF }
    }

    /// By the names its objects use, wherever they are written.
    func isActive(_ document: PDFDocument) throws(PDFReader.Fault) -> Bool {
        var isActive = false
        try document.forEachValue { value in
            switch value {
            case .name(let name): isActive = isActive || Self.active.contains(name)
            case .dictionary(let entries):
                isActive = isActive || entries.entries.contains { Self.active.contains($0.key) }
            default: break
            }
        }
        return isActive
    }

    /// Every `/Name` outside streams, its `#xx` escapes read, so that `/J#61vaScript` is what it is.
    private func forEachName(_ body: (String) -> Void) {
        let bytes = file.bytes
        var place = 0
        var streamsEnd = true
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "s"), file.has("stream", at: place), !file.has("endstream", at: place - 3),
                place + 6 < bytes.count, bytes[place + 6] == 0x0D || bytes[place + 6] == 0x0A
            {
                // A stream without its end hides nothing: the rest is read as names, and the end not sought again.
                let end = streamsEnd ? file.find("endstream", in: place + 6..<bytes.count) : nil
                streamsEnd = end != nil
                place = end.map { $0 + 9 } ?? place + 6
                continue
            }
            place += 1
            guard byte == UInt8(ascii: "/") else { continue }
            var name: [UInt8] = []
            while place < bytes.count, name.count < 32, Self.isRegular(bytes[place]) {
                if bytes[place] == UInt8(ascii: "#"), place + 2 < bytes.count,
                    let value = UInt8(String(decoding: bytes[place + 1...place + 2], as: UTF8.self), radix: 16)
                {
                    name.append(value)
                    place += 3
                } else {
                    name.append(bytes[place])
                    place += 1
                }
            }
            body(String(decoding: name, as: UTF8.self))
        }
    }

    private static func isRegular(_ byte: UInt8) -> Bool {
        byte > 0x20 && !"()<>[]{}/%".utf8.contains(byte)
    }
}
