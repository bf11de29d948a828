import Civic
import Directory
import Door
import Dossiers
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
        try house.requireCare(of: unit, by: context.actor)
        let officers = try await house.directory.officers(of: unit)
        // A deputy chairman may have no post of his own: he signs what he has a mandate for, and stands in.
        let deputies =
            try await officers
            + house.directory.holders(ofMandatesAt: unit).filter { one in
                !officers.contains { $0.officer == one.officer }
            }
        var model: Model = ["wants_officer_css": true, "unit_name": words.unit(unit), "unit": unit.text]
        model["away"] = officers.filter(\.isAbsent).map { officer -> Model in
            var line: Model = ["away_name": officer.name, "away_id": String(officer.officer.rawValue)]
            line.say("away_deputy", deputies.first { $0.officer == officer.deputy }?.name)
            return line
        }
        if !officers.contains(where: \.isAbsent) { model["nobody_away"] = true }
        let own = form?.text("can-bo") ?? context.actor.officer.map { String($0.officer.rawValue) }
        model["officers"] = officers.map {
            Choice.option(String($0.officer.rawValue), $0.name, selected: own == String($0.officer.rawValue))
        }
        model["deputies"] = deputies.map {
            Choice.option(
                String($0.officer.rawValue), $0.name, selected: form?.text("thay") == String($0.officer.rawValue))
        }
        model["v_from"] = form?.text("tu") ?? house.today.iso
        model["v_to"] = form?.text("den") ?? house.today.iso
        let query = FormReader.query(request)
        if let moved = Int(query.text("da-giao")), let left = Int(query.text("con-lai")) {
            model["handed"] = words["absence_handed_count", ["moved": String(moved), "left": String(left)]]
        }
        // The head gives it to the deputy; the officer himself lays it back. An administrator moves nobody's work.
        let hands = AccessRule.officer([.deskHead, .divisionHead, .signer]).admits(context.actor)
        if hands || officers.contains(where: { $0.officer == context.actor.officer?.officer }) {
            model["may_hand_over"] = true
        }
        if form?.has("ban-giao") == true { model["v_hand_over"] = true }
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
        var path = "/can-bo/vang-mat?dv=\(WorklistAddress.encode(form.text("dv")))"
        if form.has("ban-giao"), let unit = try? UnitCode(form.text("dv")) {
            let isOwn = context.actor.officer?.officer == officer
            let handed = try await house.desk.handOver(
                workOf: officer, at: unit, to: isOwn ? nil : ID<Officer>(form.text("thay")),
                reason: words["absence_handed", ["from": HouseDates.text(from), "to": HouseDates.text(until)]],
                by: context.actor)
            path += "&da-giao=\(handed.moved)&con-lai=\(handed.left)"
        }
        return house.pages.redirect(to: path, context: context)
    }

    func clear(_ form: FilledForm, _ context: HouseContext) async throws -> Response {
        guard let officer = ID<Officer>(form.text("can-bo")) else { throw DirectoryProblem.officerUnknown }
        try await house.directory.clearAbsence(of: officer, by: context.actor)
        return house.pages.redirect(
            to: "/can-bo/vang-mat?dv=\(WorklistAddress.encode(form.text("dv")))", context: context)
    }
}
