import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// The access log for the data-protection officer: who looked at what, when and for which purpose. Names of residents
/// stand here only where the log of one person is asked for; every reading is an event of the journal.
struct AccessLogPage {
    let house: House

    func show(_ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let form = FormReader.query(request)
        var errors = PageErrors()
        var query = AccessLogQuery(
            from: Day(form.text("tu")) ?? house.today + -6, to: Day(form.text("den")) ?? house.today)
        if query.from > query.to { errors.add("f-tu", words["log_bad_period"]) }
        query.unit = try? UnitCode(form.text("dv"))
        query.purpose = AccessPurpose(rawValue: form.text("muc-dich"))
        query.officer = ID(form.text("can-bo"))
        query.before = Int64(form.text("truoc"))
        try await whom(form, words, &query, &errors)

        let entries = errors.isEmpty ? try await house.directory.accessLog(query, by: context.actor) : []
        var model: Model = ["wants_officer_css": true]
        filters(form, query, words, into: &model)
        if let subject = query.subject, let card = try await house.directory.person(subject) {
            model["person_name"] = card.name
        }
        let labels = try await house.desk.labels(of: entries.flatMap { $0.dossiers.prefix(1) }.map { ID($0) })
        model["entries"] = entries.map { line($0, labels, query, words) }
        if entries.isEmpty { model["is_empty"] = true }
        if entries.count == query.limit, let last = entries.last {
            model["next"] = "\(words.base)\(address(query))&truoc=\(last.id)"
        }
        errors.put(into: &model)
        return house.pages.page(
            "officer/access_log", title: words["log_title"], isError: !errors.isEmpty,
            status: errors.isEmpty ? 200 : 422, model, request: request, context: context)
    }

    /// A personal number or a dossier's code, or a person chosen from a line.
    private func whom(
        _ form: FilledForm, _ words: OfficerWords, _ query: inout AccessLogQuery, _ errors: inout PageErrors
    ) async throws {
        query.subject = ID(form.text("nguoi"))
        query.dossier = Int64(form.text("ho-so"))
        let typed = form.text("q")
        guard !typed.isEmpty else { return }
        if let number = try? PersonalNumber(typed) {
            query.subject = try await house.directory.findPerson(number: number)?.subject
            if query.subject == nil { errors.add("f-q", words["log_nobody"]) }
        } else if let id = try await house.desk.dossier(labelled: typed) {
            query.dossier = id.rawValue
        } else {
            errors.add("f-q", words["log_nobody"])
        }
    }

    private func filters(
        _ form: FilledForm, _ query: AccessLogQuery, _ words: OfficerWords, into model: inout Model
    ) {
        model["v_from"] = query.from.iso
        model["v_to"] = query.to.iso
        model.say("q", form.text("q"))
        model.say("dv", query.unit?.text)
        model.say("subject", query.subject.map { String($0.rawValue) })
        model.say("officer", query.officer.map { String($0.rawValue) })
        model.say("dossier", query.dossier.map { String($0) })
        model["purposes"] = AccessPurpose.allCases.map {
            Choice.option($0.rawValue, $0.label[words.language], selected: $0 == query.purpose)
        }
        if query.subject != nil || query.officer != nil || query.dossier != nil {
            var all = query
            (all.subject, all.officer, all.dossier) = (nil, nil, nil)
            model["all_href"] = words.base + address(all)
        }
    }

    private func line(
        _ entry: AccessLogEntry, _ labels: [ID<Dossier>: String], _ query: AccessLogQuery, _ words: OfficerWords
    ) -> Model {
        var line: Model = [
            "look_at": words.when(entry.at), "look_officer": entry.officerName, "look_unit": words.unit(entry.unit),
            "look_purpose": entry.purpose?.label[words.language] ?? words["log_no_purpose"],
            "officer_href": words.base
                + address(query) { ($0.subject, $0.dossier, $0.officer) = (nil, nil, entry.officer) },
        ]
        line.say("look_role", entry.role.map { words.words["role_\($0.rawValue)"] })
        if let list = entry.list {
            let name = list == "search" ? words["find_title"] : words["list_\(list)"]
            line["look_what"] = words["log_list", ["list": name, "n": String(entry.dossiers.count)]]
        } else {
            line["look_what"] = entry.fields.map { words["log_field_\($0.replacing(".", with: "_"))"] }
                .joined(separator: ", ")
            if let dossier = entry.dossiers.first {
                line.say("look_dossier", labels[ID(dossier)])
                line["dossier_href"] =
                    words.base + address(query) { ($0.subject, $0.officer, $0.dossier) = (nil, nil, dossier) }
            }
            if let subject = entry.subject, query.subject != subject {
                line["person_href"] =
                    words.base + address(query) { ($0.officer, $0.dossier, $0.subject) = (nil, nil, subject) }
            }
        }
        if entry.isSealed { line["is_sealed"] = true }
        return line
    }

    private func address(_ query: AccessLogQuery, _ change: (inout AccessLogQuery) -> Void = { _ in }) -> String {
        var query = query
        change(&query)
        var parts = ["tu=\(query.from.iso)", "den=\(query.to.iso)"]
        if let unit = query.unit { parts.append("dv=\(unit.text)") }
        if let purpose = query.purpose { parts.append("muc-dich=\(purpose.rawValue)") }
        if let subject = query.subject { parts.append("nguoi=\(subject)") }
        if let officer = query.officer { parts.append("can-bo=\(officer)") }
        if let dossier = query.dossier { parts.append("ho-so=\(dossier)") }
        return "/can-bo/nhat-ky-xem?" + parts.joined(separator: "&")
    }
}
