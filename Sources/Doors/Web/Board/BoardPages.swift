import Catalogue
import Civic
import Directory
import Door
import Dossiers
import HTTPTypes
import Hummingbird
import NIOCore

/// The public board: what the city received and how it kept its dates, by unit, field and period, for anybody. Counts from
/// 1 to 4 are held back.
struct BoardPages: Sendable {
    let house: House
    /// Units of one page: a table of all of a city's would be more than a telephone likes to hold.
    private static let pageSize = 60

    func register(on router: GuardedRouter) {
        router.get("/so-lieu", for: .anyone, door: .web, "public board by unit, field and period") {
            request, context in
            try await show(request, context)
        }
        router.get("/so-lieu.csv", for: .anyone, door: .web, "the same board as CSV") { request, context in
            try await csv(request, context)
        }
    }

    private func show(_ request: Request, _ context: HouseContext) async throws -> Response {
        let form = FormReader.query(request)
        let address = BoardAddress(form, today: house.today)
        let view = try await house.desk.publicBoard(over: address.period, unit: address.unit, field: address.field)
        let words = BoardWords(house: house, words: house.pages.words(context))
        let page = min(max(1, Int(form.text("trang")) ?? 1), 1_000)
        var model: Model = [
            "csv_href": "\(words.base)/so-lieu.csv?\(address.query())", "about": words.about(view),
            "columns": BoardTable.columns.map { words["board_c_\($0.rawValue)"] },
            "totals": BoardTable.total(view, words), "lead": words.days(view.period),
            "updated": words["board_updated", ["time": house.time(view.readAt ?? house.clock.now(), context)]],
        ]
        if view.readAt != nil { model["is_replica"] = true }
        if let asOf = view.period.asOf {
            model["as_known"] = words["board_as_known", ["day": HouseDates.text(asOf, words.language)]]
        }
        fill(&model, address, view, words)
        if view.total.line[.received] == 0 { model["is_empty"] = true }
        model["tables"] = tables(address, view, page, words, context)
        let base = "\(words.base)/so-lieu?\(address.query())&trang="
        if page > 1 { model["previous"] = base + String(page - 1) }
        if page * Self.pageSize < view.units.count { model["next"] = base + String(page + 1) }
        model["charts"] = BoardChart.all(view, words)
        model["reasons"] = view.reasons.map { reason -> Model in
            [
                "reason_text": house.catalogue.reason(reason.code)?.text[words.language] ?? reason.code,
                "reason_supplements": words.count(reason.supplements), "reason_refusals": words.count(reason.refusals),
            ]
        }
        if !view.reasons.isEmpty { model["has_reasons"] = true }
        return house.pages.page(
            "citizen/board", title: words["board_title"], model, request: request, context: context)
    }

    /// The form, as it was sent.
    private func fill(_ model: inout Model, _ address: BoardAddress, _ view: BoardView, _ words: BoardWords) {
        model["f_periods"] = words.choices(today: house.today, chosen: address.choice).map {
            Choice.option($0.value, $0.text, selected: $0.value == address.choice)
        }
        model["own_value"] = BoardAddress.ownDays
        if address.choice.isEmpty { model["own_chosen"] = true }
        model["f_from"] = address.choice.isEmpty ? address.period.from.iso : ""
        model["f_to"] = address.choice.isEmpty ? address.period.to.iso : ""
        model["f_known"] = address.period.asOf?.iso ?? ""
        model["f_today"] = house.today.iso
        let units = view.allUnits + (address.unit.map { view.allUnits.contains($0.text) ? [] : [$0.text] } ?? [])
        model["f_units"] = units.map { ($0, words.unit($0)) }.sorted { $0.1 < $1.1 }.map {
            Choice.option($0.0, $0.1, selected: $0.0 == address.unit?.text)
        }
        let fields = view.allFields + (address.field.map { view.allFields.contains($0) ? [] : [$0] } ?? [])
        model["f_fields"] = fields.map { ($0, words.field($0)) }.sorted { $0.1 < $1.1 }.map {
            Choice.option($0.0, $0.1, selected: $0.0 == address.field)
        }
    }

    private func tables(
        _ address: BoardAddress, _ view: BoardView, _ page: Int, _ words: BoardWords, _ context: HouseContext
    ) -> [Model] {
        func table(_ id: String, _ lines: [BoardView.Compared], _ name: (String) -> String, _ link: (String) -> String?)
            -> Model
        {
            var model: Model = [
                "table_id": id, "table_title": words["board_by_\(id)"],
                "lines": lines.map { line -> Model in
                    var row: Model = [
                        "line_name": name(line.line.key), "line_cells": BoardTable.cells(line, words),
                    ]
                    row.say("line_href", link(line.line.key))
                    return row
                },
            ]
            model["sum"] =
                ["line_name": words["board_total"], "line_cells": BoardTable.cells(view.total, words)] as Model
            return model
        }
        var tables: [Model] = []
        if !view.fields.isEmpty {
            tables.append(
                table("field", view.fields, words.field) { words.base + "/so-lieu?" + address.query(field: $0) })
        }
        let units = Array(view.units.dropFirst((page - 1) * Self.pageSize).prefix(Self.pageSize))
        if !units.isEmpty {
            tables.append(
                table("unit", units, words.unit) { code in
                    officers(code, view.period, words, context)
                        ?? words.base + "/so-lieu?" + address.query(unit: code)
                })
        }
        return tables
    }

    /// Who may see the unit's own figures goes on to them, and from there to the dossiers.
    private func officers(
        _ code: String, _ period: FigurePeriod, _ words: BoardWords, _ context: HouseContext
    ) -> String? {
        guard context.actor.officer != nil, let unit = try? UnitCode(code),
            house.directory.decide(.seeUnitStatistics, on: .unit(unit), by: context.actor).isAllowed
        else { return nil }
        return "\(words.base)/can-bo/so-lieu?dv=\(code)&tu=\(period.from.iso)&den=\(period.to.iso)&theo=procedure"
    }

    private func csv(_ request: Request, _ context: HouseContext) async throws -> Response {
        let address = BoardAddress(FormReader.query(request), today: house.today)
        let view = try await house.desk.publicBoard(over: address.period, unit: address.unit, field: address.field)
        let words = BoardWords(house: house, words: house.pages.words(context))
        // The byte order mark tells spreadsheets that this is UTF-8.
        let text = "\u{FEFF}" + BoardTable.csv(view, words)
        let name = "so-lieu-\(view.period.from.iso)-\(view.period.to.iso).csv"
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"\(name)\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
