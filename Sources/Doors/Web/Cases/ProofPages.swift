import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// The resident checks the draft result line by line: right, or which line is wrong and what it should say; silence
/// counts as consent (ux.md C22).
struct ProofPages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        router.get("/ho-so/:dossier/du-thao", for: .resident, door: .web, "check the draft result") {
            request, context in
            try await show(nil, [], request, context)
        }
        router.post(
            "/ho-so/:dossier/du-thao", for: .resident, door: .web, "answer the draft result", mendsExcess: true
        ) { form, request, context in
            let id = try context.dossier
            let view = try await house.desk.view(id, by: context.actor, purpose: nil)
            guard let task = task(view) else { return house.pages.redirect(to: "/ho-so/\(id)", context: context) }
            let isRight = form.text("verdict") == "confirm"
            let report = ProofReport(try CaseAnswers(house: house, context: context).proof(view), form)
            let errors = errors(isRight, report, context)
            guard errors.isEmpty else { return try await show(form, errors, request, context) }
            if let excess = form.excess { throw excess }
            _ = try await house.desk.answerProof(
                task: task.id, expecting: Int64(form.text("version")) ?? view.dossier.version,
                action: isRight ? "confirm" : "report_error", reason: isRight ? "" : report.text, by: context.actor)
            return house.pages.redirect(to: "/ho-so/\(id)?da-tra-loi=1", context: context)
        }
    }

    /// Characters of the free text.
    private static let longest = 2_000

    private func task(_ view: DossierView) -> WorkTask? {
        view.tasks.first { $0.state == .open && $0.seat == .applicant }
    }

    private struct Fault {
        /// The line it stands at; nil: the field for everything else.
        let line: Int?
        let text: String
        var target: String { line.map { "f-right-\($0)" } ?? "f-reason" }
    }

    private func errors(_ isRight: Bool, _ report: ProofReport, _ context: HouseContext) -> [Fault] {
        let words = house.pages.words(context)
        if let text = words.tooLong(report.remark, most: Self.longest) { return [Fault(line: nil, text: text)] }
        if isRight {
            // Marked wrong and agreed to at once: nothing is issued on that.
            return report.isEmpty ? [] : [Fault(line: nil, text: words["proof_both"])]
        }
        if report.isEmpty { return [Fault(line: nil, text: words["proof_reason_missing"])] }
        return report.lines.enumerated().filter { $0.element.lacksRight }.map { index, line in
            Fault(line: index, text: words["proof_right_missing", ["line": line.row.label[context.language]]])
        }
    }

    private func show(
        _ form: FilledForm?, _ faults: [Fault], _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let id = try context.dossier
        let view = try await house.desk.view(id, by: context.actor, purpose: nil)
        guard let task = task(view) else { return house.pages.redirect(to: "/ho-so/\(id)", context: context) }
        let words = house.pages.words(context)
        let report = ProofReport(try CaseAnswers(house: house, context: context).proof(view), form)
        let lines = report.lines.enumerated().map { index, line -> Model in
            var model: Model = [
                "line": String(index), "line_label": line.row.label[context.language],
                "line_value": line.row.value[context.language], "right": line.right,
            ]
            if line.isWrong { model["is_wrong"] = true }
            if let fault = faults.first(where: { $0.line == index }) { model["line_error"] = fault.text }
            return model
        }
        var model: Model = [
            "label": view.dossier.label, "service": house.procedureName(view.dossier.procedure, context.language),
            "dossier": String(id.rawValue), "version": String(view.dossier.version), "lines": lines,
            "reason": report.remark, "back": prefixed("/ho-so/\(id)", context),
            "has_errors": !faults.isEmpty,
            "errors": faults.map { ["error_href": "#" + $0.target, "error_text": $0.text] as Model },
        ]
        if ResultPrint(house: house).hasProof(view) { model["has_print"] = true }
        if let due = task.due { model["silence"] = words["proof_silence", ["time": house.time(due, context)]] }
        if let fault = faults.first(where: { $0.line == nil }) { model["error"] = fault.text }
        return house.pages.page(
            "case/proof", title: words["proof_title"], isError: !faults.isEmpty, status: faults.isEmpty ? 200 : 422,
            model, request: request, context: context)
    }
}
