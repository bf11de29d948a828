import Catalogue
import CityFolder
import Civic
import Directory
import Door
import Dossiers
import Hummingbird
import NIOCore

/// The lists that are brought in as CSV.
enum BroughtList: String, CaseIterable {
    case officers
    case units
    case days
}

/// A list is read, shown line by line with what it would do, and taken in by a second press.
struct ImportPage: Sendable {
    let house: House

    func show(_ form: FilledForm?, _ errors: PageErrors, _ request: Request, _ context: HouseContext) -> Response {
        let words = house.pages.words(context)
        var model: Model = ["wants_officer_css": true]
        let asked = form?.text("danh-sach") ?? BroughtList.officers.rawValue
        let lists = BroughtList.allCases.filter { $0 == .officers || isCity(context) }
        model["lists"] = lists.map {
            Choice.option($0.rawValue, words["admin_import_\($0.rawValue)"], selected: $0.rawValue == asked)
        }
        errors.put(into: &model)
        return house.pages.page(
            "admin/import", title: words["admin_import"], isError: !errors.isEmpty, status: errors.isEmpty ? 200 : 422,
            model, request: request, context: context)
    }

    func plan(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        let words = house.pages.words(context)
        guard let file = form.files.first, !file.bytes.isEmpty else {
            return show(form, PageErrors(("f-tep", words["admin_import_file_missing"])), request, context)
        }
        return try await plan(file.bytes, try list(form, context), request, context)
    }

    func plan(
        _ csv: [UInt8], _ list: BroughtList, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        var lines: [Model] = []
        let refused: [Diagnostic]
        var counts: [String: Int] = [:]
        var closed: [Day] = []
        func add(_ number: Int, _ deed: String, _ text: String) {
            counts[deed, default: 0] += 1
            lines.append([
                "line_number": String(number), "line_deed": words.words["admin_import_\(deed)"], "line_text": text,
            ])
        }
        switch list {
        case .officers:
            let plan = try await house.directory.planImport(csv, by: context.actor)
            refused = plan.refused
            for line in plan.lines {
                let posts = line.entry.seats.map {
                    words.words["role_\($0.role.rawValue)"] + ", " + words.unit($0.unit)
                }
                add(
                    line.number, line.deed.rawValue,
                    ([line.entry.name, line.entry.login] + posts).joined(separator: " · "))
            }
        case .units:
            let plan = try await house.editor.planUnits(csv)
            refused = plan.refused
            for line in plan.lines {
                let unit = line.unit
                let days = [unit.validFrom, unit.validTo].map { $0.map { HouseDates.text($0) } ?? "" }
                add(
                    line.number, line.deed.rawValue,
                    [unit.code.text, unit.name[words.language], days.joined(separator: " – ")].joined(separator: " · "))
            }
        case .days:
            let plan = try await house.editor.planDays(csv)
            refused = plan.refused
            closed = plan.closed
            for (index, line) in plan.lines.enumerated() {
                let words = CalendarWords(words: words)
                add(index + 1, line.deed.rawValue, words.text(line.day, line.special))
            }
        }
        var model: Model = ["wants_officer_css": true, "list": list.rawValue]
        if !closed.isEmpty { try await addDue(on: closed, words, context, &model) }
        model["counts"] =
            words.words[
                "admin_import_counts",
                [
                    "added": String(counts["added"] ?? 0), "changed": String(counts["changed"] ?? 0),
                    "ended": String(counts["ended"] ?? 0), "unchanged": String(counts["unchanged"] ?? 0),
                    "refused": String(refused.count),
                ]]
        // A page stays readable: the first thousand lines stand for the rest.
        model["lines"] = Array(lines.prefix(1_000))
        if !lines.isEmpty { model["has_lines"] = true }
        let header = Self.header(of: csv)
        model["refused"] = refused.prefix(500).map { remark -> Model in
            let column = remark.column > 0 && remark.column <= header.count ? header[remark.column - 1] : ""
            return [
                "refused_line": remark.line > 0 ? String(remark.line) : "", "refused_column": column,
                "refused_cause": remark.text[context.language], "refused_cure": remark.cure[context.language],
            ]
        }
        if !refused.isEmpty { model["has_refused"] = true }
        if refused.isEmpty, lines.count > (counts["unchanged"] ?? 0) {
            model["may_take"] = true
            model["csv"] = String(decoding: csv, as: UTF8.self)
        }
        return house.pages.page(
            "admin/import_plan", title: words.words["admin_import_plan"], isError: !refused.isEmpty,
            status: refused.isEmpty ? 200 : 422, model, request: request, context: context)
    }

