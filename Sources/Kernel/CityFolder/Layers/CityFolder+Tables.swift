import Civic

extension CityFolder {
    /// The rows of a table over all layers: an overlay's row replaces the base's row of the same key, others are added.
    /// The same key twice in one file is a fault. Without `key` every row stands.
    package func table(
        _ path: String, key: [String], required: [String], optional: [String] = [], _ findings: Findings
    ) -> [CSVRow] {
        var rows: [CSVRow] = []
        var position: [[String]: Int] = [:]
        for file in everyFile(path) {
            let table = CSVTable.read(file, required: required, optional: optional, findings)
            guard !key.isEmpty else {
                rows += table.rows
                continue
            }
            var inFile: [[String]: Int] = [:]
            for row in table.rows {
                let value = key.map { row[$0] }
                if let first = inFile[value] {
                    findings.error(
                        row.place(key.first), "csv.duplicate",
                        LocalizedText(
                            vi: "“\(value.joined(separator: " "))” đã có ở dòng \(first).",
                            en: "“\(value.joined(separator: " "))” stands already in line \(first)."),
                        cure: LocalizedText(vi: "Bỏ một trong hai dòng.", en: "Remove one of the two rows."))
                    continue
                }
                inFile[value] = row.line
                if let index = position[value] {
                    rows[index] = row
                } else {
                    position[value] = rows.count
                    rows.append(row)
                }
            }
        }
        return rows
    }

    /// The YAML file at `path` from the last layer that has it.
    package func yaml(_ path: String, _ findings: Findings) -> YAMLValue? {
        file(path).flatMap { YAMLSource.read($0, findings) }
    }
}
