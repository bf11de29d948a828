import Catalogue
import Civic
import Directory
import Door
import Dossiers

/// Every page of a form on one screen, as officers fill it in.
struct FormSheet {
    let house: House
    let procedure: Procedure
    let journey: FormJourney

    init(_ procedure: Procedure, house: House) {
        self.house = house
        self.procedure = procedure
        journey = FormJourney(procedure, FormContext(channel: .counter, today: house.today))
    }

    /// What the screen says, over what was known before.
    func filled(_ form: FilledForm, over known: Answers = Answers()) throws -> Answers {
        var input: [String: [String]] = [:]
        for field in form.fields { input[field.name, default: []].append(field.value) }
        var answers = known
        // Page by page in their order, so that what an answer reveals is read after it.
        for page in procedure.pages { answers = try journey.fill(page.id, input, into: answers) }
        return answers
    }

    func models(
        of answers: Answers, _ form: FilledForm, problems: [FieldProblem], _ words: OfficerWords
    ) throws -> [Model] {
        let state = try journey.state(of: answers)
        var searched: [String: String] = [:]
        for field in form.fields where field.name.hasPrefix("_search.") && !field.value.isEmpty {
            searched[String(field.name.dropFirst(8))] = field.value
        }
        let fields = FieldModels(
            journey: journey, state: state, problems: problems, words: words.words,
            areas: AreaPicker(atlas: house.directory.atlas, today: house.today), searched: searched)
        return state.pages.map { page -> Model in
            ["sheet_title": page.page.title[words.language], "fields": fields.models(of: page)]
        }
    }

    /// On one screen the same question stands more than once: the page's title tells which.
    func errors(of state: FormState, _ words: OfficerWords) -> PageErrors {
        var errors = PageErrors()
        for page in state.pages {
            for problem in page.problems {
                let title = page.page.title[words.language]
                errors.add(FieldModels.dom(problem.fieldID), "\(title) – \(problem.message[words.language])")
            }
        }
        return errors
    }
}
