import CityFolder
import Civic
import Directory

/// `units.csv`, `areas.csv`, `area_successors.csv`: what points somewhere points at something that is there.
enum PlacesLint {
    static func run(_ folder: CityFolder, _ findings: Findings) {
        let areas = AreasFile.rows(folder, findings)
        let codes = Set(areas.map(\.0.code))
        for (area, row) in areas {
            findings.checkText(area.name, at: row.place("name"))
            checkPeriod(area.validFrom, area.validTo, row, findings)
            if let parent = area.parent, !codes.contains(parent) {
                findings.unknownReference(row.place("parent"), ("đơn vị hành chính", "area"), parent, among: codes)
            }
        }
        for (succession, row) in AreasFile.successionRows(folder, findings) {
            for (column, code) in [("old_code", succession.oldCode), ("new_code", succession.newCode)]
            where !codes.contains(code) {
                findings.unknownReference(row.place(column), ("đơn vị hành chính", "area"), code, among: codes)
            }
        }
        units(folder, areas: codes, findings)
    }

    private static func units(_ folder: CityFolder, areas: Set<String>, _ findings: Findings) {
        let rows = UnitsFile.rows(folder, findings)
        let codes = Set(rows.map(\.0.code.text))
        var placeholders = 0
        for (unit, row) in rows {
            findings.checkText(unit.name, at: row.place("name_vi"))
            checkPeriod(unit.validFrom, unit.validTo, row, findings)
            if unit.isPlaceholder { placeholders += 1 }
            if let parent = unit.parent, !codes.contains(parent.text) {
                findings.unknownReference(row.place("parent"), ("đơn vị", "unit"), parent.text, among: codes)
            }
            if let successor = unit.successor, !codes.contains(successor.text) {
                findings.unknownReference(row.place("transfer_to"), ("đơn vị", "unit"), successor.text, among: codes)
            }
            for area in unit.areas where !areas.contains(area) {
                findings.unknownReference(row.place("areas"), ("đơn vị hành chính", "area"), area, among: areas)
            }
        }
        if placeholders > 0 {
            findings.warning(
                SourcePlace(file: folder.file(UnitsFile.path)?.name ?? UnitsFile.path), "unit.placeholder",
                LocalizedText(
                    vi: "\(placeholders) mã đơn vị chỉ là mã tạm; bản chính thức không cấp số hồ sơ cho chúng.",
                    en: "\(placeholders) unit codes are placeholders; production numbers no dossiers with them."),
                cure: LocalizedText(
                    vi: "Điền mã được cấp và đổi id_status thành official.",
                    en: "Fill in the issued codes and set id_status to official."))
        }
    }

    private static func checkPeriod(_ from: Day?, _ to: Day?, _ row: CSVRow, _ findings: Findings) {
        guard let from, let to, to < from else { return }
        findings.error(
            row.place("valid_to"), "period.reversed",
            LocalizedText(vi: "Hết hiệu lực trước khi có hiệu lực.", en: "It ends before it begins."),
            cure: LocalizedText(vi: "Sửa valid_from hoặc valid_to.", en: "Correct valid_from or valid_to."))
    }
}
