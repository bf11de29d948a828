import Civic
import Directory
import Door
import Hummingbird

/// Who is away and who stands in. The officer says so, or the head, or the unit's administrator.
struct AbsencePage {
    let house: House

    func show(
        _ form: FilledForm?, _ errors: PageErrors, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let asked = form?.text("dv") ?? FormReader.query(request).text("dv")
        guard let unit = house.unit(asked: asked, by: context.actor) else { throw DirectoryProblem.unitUnknown(asked) }
        try house.directory.decide(.seeUnitStatistics, on: .unit(unit), by: context.actor).required()
        let officers = try await house.directory.officers(of: unit)
        var model: Model = ["wants_officer_css": true, "unit_name": words.unit(unit), "unit": unit.text]
        model["away"] = officers.filter(\.isAbsent).map { officer -> Model in
            var line: Model = ["away_name": officer.name, "away_id": String(officer.officer.rawValue)]
            line.say("away_deputy", officers.first { $0.officer == officer.deputy }?.name)
            return line
        }
        if !officers.contains(where: \.isAbsent) { model["nobody_away"] = true }
        let own = form?.text("can-bo") ?? context.actor.officer.map { String($0.officer.rawValue) }
        model["officers"] = officers.map {
            Choice.option(String($0.officer.rawValue), $0.name, selected: own == String($0.officer.rawValue))
        }
        model["deputies"] = officers.map {
            Choice.option(
                String($0.officer.rawValue), $0.name, selected: form?.text("thay") == String($0.officer.rawValue))
        }
        model["v_from"] = form?.text("tu") ?? house.today.iso
        model["v_to"] = form?.text("den") ?? house.today.iso
        errors.put(into: &model)
        return house.pages.page(
            "officer/absence", title: words["absence_title"], isError: !errors.isEmpty,
            status: errors.isEmpty ? 200 : 422, model, request: request, context: context)
    }

    func set(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        guard let officer = ID<Officer>(form.text("can-bo")) else { throw DirectoryProblem.officerUnknown }
        guard let from = Day(form.text("tu")), let until = Day(form.text("den")) else {
            return try await show(form, PageErrors(("f-tu", words["mandate_bad_date"])), request, context)
        }
        do {
            try await house.directory.setAbsence(
                of: officer, from: from, until: until, deputy: ID<Officer>(form.text("thay")), by: context.actor)
        } catch let problem as DirectoryProblem {
            let errors = PageErrors(("f-can-bo", problem.publicMessage[words.language]))
            return try await show(form, errors, request, context)
        }
        return house.pages.redirect(
            to: "/can-bo/vang-mat?dv=\(WorklistAddress.encode(form.text("dv")))", context: context)
    }

    func clear(_ form: FilledForm, _ context: HouseContext) async throws -> Response {
        guard let officer = ID<Officer>(form.text("can-bo")) else { throw DirectoryProblem.officerUnknown }
        try await house.directory.clearAbsence(of: officer, by: context.actor)
        return house.pages.redirect(
            to: "/can-bo/vang-mat?dv=\(WorklistAddress.encode(form.text("dv")))", context: context)
    }
}
