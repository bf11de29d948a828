package import Civic

/// A table of the city folder: rows read by the name of their column, each knowing its file and line.
package struct CSVTable: Sendable {
    package let columns: [String]
    package let rows: [CSVRow]

    /// Reads one file. Unknown columns, missing columns and rows of another width are faults.
    package static func read(
        _ file: SourceFile, required: [String], optional: [String] = [], _ findings: Findings
    ) -> CSVTable {
        guard String(validating: file.bytes, as: UTF8.self) != nil else {
            findings.error(
                SourcePlace(file: file.name), "file.encoding",
                LocalizedText(vi: "Tệp không phải UTF-8.", en: "The file is not UTF-8."),
                cure: LocalizedText(vi: "Hãy lưu tệp bằng UTF-8.", en: "Save the file as UTF-8."))
            return CSVTable(columns: required, rows: [])
        }
        guard let records = CSVSource.records(file, findings), let header = records.first else {
            if file.bytes.isEmpty { missing(required, file, line: 1, findings) }
            return CSVTable(columns: required, rows: [])
        }
        let known = Set(required + optional)
        for (index, name) in header.fields.enumerated() where !known.contains(name) {
            findings.error(
                SourcePlace(file: file.name, line: header.line, column: index + 1), "csv.unknown_column",
                LocalizedText(vi: "Cột “\(name)” không có trong ngữ pháp.", en: "The column “\(name)” is not known."),
                cure: Suggestion.nearest(to: name, among: known).map {
                    LocalizedText(vi: "Có phải ý bạn là “\($0)”?", en: "Did you mean “\($0)”?")
                }
                    ?? LocalizedText(
                        vi: "Các cột: \((required + optional).joined(separator: ", ")).",
                        en: "Columns: \((required + optional).joined(separator: ", "))."))
        }
        missing(required.filter { !header.fields.contains($0) }, file, line: header.line, findings)
        let positions = Dictionary(
            header.fields.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let layout = CSVRow.Layout(file: file.name, positions: positions)
        var rows: [CSVRow] = []
        rows.reserveCapacity(records.count)
        for record in records.dropFirst() {
            guard record.fields.count == header.fields.count else {
                findings.error(
                    SourcePlace(file: file.name, line: record.line, column: 1), "csv.width",
                    LocalizedText(
                        vi: "Dòng có \(record.fields.count) ô, đầu bảng có \(header.fields.count).",
                        en: "The row has \(record.fields.count) fields, the header \(header.fields.count)."),
                    cure: LocalizedText(
                        vi: "Kiểm tra dấu phẩy; ô có dấu phẩy phải đặt trong ngoặc kép.",
                        en: "Check the commas; a field with a comma needs quotes."))
                continue
            }
            rows.append(CSVRow(layout: layout, line: record.line, fields: record.fields))
        }
        return CSVTable(columns: header.fields, rows: rows)
    }

    private static func missing(_ columns: [String], _ file: SourceFile, line: Int, _ findings: Findings) {
        for column in columns {
            findings.error(
                SourcePlace(file: file.name, line: line, column: 1), "csv.missing_column",
                LocalizedText(vi: "Thiếu cột “\(column)”.", en: "The column “\(column)” is missing."),
                cure: LocalizedText(vi: "Thêm cột vào dòng đầu.", en: "Add it to the header line."))
        }
    }
}

package struct CSVRow: Sendable {
    /// Where each column stands, shared by the rows of a file.
    package final class Layout: Sendable {
        let file: String
        let positions: [String: Int]

        init(file: String, positions: [String: Int]) {
            self.file = file
            self.positions = positions
        }
    }

    let layout: Layout
    package let line: Int
    package let fields: [String]

    /// The field of a column; empty when the file has no such column.
    package subscript(column: String) -> String { layout.positions[column].map { fields[$0] } ?? "" }

    package func optional(_ column: String) -> String? {
        let text = self[column]
        return text.isEmpty ? nil : text
    }

    package func place(_ column: String? = nil) -> SourcePlace {
        SourcePlace(file: layout.file, line: line, column: column.flatMap { layout.positions[$0] }.map { $0 + 1 } ?? 1)
    }

    package func required(_ column: String, _ findings: Findings) -> String {
        let text = self[column]
        if text.isEmpty {
            findings.error(
                place(column), "csv.empty", LocalizedText(vi: "Ô “\(column)” trống.", en: "“\(column)” is empty."),
                cure: LocalizedText(vi: "Hãy điền ô này.", en: "Fill it in."))
        }
        return text
    }

    /// Empty is nil.
    package func day(_ column: String, _ findings: Findings) -> Day? {
        guard let text = optional(column) else { return nil }
        if let day = Day(text) { return day }
        unreadable(column, text, ("một ngày yyyy-mm-dd", "a date yyyy-mm-dd"), findings)
        return nil
    }

    package func int(_ column: String, _ findings: Findings) -> Int? {
        guard let text = optional(column) else { return nil }
        if let number = Int(text) { return number }
        unreadable(column, text, ("một số nguyên", "a whole number"), findings)
        return nil
    }

    /// `true`, `false`, `1`, `0`; empty is false.
    package func bool(_ column: String, _ findings: Findings) -> Bool {
        switch self[column] {
        case "true", "1": return true
        case "", "false", "0": return false
        default:
            unreadable(column, self[column], ("true hoặc false", "true or false"), findings)
            return false
        }
    }

    package func word<Value: RawRepresentable<String> & CaseIterable>(
        _ column: String, default fallback: Value, _ findings: Findings
    ) -> Value {
        guard let text = optional(column) else { return fallback }
        if let value = Value(rawValue: text) { return value }
        let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
        unreadable(column, text, ("một trong: \(words)", "one of: \(words)"), findings)
        return fallback
    }

    /// Codes separated by `;` or `|` or blanks.
    package func list(_ column: String) -> [String] {
        self[column].split { ";| ".contains($0) }.map(String.init)
    }

    package func unreadable(
        _ column: String, _ text: String, _ expected: (vi: String, en: String), _ findings: Findings
    ) {
        findings.error(
            place(column), "csv.value",
            LocalizedText(vi: "“\(text)” không phải là \(expected.vi).", en: "“\(text)” is not \(expected.en)."),
            cure: LocalizedText(vi: "Viết \(expected.vi).", en: "Write \(expected.en)."))
    }
}
