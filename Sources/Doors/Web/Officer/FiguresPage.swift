import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird
import NIOCore

/// Figures of a unit or the city: received, on time, late, online, by procedure, unit or day; the CSV equals the table.
struct FiguresPage {
    let house: House

    private struct Scope {
        let unit: UnitCode?
        let from: Day
        let to: Day
        let group: StatisticGroup
    }

    private func choice(_ form: FilledForm, _ actor: Actor) throws -> Scope {
        let today = house.today
        let to = Day(form.text("den")) ?? today
        let from = Day(form.text("tu")) ?? Day(number: to.number - 29)
        guard from <= to, to - from <= 3_660 else { throw DirectoryProblem.badPeriod }
        let isCity = form.text("dv") == "*"
        let unit = isCity ? nil : house.unit(asked: form.text("dv"), by: actor)
        // The whole city is for whom the policy lets see its top.
        let top = unit ?? house.directory.tree.units.first { $0.parent == nil && $0.isValid(on: today) }?.code
        if let top { try house.directory.decide(.seeUnitStatistics, on: .unit(top), by: actor).required() }
        return Scope(
            unit: unit, from: from, to: to, group: StatisticGroup(rawValue: form.text("theo")) ?? .procedure)
    }

    func show(_ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let choice = try choice(FormReader.query(request), context.actor)
        let lines = try await house.desk.statistics(
            unit: choice.unit, from: choice.from, to: choice.to, by: choice.group)
        var model: Model = [
            "wants_officer_css": true, "from": choice.from.iso, "to": choice.to.iso,
            "period": "\(HouseDates.text(choice.from)) – \(HouseDates.text(choice.to))",
            "about": choice.unit.map(words.unit) ?? words["figures_city"],
            "csv_href": "\(words.base)/can-bo/so-lieu.csv?\(query(choice))",
            "group_label": words["figures_by_\(choice.group.rawValue)"],
        ]
        let city = Choice.option("*", words["figures_city"], selected: choice.unit == nil)
        model["f_units"] =
            (seesCity(context.actor) ? [city] : [])
            + house.choosableUnits(of: context.actor).map {
                Choice.option($0.text, words.unit($0), selected: choice.unit == $0)
            }
        model["f_groups"] = StatisticGroup.allCases.map {
            Choice.option($0.rawValue, words["figures_by_\($0.rawValue)"], selected: choice.group == $0)
        }
        model["lines"] = lines.map { line -> Model in
            var row = cells(Counts([line]), name(line.key, choice.group, words))
            row.say("line_href", link(line.key, choice).map { words.base + $0 })
            return row
        }
        if lines.isEmpty { model["is_empty"] = true }
        model["sum"] = cells(Counts(lines), words["total"])
        let reasons = try await house.desk.reasons(unit: choice.unit, from: choice.from, to: choice.to)
        model["reasons"] = reasons.map { reason -> Model in
            [
                "reason_text": house.catalogue.reason(reason.code)?.text[words.language] ?? reason.code,
                "reason_supplements": String(reason.supplements), "reason_refusals": String(reason.refusals),
            ]
        }
        if !reasons.isEmpty { model["has_reasons"] = true }
        return house.pages.page(
            "officer/figures", title: words["figures_title"], model, request: request, context: context)
    }

    /// Whether the policy lets this officer see the figures of the city's top.
    private func seesCity(_ actor: Actor) -> Bool {
        let top = house.directory.tree.units.first { $0.parent == nil && $0.isValid(on: house.today) }
        return top.map { house.directory.decide(.seeUnitStatistics, on: .unit($0.code), by: actor).isAllowed } ?? false
    }

    func csv(_ request: Request, _ context: HouseContext) async throws -> Response {
        let choice = try choice(FormReader.query(request), context.actor)
        let words = OfficerWords(house, house.pages.words(context))
        let lines = try await house.desk.statistics(
            unit: choice.unit, from: choice.from, to: choice.to, by: choice.group)
        let columns = [
            "received", "accepted", "ended", "granted", "refused", "on_time", "late", "online", "assisted",
            "supplements", "open",
        ]
        // The byte order mark tells spreadsheets that this is UTF-8.
        var text = "\u{FEFF}" + ([choice.group.rawValue, "name"] + columns).joined(separator: ",") + "\r\n"
        for line in lines {
            let numbers = [
                line.received, line.accepted, line.ended, line.granted, line.refused, line.onTime, line.late,
                line.online, line.assisted, line.supplements, line.open,
            ]
            let fields = [line.key, name(line.key, choice.group, words)] + numbers.map(String.init)
            text += fields.map(Self.quoted).joined(separator: ",") + "\r\n"
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"so-lieu-\(choice.from.iso)-\(choice.to.iso).csv\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// Quoted where needed; what a spreadsheet would take for a formula gets an apostrophe.
    static func quoted(_ field: String) -> String {
        let plain = field.first.map { "=+-@\t\r".contains($0) } == true ? "'" + field : field
        guard plain.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return plain }
        return "\"" + plain.replacing("\"", with: "\"\"") + "\""
    }

    /// A unit leads to its procedures, a unit's procedure to the dossiers its officers hold.
    private func link(_ key: String, _ choice: Scope) -> String? {
        switch (choice.group, choice.unit) {
        case (.unit, _):
            "/can-bo/so-lieu?dv=\(key)&tu=\(choice.from.iso)&den=\(choice.to.iso)&theo=\(StatisticGroup.procedure.rawValue)"
        case (.procedure, let unit?): "/can-bo?ds=\(WorklistKind.unit.rawValue)&dv=\(unit.text)&tt=\(key)"
        default: nil
        }
    }

    private func query(_ choice: Scope) -> String {
        "dv=\(choice.unit?.text ?? "*")&tu=\(choice.from.iso)&den=\(choice.to.iso)&theo=\(choice.group.rawValue)"
    }

    private func name(_ key: String, _ group: StatisticGroup, _ words: OfficerWords) -> String {
        switch group {
        case .unit: (try? UnitCode(key)).map(words.unit) ?? key
        case .procedure: words.procedure(key)
        case .field: house.catalogue.field(key)?.name[words.language] ?? words.procedure(key)
        case .day: Day(key).map { HouseDates.text($0) } ?? key
        }
    }

    /// What one row of the table adds up to.
    private struct Counts {
        let received, ended, onTime, late, online, assisted, refused, open: Int

        init(_ lines: [StatisticLine]) {
            func total(_ read: (StatisticLine) -> Int) -> Int { lines.reduce(0) { $0 + read($1) } }
            received = total(\.received)
            ended = total(\.ended)
            onTime = total(\.onTime)
            late = total(\.late)
            online = total(\.online)
            assisted = total(\.assisted)
            refused = total(\.refused)
            open = total(\.open)
        }
    }

    private func cells(_ counts: Counts, _ name: String) -> Model {
        let done = counts.onTime + counts.late
        return [
            "line_name": name, "line_received": String(counts.received), "line_ended": String(counts.ended),
            "line_on_time": String(counts.onTime), "line_late": String(counts.late),
            "line_share": done == 0 ? "–" : percent(counts.onTime, of: done),
            "line_online": counts.received == 0 ? "–" : percent(counts.online - counts.assisted, of: counts.received),
            "line_assisted": String(counts.assisted), "line_refused": String(counts.refused),
            "line_open": String(counts.open),
        ]
    }

    private func percent(_ part: Int, of whole: Int) -> String { "\((part * 100 + whole / 2) / whole) %" }
}
