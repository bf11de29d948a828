package import Civic
import Rules

/// A line of the draft result with its value as people read it.
package struct ProofRow: Sendable, Hashable {
    package let label: LocalizedText
    package let value: LocalizedText

    package init(label: LocalizedText, value: LocalizedText) {
        self.label = label
        self.value = value
    }
}

extension FormJourney {
    /// What the result will say, each line with the value its rule comes to; without a list of the procedure's own,
    /// everything that was answered.
    package func proof(
        of answers: Answers, areaName: (String) -> LocalizedText? = { _ in nil }
    ) throws(CatalogueProblem) -> [ProofRow] {
        let state = try state(of: answers)
        guard let lines = procedure.result.proof else {
            return state.rows(areaName: areaName).map { ProofRow(label: $0.label, value: $0.value) }
        }
        let scope = activation(state.answers.values)
        var rows: [ProofRow] = []
        for (index, line) in lines.enumerated() {
            guard let field = try field(of: line, "result/proof/\(index)/pick", scope),
                let text = state.value(of: field, areaName: areaName)
            else { continue }
            rows.append(ProofRow(label: line.label, value: text))
        }
        return rows
    }

    private func field(of line: ProofLine, _ place: String, _ scope: FormScope) throws(CatalogueProblem) -> String? {
        guard let pick = line.pick else { return line.field }
        guard case .string(let field) = try value(pick, place, scope) else { return nil }
        return field
    }
}

extension FormState {
    /// The answer to a question, or to one of its parts, as people read it; what is not relevant has none.
    func value(of id: String, areaName: (String) -> LocalizedText?) -> LocalizedText? {
        for field in pages.flatMap(\.fields) {
            let parts = field.parts.filter { field.id == id || $0.id == id }
            // A street stands before its commune, as an address is written.
            let texts = (field.type == .address ? parts.reversed() : parts).compactMap { part in
                answers[part.id].map { AnswerDisplay.text(part, $0, procedure.list(field.list), areaName) }
            }
            guard !texts.isEmpty else { continue }
            return LocalizedText(
                vi: texts.map(\.vi).joined(separator: ", "), en: texts.map(\.en).joined(separator: ", "))
        }
        return nil
    }
}
