import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// The counter's first screen: a number, a scanned card, a code or a name leads to the person or the dossier.
struct CounterPage {
    let house: House

    func show(_ request: Request, _ context: HouseContext) -> Response {
        page([:], PageErrors(), request, context)
    }

    private func page(
        _ more: Model, _ errors: PageErrors, _ request: Request, _ context: HouseContext
    ) -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        var model: Model = ["wants_officer_css": true]
        model.merge(more) { $1 }
        errors.put(into: &model)
        return house.pages.page(
            "officer/counter", title: words["counter_title"], isError: !errors.isEmpty,
            status: errors.isEmpty ? 200 : 422,
            model, request: request, context: context)
    }

    func find(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let typed = form.text("q")
        switch CounterSearch(typed) {
        case .nothing:
            return page(["q": typed], PageErrors(("f-q", words["counter_empty"])), request, context)
        case .code(let code):
            if let id = try await house.desk.find(code: code, by: context.actor) {
                return house.pages.redirect(to: CaseAddress.open(id, purpose: .counter), context: context)
            }
            return page(["q": typed], PageErrors(("f-q", words["counter_no_code"])), request, context)
        case .number(let number):
            return try await person(NewPerson(name: "", number: number), number, typed, request, context)
        case .card(let card):
            let new = NewPerson(name: card.name, bornOn: card.bornOn, number: card.number)
            return try await person(new, card.number, typed, request, context)
        case .phone(let phone):
            let cards = try await house.directory.findPersons(phone: phone)
            return try await people(cards, NewPerson(name: "", phone: phone), typed, words, request, context)
        case .name(let name):
            let cards = try await house.directory.findPersons(name: name)
            return try await people(cards, NewPerson(name: name), typed, words, request, context)
        }
    }

    /// Whom the Directory knows by the number; else what is known of them stands in the form for a new person.
    private func person(
        _ new: NewPerson, _ number: PersonalNumber, _ typed: String, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        if let card = try await house.directory.findPerson(number: number) {
            return house.pages.redirect(to: "/can-bo/quay/nguoi/\(card.subject)", context: context)
        }
        let words = OfficerWords(house, house.pages.words(context))
        return page(newPerson(new, typed, words), PageErrors(), request, context)
    }

    private func people(
        _ cards: [PersonCard], _ new: NewPerson, _ typed: String, _ words: OfficerWords, _ request: Request,
        _ context: HouseContext
    ) async throws -> Response {
        try await house.directory.look(
            at: cards.map(\.subject), fields: ["person.name", "person.birth_year"], purpose: .counter, by: context.actor
        )
        var model = newPerson(new, typed, words)
        model["people"] = cards.map { card -> Model in
            var person: Model = [
                "person_name": card.name, "person_href": words.base + "/can-bo/quay/nguoi/\(card.subject)",
            ]
            person.say("person_born", card.birthYear.map { String($0) })
            return person
        }
        if !cards.isEmpty { model["has_people"] = true }
        return page(model, PageErrors(), request, context)
    }

    private func newPerson(_ person: NewPerson, _ typed: String, _ words: OfficerWords) -> Model {
        var new: Model = [
            "new_name": person.name, "new_number": person.number?.text ?? "", "new_phone": person.phone?.text ?? "",
            "procedures": procedures(words),
        ]
        if let born = person.bornOn {
            new["new_born"] = HouseDates.text(born)
        } else if let number = person.number {
            new["new_born"] = String(number.birthYear)
        }
        return ["q": typed, "searched": true, "new": new]
    }

    /// What one can ask for here: a scanned card and one of these is all it takes.
    private func procedures(_ words: OfficerWords) -> [Model] {
        house.counterProcedures.map { Choice.option($0.code, $0.name[words.language]) }
    }

    /// Enters somebody the Directory does not know; the number is optional.
    func enter(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        var errors = PageErrors()
        var person = NewPerson(name: form.text("ten"))
        if person.name.isEmpty { errors.add("f-ten", words["counter_name_missing"]) }
        if !form.text("so").isEmpty {
            do throws(PersonalNumber.Fault) {
                person.number = try PersonalNumber(form.text("so"))
            } catch {
                errors.add("f-so", error.message[words.language])
            }
        }
        if !form.text("nam-sinh").isEmpty {
            switch Born(form.text("nam-sinh"), today: house.today) {
            case .on(let day): (person.bornOn, person.birthYear) = (day, day.components.year)
            case .in(let year): person.birthYear = year
            case nil: errors.add("f-nam-sinh", words["counter_bad_year"])
            }
        }
        if !form.text("dien-thoai").isEmpty {
            do throws(PhoneNumber.Fault) {
                person.phone = try PhoneNumber(form.text("dien-thoai"))
            } catch {
                errors.add("f-dien-thoai", error.message[words.language])
            }
        }
        let typed: Model = [
            "searched": true,
            "new": [
                "new_name": form.text("ten"), "new_number": form.text("so"), "new_born": form.text("nam-sinh"),
                "new_phone": form.text("dien-thoai"), "procedures": procedures(words),
            ] as Model,
        ]
        guard errors.isEmpty else { return page(typed, errors, request, context) }
        do {
            let subject = try await house.directory.createPerson(person)
            let procedure = form.text("thu-tuc")
            return house.pages.redirect(
                to: procedure.isEmpty
                    ? "/can-bo/quay/nguoi/\(subject)"
                    : "/can-bo/quay/tiep-nhan?thu-tuc=\(WorklistAddress.encode(procedure))&nguoi=\(subject)",
                context: context)
        } catch let problem as DirectoryProblem {
            return page(typed, PageErrors(("f-ten", problem.publicMessage[words.language])), request, context)
        }
    }
}

/// A birth date as it is written at the counter, or the year alone where nobody knows more.
enum Born: Equatable {
    case on(Day)
    case `in`(Int)

    /// Nil for what is no date of somebody alive.
    init?(_ typed: String, today: Day) {
        let parts = typed.split(whereSeparator: { "/-. ".contains($0) }).map { Int($0) }
        let years = 1900...today.components.year
        switch parts.count {
        case 1:
            guard let year = parts[0], years.contains(year) else { return nil }
            self = .in(year)
        case 3:
            guard let date = parts[0], let month = parts[1], let year = parts[2], years.contains(year),
                let day = Day(year: year, month: month, day: date), day <= today
            else { return nil }
            self = .on(day)
        default: return nil
        }
    }
}
