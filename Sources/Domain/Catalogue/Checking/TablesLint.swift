import CityFolder
import Civic

/// `catalogue.csv`, `fields.csv`, `life_events.csv`, `reasons.csv`, `documents.csv`, `synonyms.csv`, `holidays.csv`.
enum TablesLint {
    static func run(_ folder: CityFolder, _ findings: Findings) {
        let fields = Set(CatalogueTables.fields(folder, findings).map(\.id))
        var codes: Set<String> = []
        for (entry, row) in CatalogueTables.entries(folder, findings) {
            codes.insert(entry.code)
            findings.checkText(entry.name.vi, at: row.place("name"))
            if !fields.contains(entry.field) {
                findings.unknownReference(
                    row.place("field"), ("lĩnh vực", "field of government"), entry.field, among: fields)
            }
        }
        for (event, row) in CatalogueTables.lifeEvents(folder, findings) {
            findings.checkText(event.name, at: row.place("name_vi"))
            for code in event.codes where !codes.contains(code) {
                findings.unknownReference(row.place("codes"), ("thủ tục", "procedure"), code, among: [String]())
            }
        }
        for (reason, row) in CatalogueTables.reasons(folder, findings) {
            findings.checkText(reason.text, at: row.place("name_vi"))
            for scope in reason.of where !codes.contains(scope) && !fields.contains(scope) {
                findings.unknownReference(
                    row.place("of"), ("thủ tục hoặc lĩnh vực", "procedure or field"), scope, among: fields)
            }
        }
        checkDocuments(folder, codes, findings)
        for synonym in CatalogueTables.synonyms(folder, findings) where synonym.term == synonym.means {
            findings.warning(
                SourcePlace(file: "\(folder.name)/synonyms.csv"), "synonym.same",
                LocalizedText(vi: "“\(synonym.term)” chỉ chính nó.", en: "“\(synonym.term)” means itself."),
                cure: LocalizedText(vi: "Bỏ dòng này.", en: "Remove the row."))
        }
        _ = CatalogueTables.specialDays(folder, findings)
    }

    private static func checkDocuments(_ folder: CityFolder, _ codes: Set<String>, _ findings: Findings) {
        let kinds = CatalogueTables.documents(folder, findings)
        guard !kinds.isEmpty else { return }
        // Faults of the procedures are reported by their own lint.
        let asked = Set(
            folder.files(in: "procedures", ending: ".yaml")
                .flatMap { ProcedureSource($0, in: folder, Findings())?.procedure.documents ?? [] }.map(\.id))
        for (kind, row) in kinds {
            if !asked.contains(kind.id) {
                findings.unknownReference(row.place("id"), ("giấy tờ", "document"), kind.id, among: asked)
            }
            for code in kind.givenBy where !codes.contains(code) {
                findings.unknownReference(row.place("given_by"), ("thủ tục", "procedure"), code, among: [String]())
            }
        }
    }
}
