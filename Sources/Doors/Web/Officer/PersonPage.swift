import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// The person at the counter: what they have here already, and what they can ask for.
struct PersonPage {
    let house: House

    func show(_ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        guard let subject = context.parameters.get("subject").flatMap({ ID<Subject>($0) }),
            let card = try await house.directory.person(subject)
        else { throw DirectoryProblem.personUnknown }
        try await house.directory.look(
            at: subject, fields: ["person.name", "person.born_on"], purpose: .counter, by: context.actor)
        var model: Model = ["wants_officer_css": true, "person_name": card.name]
        model.say("person_born", card.bornOn.map { HouseDates.text($0) } ?? card.birthYear.map { String($0) })
        if card.hasNumber { model["has_number"] = true }
        let rows = try await house.desk.search(name: card.name, of: subject, by: context.actor)
        model["dossiers"] = rows.map { row -> Model in
            var line = words.wholeDue(row).model
            line["row_code"] = row.label
            line["row_procedure"] = words.procedure(row.procedure)
            line["row_status"] = words.status(row.status)
            line["row_href"] = words.base + CaseAddress.open(row.dossier, purpose: .counter)
            return line
        }
        if !rows.isEmpty { model["has_dossiers"] = true }
        model["procedures"] = house.counterProcedures.map { procedure -> Model in
            [
                "procedure_name": procedure.name[words.language], "procedure_code": procedure.code,
                "procedure_href":
                    "\(words.base)/can-bo/quay/tiep-nhan?thu-tuc=\(WorklistAddress.encode(procedure.code))&nguoi=\(subject)",
            ]
        }
        return house.pages.page("officer/person", title: card.name, model, request: request, context: context)
    }
}
