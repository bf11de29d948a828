import Catalogue
import Civic
import Directory
import Dossiers

/// The answers of a dossier as an officer reads them: by page of the form, each question with its answer in words.
struct AnswerLines {
    private let procedure: Procedure
    private let rows: [AnswerRow]
    private let language: Language

    /// Nothing where an expression of the form errs: the case page still opens.
    init(house: House, procedure: Procedure, view: DossierView, words: OfficerWords) {
        self.procedure = procedure
        language = words.language
        let journey = FormJourney(procedure, FormContext(channel: view.dossier.channel, today: house.today))
        let atlas = house.directory.atlas
        rows = (try? journey.state(of: view.answers))?.rows(areaName: { atlas.latest($0)?.name }) ?? []
    }

    var pages: [Model] { pages(without: []) }

    /// - Parameter shown: questions whose answers stand elsewhere on the page.
    func pages(without shown: Set<String>) -> [Model] {
        procedure.pages.compactMap { page in
            let lines = rows.filter { $0.pageID == page.id && !shown.contains($0.fieldID) }.map(line)
            return lines.isEmpty ? nil : ["page_title": page.title[language], "lines": lines]
        }
    }

    func lines(of field: FormField) -> [Model] {
        let parts = Set(field.parts.map(\.id))
        return rows.filter { parts.contains($0.fieldID) }.map(line)
    }

    /// What a paper bears out, in the order in which it is listed: each line with the id of its question.
    func proved(by document: DocumentRule?) -> [(field: String, line: Model)] {
        (document?.proves ?? []).flatMap { id in
            let parts = Set(procedure.field(id)?.parts.map(\.id) ?? [id])
            return rows.filter { parts.contains($0.fieldID) }.map { ($0.fieldID, line($0)) }
        }
    }

    private func line(_ row: AnswerRow) -> Model {
        ["line_label": row.label[language], "line_value": row.value[language]]
    }
}