    /// Dossiers that fall due on days about to be closed: a date that was given stays (docs/decisions/0010).
    private func addDue(
        on days: [Day], _ words: OfficerWords, _ context: HouseContext, _ model: inout Model
    ) async throws {
        let due = try await house.desk.dueOn(days, by: context.actor)
        model["shows_due"] = true
        if due.isEmpty { model["none_due"] = true } else { model["has_due"] = true }
        model["due"] = due.map { dossier -> Model in
            [
                "due_label": dossier.label, "due_service": words.procedure(dossier.procedure),
                "due_unit": dossier.unit.map { words.unit($0) } ?? "", "due_at": words.when(dossier.due),
            ]
        }
    }

    /// What was shown, read again: between the two presses the city may have changed.
    func takeIn(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        let words = house.pages.words(context)
        let csv = Array((form["csv"] ?? "").utf8)
        let list = try list(form, context)
        var model: Model = ["wants_officer_css": true]
        do {
            switch list {
            case .officers:
                let links = try await house.directory.takeIn(csv, by: context.actor)
                model["links"] = links.map { entry -> Model in
                    [
                        "link_name": entry.name, "link_login": entry.login,
                        "link": (house.pages.settings.publicOrigin ?? "") + "/mat-khau-moi/" + entry.link.text,
                    ]
                }
                if !links.isEmpty { model["has_links"] = true }
            case .units:
                try await house.editor.takeInUnits(csv, by: context.actor)
            case .days:
                try await house.editor.takeInDays(csv, by: context.actor)
            }
        } catch CityFolderProblem.faulty {
            return try await plan(csv, list, request, context)
        }
        return house.pages.page(
            "admin/import_done", title: words["admin_import_done_title"], model, request: request, context: context)
    }

    /// An empty list with its columns, and a line as an example.
    static func sample(_ list: BroughtList) -> Response {
        let text =
            switch list {
            case .officers:
                """
                login,name,title_vi,title_en,phone,unit,posts,from,to
                nguyen.van.a,Nguyễn Văn A,Chuyên viên,Specialist,0912345678,H26.X04.01,specialist;clerk@H26.X04,,

                """
            case .units:
                """
                code,id_status,name_vi,name_en,kind,parent,areas,valid_from,valid_to,transfer_to,transfer_on,note
                H26.X99,placeholder,Phường Ví Dụ,Example Ward,commune_pc,H26,00070,2027-01-01,,,,

                """
            case .days:
                """
                date,kind,name_vi,name_en,decided_by,sessions
                2027-02-10,swapped_rest,Nghỉ hoán đổi,Day off in exchange,TB 1/TB-BNV,

                """
            }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(list.rawValue).csv\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private func list(_ form: FilledForm, _ context: HouseContext) throws -> BroughtList {
        guard let list = BroughtList(rawValue: form.text("danh-sach")) else { throw DoorProblem.notFound }
        if list != .officers { try house.directory.decide(.manageUnit, on: .house, by: context.actor).required() }
        return list
    }

    private func isCity(_ context: HouseContext) -> Bool {
        house.directory.decide(.manageUnit, on: .house, by: context.actor).isAllowed
    }

    private static func header(of csv: [UInt8]) -> [String] {
        CSVSource.records(SourceFile(name: "", bytes: csv), Findings())?.first?.fields ?? []
    }
}
