import CityFolder
import Civic
import Rules

/// The lines of the draft result, and what papers prove: each names a question of the form.
struct ProofLint {
    private let source: ProcedureSource
    private let procedure: Procedure
    private let findings: Findings

    init(_ source: ProcedureSource, _ findings: Findings) {
        self.source = source
        self.findings = findings
        procedure = source.procedure
    }

    func run() {
        for (index, document) in procedure.documents.enumerated() {
            for (place, field) in (document.proves ?? []).enumerated() {
                known(field, at: source.place("documents/\(index)/proves/\(place)"))
            }
        }
        for (index, line) in (procedure.result.proof ?? []).enumerated() {
            let path = "result/proof/\(index)"
            findings.checkText(line.label, at: source.place(path + "/label"))
            switch (line.field, line.pick) {
            case (let field?, nil): known(field, at: source.place(path + "/field"))
            case (nil, let pick?): picked(pick, at: source.place(path + "/pick"))
            default:
                findings.error(
                    source.place(path), "proof.value",
                    LocalizedText(
                        vi: "Dòng của bản dự thảo cần đúng một trong hai: field hoặc pick.",
                        en: "A line of the draft needs either field or pick."),
                    cure: LocalizedText(vi: "Ghi một trong hai.", en: "Write one of the two."))
            }
        }
    }

    /// Over generated cases, as expressions are checked: it may only name questions, or nothing.
    private func picked(_ pick: Expression, at place: SourcePlace) {
        var cases = CaseMaker(procedure)
        for round in 0..<60 {
            let (answers, context) = cases.next(isEmpty: round < Channel.allCases.count, round)
            guard case .string(let field)? = try? pick.evaluate(procedure.activation(answers, context)), !field.isEmpty,
                !known(field, at: place)
            else { continue }
            return
        }
    }

    @discardableResult
    private func known(_ field: String, at place: SourcePlace) -> Bool {
        if procedure.fields.contains(where: { $0.id == field || $0.parts.contains { $0.id == field } }) { return true }
        findings.error(
            place, "reference.unknown",
            LocalizedText(vi: "Không có câu hỏi “\(field)”.", en: "There is no question “\(field)”."),
            cure: LocalizedText(vi: "Ghi mã của một câu hỏi trong pages.", en: "Write the id of a question in pages."))
        return false
    }
}
