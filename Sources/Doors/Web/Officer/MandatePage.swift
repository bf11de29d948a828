import Catalogue
import Civic
import Directory
import Door
import Hummingbird

/// Mandates of a unit: every one ever given, and the form to give another. Only a signer in person gives or takes back.
struct MandatePage {
    let house: House

    func show(
        _ form: FilledForm?, _ errors: PageErrors, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let asked = form?.text("dv") ?? FormReader.query(request).text("dv")
        guard let unit = house.unit(asked: asked, by: context.actor) else { throw DirectoryProblem.unitUnknown(asked) }
        try house.requireCare(of: unit, by: context.actor)
        let entries = try await house.directory.mandates(of: unit)
        let officers = try await officersAround(unit)
        let now = house.clock.now()
        var model: Model = ["wants_officer_css": true, "unit_name": words.unit(unit), "unit": unit.text]
        let may = house.directory.decide(.grantMandate, on: .unit(unit), by: context.actor).isAllowed
        if may { model["may_grant"] = true }
        func name(_ officer: ID<Officer>) -> String {
            officers.first { $0.officer == officer }?.name ?? words["holder_unknown"]
        }
        model["mandates"] = entries.map { entry -> Model in
            var line: Model = [
                "mandate_id": String(entry.mandate.id.rawValue), "mandate_power": power(entry.mandate.power, words),
                "mandate_who": name(entry.grantee), "mandate_by": name(entry.grantor),
                "mandate_from": words.when(entry.mandate.from), "mandate_decision": entry.mandate.decision,
            ]
            line["mandate_to"] = entry.mandate.to.map { words.when($0) } ?? words["mandate_open"]
            let holds = entry.isInForce(at: now)
            line["mandate_state"] =
                words[holds ? "mandate_in_force" : entry.revokedAt != nil ? "mandate_revoked" : "mandate_ended"]
            if holds, may { line["may_revoke"] = true }
            return line
        }
        if entries.isEmpty { model["is_empty"] = true }
        model["officers"] = officers.map {
            Choice.option(
                String($0.officer.rawValue), $0.name, selected: form?.text("can-bo") == String($0.officer.rawValue))
        }
        model["powers"] = powers.map { Choice.option($0, power($0, words), selected: form?.text("quyen") == $0) }
        model["v_decision"] = form?.text("quyet-dinh") ?? ""
        model["v_from"] = form?.text("tu") ?? house.today.iso
        model["v_to"] = form?.text("den") ?? ""
        errors.put(into: &model)
        return house.pages.page(
            "officer/mandates", title: words["mandates_title"], isError: !errors.isEmpty,
            status: errors.isEmpty ? 200 : 422, model, request: request, context: context)
    }

    /// The unit's own people, those who act for it by a mandate, and those of its service points.
    private func officersAround(_ unit: UnitCode) async throws -> [OfficerEntry] {
        var found = try await house.directory.officers(of: unit)
        var codes = house.directory.tree.descendants(of: unit, on: house.today).map(\.code)
        let areas = house.directory.tree.unit(unit, on: house.today)?.areas ?? []
        codes += areas.flatMap { house.directory.tree.servicePoints(serving: $0, on: house.today).map(\.code) }
        found += try await house.directory.holders(ofMandatesAt: unit).filter { one in
            !found.contains { $0.officer == one.officer }
        }
        for code in Set(codes).sorted().prefix(50) {
            for officer in try await house.directory.officers(of: code)
            where !found.contains(where: { $0.officer == officer.officer }) {
                found.append(officer)
            }
        }
        return found
    }

    /// The powers the city's procedures ask for.
    private var powers: [String] {
        Set(house.procedures.flatMap { $0.steps.compactMap(\.mandate) + [$0.immediate?.mandate].compactMap { $0 } })
            .sorted()
    }

    private func power(_ power: String, _ words: OfficerWords) -> String {
        let parts = power.split(separator: ":", maxSplits: 1).map(String.init)
        if parts.count == 2, parts[0] == "sign" { return words["power_sign", ["procedure": words.procedure(parts[1])]] }
        return power == "certify_copies" ? words["power_certify_copies"] : power
    }

    func grant(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        var errors = PageErrors()
        let grantee = ID<Officer>(form.text("can-bo"))
        let unit = try? UnitCode(form.text("dv"))
        let from = Day(form.text("tu"))
        let to = form.text("den").isEmpty ? nil : Day(form.text("den"))
        if grantee == nil { errors.add("f-can-bo", words["mandate_who_missing"]) }
        if form.text("quyet-dinh").isEmpty { errors.add("f-quyet-dinh", words["mandate_decision_missing"]) }
        if from == nil { errors.add("f-tu", words["mandate_bad_date"]) }
        if !form.text("den").isEmpty, to == nil { errors.add("f-den", words["mandate_bad_date"]) }
        guard errors.isEmpty, let grantee, let unit, let from else {
            return try await show(form, errors, request, context)
        }
        let start = max(house.zone.instant(LocalTime(from, TimeOfDay(minutes: 0))), house.clock.now())
        let mandate = NewMandate(
            grantee: grantee, power: form.text("quyen"), unit: unit, from: start,
            to: to.map { house.zone.instant(LocalTime($0 + 1, TimeOfDay(minutes: 0))) },
            decision: form.text("quyet-dinh"))
        do {
            _ = try await house.directory.grantMandate(mandate, by: context.actor)
        } catch let problem as DirectoryProblem {
            let errors = PageErrors(("f-can-bo", problem.publicMessage[words.language]))
            return try await show(form, errors, request, context)
        }
        return house.pages.redirect(to: "/can-bo/uy-quyen?dv=\(unit.text)", context: context)
    }

    func revoke(_ form: FilledForm, _ context: HouseContext) async throws -> Response {
        guard let id = ID<Mandate>(form.text("ma")) else { throw DirectoryProblem.mandateUnknown }
        try await house.directory.revokeMandate(id, by: context.actor)
        return house.pages.redirect(
            to: "/can-bo/uy-quyen?dv=\(WorklistAddress.encode(form.text("dv")))", context: context)
    }
}
