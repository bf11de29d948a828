import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Foundation
import Hummingbird

/// One act on several tasks: each is tried by itself, and the page says of each what became of it.
struct BulkPage {
    let house: House

    private struct Picked {
        let task: ID<WorkTask>
        let version: Int64

        init?(_ text: String) {
            let parts = text.split(separator: ":")
            guard parts.count == 2, let task = ID<WorkTask>(parts[0]), let version = Int64(parts[1]) else { return nil }
            self.task = task
            self.version = version
        }
    }

    func run(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        let list = form.text("ve").hasPrefix("/can-bo") ? form.text("ve") : "/can-bo"
        if let one = Picked(form.text("mot")) { return try await claimOne(one, list, request, context) }
        let picked = form.all("chon").prefix(200).compactMap(Picked.init)
        guard !picked.isEmpty else {
            return house.pages.redirect(to: list + (list.contains("?") ? "&" : "?") + "loi=chon", context: context)
        }
        let words = OfficerWords(house, house.pages.words(context))
        let rows = try await rows(picked, form, context)
        switch form.text("lam") {
        case "giao":
            guard let officer = ID<Officer>(form.text("can-bo")) else {
                return try await chooseOfficer(rows, list, form, words, request, context)
            }
            return try await results(rows, list, words, request, context) { row in
                _ = try await house.desk.assign(
                    row.task.id, expecting: row.version, to: officer, reason: form.text("ly-do"), by: context.actor)
                return words["bulk_assigned"]
            }
        case "thao-tac":
            guard form.text("chac") == "1" else { return confirm(rows, list, words, request, context) }
            return try await results(rows, list, words, request, context) { row in
                try await act(row, words, context.actor)
            }
        default:
            return try await results(rows, list, words, request, context) { row in
                _ = try await house.desk.claim(row.task.id, expecting: row.version, by: context.actor)
                return words["bulk_claimed"]
            }
        }
    }

    private func claimOne(
        _ one: Picked, _ list: String, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        _ = try await house.desk.claim(one.task, expecting: one.version, by: context.actor)
        return house.pages.redirect(to: list, context: context)
    }

    /// The picked tasks as the list shows them now; one that is gone since is told as such.
    private func rows(_ picked: [Picked], _ form: FilledForm, _ context: HouseContext) async throws -> [WorklistRow] {
        var query = WorklistAddress(Self.query(form.text("ve")), standard: .unit).query
        query.limit = 200
        let page = try await house.desk.worklist(query, by: context.actor)
        let versions = Dictionary(picked.map { ($0.task, $0.version) }, uniquingKeysWith: { first, _ in first })
        return page.rows.filter { versions[$0.task.id] != nil }
    }

    private static func query(_ path: String) -> FilledForm {
        let query = path.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
        let fields = query.split(separator: "&").compactMap { pair -> FilledForm.Field? in
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { return nil }
            return FilledForm.Field(name: parts[0], value: parts[1].removingPercentEncoding ?? parts[1])
        }
        return FilledForm(fields: fields)
    }

    private func chooseOfficer(
        _ rows: [WorklistRow], _ list: String, _ form: FilledForm, _ words: OfficerWords, _ request: Request,
        _ context: HouseContext
    ) async throws -> Response {
        var model = frame(rows, list, words)
        model["act"] = "giao"
        if let first = rows.first {
            model["officers"] = try await Workload(house: house).choices(
                of: first.task.unit, seat: first.task.seat, words: words, actor: context.actor)
        }
        return house.pages.page(
            "officer/bulk", title: words["bulk_assign_title", ["n": String(rows.count)]], model, request: request,
            context: context)
    }

    /// What cannot be undone is asked once for all.
    private func confirm(
        _ rows: [WorklistRow], _ list: String, _ words: OfficerWords, _ request: Request, _ context: HouseContext
    ) -> Response {
        var model = frame(rows, list, words)
        model["act"] = "thao-tac"
        model["confirms"] = true
        return house.pages.page(
            "officer/bulk", title: words["bulk_act_title", ["n": String(rows.count)]], model, request: request,
            context: context)
    }

    private func frame(_ rows: [WorklistRow], _ list: String, _ words: OfficerWords) -> Model {
        [
            "wants_officer_css": true, "list": list, "back": words.base + list,
            "rows": rows.map { row -> Model in
                [
                    "row_key": "\(row.task.id):\(row.version)", "row_code": row.label, "row_name": row.applicantName,
                    "row_step": words.step(row.task, of: row.procedure),
                ]
            },
        ]
    }

    /// The step's main action, where the procedure lets it be done in bulk.
    private func act(_ row: WorklistRow, _ words: OfficerWords, _ actor: Actor) async throws -> String {
        // Whoever may do the task looks for it; the dossier stays shut to whoever may not.
        guard case .officer(let role) = row.task.seat else { throw DossierProblem.taskGone }
        let view = try await house.desk.view(row.dossier, by: actor, purpose: AccessPurpose(taskOf: role))
        guard let task = view.tasks.first(where: { $0.id == row.task.id && $0.state == .open }) else {
            throw DossierProblem.taskGone
        }
        let offered = house.desk.actions(on: task, of: view, by: actor).filter(\.bulk)
        guard let action = offered.first(where: \.isPrimary) ?? offered.first else {
            throw DossierProblem.forbidden(
                LocalizedText(
                    vi: house.pages.texts.text("officer_bulk_not_offered", .vi),
                    en: house.pages.texts.text("officer_bulk_not_offered", .en)))
        }
        if let why = action.blockedBecause { throw DossierProblem.guardFailed(why) }
        _ = try await house.desk.act(row.task.id, action: action.id, expecting: row.version, reason: "", by: actor)
        return action.label[words.language]
    }

    private func results(
        _ rows: [WorklistRow], _ list: String, _ words: OfficerWords, _ request: Request, _ context: HouseContext,
        _ run: (WorklistRow) async throws -> String
    ) async throws -> Response {
        var results: [Model] = []
        var failed = 0
        for row in rows {
            var model: Model = [
                "row_code": row.label, "row_name": row.applicantName,
                "row_href": words.base + CaseAddress.open(row, by: context.actor),
            ]
            do {
                model["row_done"] = try await run(row)
            } catch let problem as any Problem {
                failed += 1
                model["row_failed"] = problem.publicMessage[words.language]
            }
            results.append(model)
        }
        var model: Model = ["wants_officer_css": true, "results": results, "back": words.base + list]
        model["summary"] = words["bulk_summary", ["done": String(rows.count - failed), "failed": String(failed)]]
        return house.pages.page(
            "officer/results", title: words["bulk_results"], model, request: request, context: context)
    }
}
