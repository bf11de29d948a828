package import CityFolder
import Civic

/// `areas.csv` (`code, name, name_en, kind, parent, valid_from, valid_to, difficult`) and `area_successors.csv`
/// (`old_code, old_valid_from, new_code, new_valid_from, extent, primary`). Codes are reused with new meaning: code and
/// first day identify.
package enum AreasFile {
    package static let path = "areas.csv"
    package static let successorsPath = "area_successors.csv"

    package static func read(_ folder: CityFolder, _ findings: Findings) -> [Area] {
        rows(folder, findings).map(\.0)
    }

    package static func rows(_ folder: CityFolder, _ findings: Findings) -> [(Area, CSVRow)] {
        folder.table(
            path, key: ["code", "valid_from"], required: ["code", "name", "name_en", "kind", "parent"],
            optional: ["valid_from", "valid_to", "difficult"], findings
        ).map { row in
            let area = Area(
                code: row.required("code", findings),
                name: LocalizedText(vi: row.required("name", findings), en: row.required("name_en", findings)),
                kind: row.required("kind", findings), parent: row.optional("parent"),
                validFrom: row.day("valid_from", findings), validTo: row.day("valid_to", findings),
                isDifficult: row.bool("difficult", findings))
            return (area, row)
        }
    }

    package static func readSuccessions(_ folder: CityFolder, _ findings: Findings) -> [AreaSuccession] {
        successionRows(folder, findings).map(\.0)
    }

    package static func successionRows(_ folder: CityFolder, _ findings: Findings) -> [(AreaSuccession, CSVRow)] {
        folder.table(
            successorsPath, key: ["old_code", "old_valid_from", "new_code", "new_valid_from"],
            required: ["old_code", "old_valid_from", "new_code", "new_valid_from", "extent", "primary"], findings
        ).map { row in
            let succession = AreaSuccession(
                oldCode: row.required("old_code", findings), oldValidFrom: row.day("old_valid_from", findings),
                newCode: row.required("new_code", findings), newValidFrom: row.day("new_valid_from", findings),
                extent: row.word("extent", default: .unstated, findings), isPrimary: row.bool("primary", findings))
            return (succession, row)
        }
    }
}
