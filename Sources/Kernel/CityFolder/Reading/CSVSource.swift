import Civic

/// RFC 4180 on UTF-8 bytes: quoted fields, doubled quotes, line breaks inside quotes, LF or CRLF; blank lines are
/// passed over. Line numbers are those of the file.
package enum CSVSource {
    package struct Record: Sendable, Hashable {
        package let line: Int
        package let fields: [String]
    }

    /// Nil, with a fault, when the text is not CSV.
    package static func records(_ file: SourceFile, _ findings: Findings) -> [Record]? {
        let bytes = file.bytes
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var line = 1
        var records: [Record] = []
        var fields: [String] = []
        var startLine = 1
        let comma = UInt8(ascii: ",")
        let quote = UInt8(ascii: "\"")
        let newline = UInt8(ascii: "\n")
        let carriageReturn = UInt8(ascii: "\r")

        func fault(_ line: Int, _ vi: String, _ en: String) {
            findings.error(
                SourcePlace(file: file.name, line: line, column: fields.count + 1), "csv.syntax",
                LocalizedText(vi: vi, en: en),
                cure: LocalizedText(
                    vi:
                        "Ô có dấu phẩy, xuống dòng hoặc ngoặc kép phải đặt trong ngoặc kép; ngoặc kép bên trong viết hai lần.",
                    en: "Put a field with a comma, line break or quote in quotes; double the quotes inside it."))
        }

        while index < bytes.count {
            if fields.isEmpty { startLine = line }
            if bytes[index] == quote {
                var content: [UInt8] = []
                let opened = line
                index += 1
                var closed = false
                while index < bytes.count {
                    let byte = bytes[index]
                    if byte == quote {
                        if index + 1 < bytes.count, bytes[index + 1] == quote {
                            content.append(quote)
                            index += 2
                            continue
                        }
                        index += 1
                        closed = true
                        break
                    }
                    if byte == newline { line += 1 }
                    content.append(byte)
                    index += 1
                }
                guard closed else {
                    fault(opened, "Ngoặc kép mở ra mà không đóng.", "A quote opens and never closes.")
                    return nil
                }
                guard index == bytes.count || [comma, newline, carriageReturn].contains(bytes[index]) else {
                    fault(line, "Có chữ sau ngoặc kép đóng.", "Text follows a closing quote.")
                    return nil
                }
                fields.append(String(decoding: content, as: UTF8.self))
            } else {
                let start = index
                while index < bytes.count, bytes[index] != comma, bytes[index] != newline,
                    bytes[index] != carriageReturn
                {
                    if bytes[index] == quote {
                        fault(line, "Ngoặc kép giữa ô.", "A quote stands inside an unquoted field.")
                        return nil
                    }
                    index += 1
                }
                fields.append(String(decoding: bytes[start..<index], as: UTF8.self))
            }
            guard index < bytes.count else { break }
            if bytes[index] == comma {
                index += 1
                // A comma at the very end opens one more, empty field.
                if index == bytes.count { fields.append("") }
                continue
            }
            if bytes[index] == carriageReturn { index += 1 }
            if index < bytes.count, bytes[index] == newline { index += 1 }
            line += 1
            if fields != [""] { records.append(Record(line: startLine, fields: fields)) }
            fields = []
        }
        if !fields.isEmpty, fields != [""] { records.append(Record(line: startLine, fields: fields)) }
        return records
    }
}
