extension CSVSource {
    /// A table as a file: a field with a comma, a quote or a line break in quotes.
    package static func bytes(_ records: [[String]]) -> [UInt8] {
        Array(records.map { $0.map(field).joined(separator: ",") + "\n" }.joined().utf8)
    }

    /// A file with the rows of another laid over it: the same key is replaced, others are added at the end. Columns that
    /// only one has stay, empty in the rows of the other.
    package static func merged(_ old: [UInt8]?, with new: [UInt8], key: [String]) -> [UInt8] {
        let silent = Findings()
        let tables = [old, new].compactMap { bytes in
            bytes.flatMap { records(SourceFile(name: "csv", bytes: $0), silent) }
        }
        var columns: [String] = []
        for table in tables {
            for name in table.first?.fields ?? [] where !columns.contains(name) { columns.append(name) }
        }
        var rows: [[String]] = []
        var position: [[String]: Int] = [:]
        for table in tables {
            guard let header = table.first?.fields else { continue }
            for record in table.dropFirst() where record.fields.count == header.count {
                let values = Dictionary(zip(header, record.fields), uniquingKeysWith: { first, _ in first })
                let row = columns.map { values[$0] ?? "" }
                let value = key.map { values[$0] ?? "" }
                if let index = position[value] {
                    rows[index] = row
                } else {
                    position[value] = rows.count
                    rows.append(row)
                }
            }
        }
        return bytes([columns] + rows)
    }

    private static func field(_ text: String) -> String {
        text.utf8.contains { ",\"\n\r".utf8.contains($0) }
            ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
