import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// One box for everything: a code opens its dossier, a name or a personal number lists dossiers.
struct FindPage {
    let house: House

    func show(_ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let sought = FormReader.query(request).text("q")
        if !sought.isEmpty, let id = try await house.desk.find(code: sought, by: context.actor) {
            return house.pages.redirect(to: CaseAddress.page(id), context: context)
        }
        let rows = sought.isEmpty ? [] : try await rows(sought, context.actor)
        var model: Model = ["wants_officer_css": true]
        model.say("q", sought)
        model["rows"] = rows.map { row -> Model in
            var line = words.due(row).model
            line["row_code"] = row.label
            line["row_name"] = row.applicantName
            line["row_procedure"] = words.procedure(row.procedure)
            line["row_status"] = words.status(row.status)
            line["row_href"] = words.base + CaseAddress.page(row.dossier)
            return line
        }
        if rows.isEmpty { model["is_empty"] = true }
        return house.pages.page("officer/find", title: words["find_title"], model, request: request, context: context)
    }

    private func rows(_ sought: String, _ actor: Actor) async throws -> [WorklistRow] {
        guard let number = try? PersonalNumber(sought) else {
            return try await house.desk.search(name: sought, by: actor)
        }
        guard let person = try await house.directory.findPerson(number: number) else { return [] }
        return try await house.desk.search(name: person.name, of: person.subject, by: actor)
    }
}
