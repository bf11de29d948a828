package import CityFolder
import Civic

/// `units.csv`: bodies as a dated tree. `code, id_status, name_vi, name_en, kind, parent, areas, valid_from, valid_to,
/// transfer_to, transfer_on, note`; one code may stand several times with other dates.
package enum UnitsFile {
    package static let path = "units.csv"

    package static func read(_ folder: CityFolder, _ findings: Findings) -> [Unit] {
        rows(folder, findings).map(\.0)
    }

    /// Each unit with its row, for lints.
    package static func rows(_ folder: CityFolder, _ findings: Findings) -> [(Unit, CSVRow)] {
        let rows = folder.table(
            path, key: ["code", "valid_from"],
            required: ["code", "id_status", "name_vi", "name_en", "kind", "parent", "areas", "valid_from", "valid_to"],
            optional: ["transfer_to", "transfer_on", "note"], findings)
        return rows.compactMap { row in
            guard let code = code(row, "code", findings) else {
                _ = row.required("code", findings)
                return nil
            }
            let status = row["id_status"]
            if !["official", "placeholder"].contains(status) {
                row.unreadable("id_status", status, ("official hoặc placeholder", "official or placeholder"), findings)
            }
            let unit = Unit(
                code: code,
                name: LocalizedText(vi: row.required("name_vi", findings), en: row.required("name_en", findings)),
                kind: UnitKind(rawValue: row.required("kind", findings)), parent: self.code(row, "parent", findings),
                areas: row.list("areas"), validFrom: row.day("valid_from", findings),
                validTo: row.day("valid_to", findings), successor: self.code(row, "transfer_to", findings),
                isPlaceholder: status == "placeholder")
            return (unit, row)
        }
    }

    private static func code(_ row: CSVRow, _ column: String, _ findings: Findings) -> UnitCode? {
        guard let text = row.optional(column) else { return nil }
        do throws(UnitCode.Fault) {
            return try UnitCode(text)
        } catch {
            findings.error(
                row.place(column), "unit.code", error.message,
                cure: LocalizedText(vi: "Viết mã như H26.34.", en: "Write a code like H26.34."))
            return nil
        }
    }
}
