import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// Filing for the person at the counter: every page of the form on one screen, the papers in hand ticked, one press.
struct CounterIntake {
    let house: House

    private struct Sheet {
        let subject: ID<Subject>
        let name: String
        let form: FormSheet

        var procedure: Procedure { form.procedure }
        var journey: FormJourney { form.journey }
    }

    func show(_ request: Request, _ context: HouseContext) async throws -> Response {
        let query = FormReader.query(request)
        let sheet = try await sheet(query, context)
        return try page(sheet, Answers(), query, [], PageErrors(), request, context)
    }

    private func sheet(_ form: FilledForm, _ context: HouseContext) async throws -> Sheet {
        let code = form.text("thu-tuc")
        guard let procedure = house.catalogue.procedure(code, on: house.today) else {
            throw CatalogueProblem.unknownProcedure(code)
        }
        guard let subject = ID<Subject>(form.text("nguoi")), let card = try await house.directory.person(subject) else {
            throw DirectoryProblem.personUnknown
        }
        return Sheet(subject: subject, name: card.name, form: FormSheet(procedure, house: house))
    }

    func take(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        let sheet = try await sheet(form, context)
        let words = OfficerWords(house, house.pages.words(context))
        let answers = try sheet.form.filled(form)
        let state = try sheet.journey.state(of: answers)
        guard form.text("lam") == "nop" else {
            return try page(sheet, answers, form, [], PageErrors(), request, context)
        }
        guard state.problems.isEmpty else {
            return try page(
                sheet, answers, form, state.problems, sheet.form.errors(of: state, words), request, context)
        }
        let filing = Filing(
            procedure: sheet.procedure.code, channel: .counter, answers: state.answers.submitted,
            applicant: PartyPerson(subject: sheet.subject, name: sheet.name), receiving: receiving(context.actor),
            idempotencyKey: form.text("khoa"))
        do {
            return try await lodge(filing, sheet, form, context)
        } catch let problem as any Problem where problem.status == .refused || problem.status == .badInput {
            let errors = PageErrors(("f-lam", problem.publicMessage[words.language]))
            return try page(sheet, answers, form, [], errors, request, context)
        }
    }

    /// At the counter what is complete is accepted at once: the person leaves with the slip.
    private func lodge(
        _ filing: Filing, _ sheet: Sheet, _ form: FilledForm, _ context: HouseContext
    ) async throws -> Response {
        let receipt = try await house.desk.lodge(filing, by: context.actor)
        let query = "muc-dich=\(AccessPurpose.counter.rawValue)"
        let inHand = Set(form.all("giay"))
        let needed = try sheet.journey.neededDocuments(filing.answers)
        guard !receipt.isReplay,
            needed.allSatisfy({ $0.hand != .submit || $0.at != .intake || inHand.contains($0.id) })
        else { return house.pages.redirect(to: "\(CaseAddress.page(receipt.dossier))?\(query)", context: context) }
        do {
            _ = try await house.desk.accept(receipt.dossier, expecting: receipt.version, by: context.actor)
        } catch is DossierProblem {
            // Lodged all the same: the case page says what stands in the way of accepting it.
            return house.pages.redirect(to: "\(CaseAddress.page(receipt.dossier))?\(query)", context: context)
        }
        return house.pages.redirect(
            to: "\(CaseAddress.page(receipt.dossier))/phieu?\(query)", context: context)
    }

    /// The service point the officer sits at.
    private func receiving(_ actor: Actor) -> UnitCode? {
        actor.officer?.posts.first { $0.role == .counterOfficer || $0.role == .deskHead }?.unit ?? actor.officer?.unit
    }

    private func page(
        _ sheet: Sheet, _ answers: Answers, _ form: FilledForm, _ problems: [FieldProblem], _ errors: PageErrors,
        _ request: Request, _ context: HouseContext
    ) throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let state = try sheet.journey.state(of: answers)
        var model: Model = [
            "wants_officer_css": true, "procedure_code": sheet.procedure.code,
            "subject": String(sheet.subject.rawValue),
            "person_name": sheet.name, "key": form.text("khoa").isEmpty ? FreshKey.text() : form.text("khoa"),
            "sheets": try sheet.form.models(of: answers, form, problems: problems, words),
        ]
        let ticked = Set(form.all("giay"))
        model["documents"] = try sheet.journey.neededDocuments(state.answers).filter {
            $0.hand != .form && $0.at == .intake
        }
        .map { document -> Model in
            var line = Choice.option(document.id, document.name[words.language], selected: ticked.contains(document.id))
            line["option_hint"] = words["check_hand_\(document.hand.rawValue)"]
            return line
        }
        if let fees = try? sheet.journey.fees(state.answers), fees.toPay > .zero {
            model["to_pay"] = fees.toPay.formatted(words.language)
        }
        errors.put(into: &model)
        return house.pages.page(
            "officer/intake", title: sheet.procedure.name[words.language], isError: !errors.isEmpty,
            status: errors.isEmpty ? 200 : 422, model, request: request, context: context)
    }
}

/// One press of one button: drawn with the page, so that a page sent twice makes one dossier.
enum FreshKey {
    static func text() -> String { FormSeal.nonce() }
}
