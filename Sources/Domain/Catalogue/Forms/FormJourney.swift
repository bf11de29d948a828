import Civic
import Rules

/// A form gone through with a set of answers: which pages and fields are relevant, what is wrong where, how far one may
/// go. Pure: the same answers and context give the same state, and the server's word is the only one.
package struct FormJourney: Sendable {
    package let procedure: Procedure
    package let context: FormContext
    private let shape: AnswerShape
    /// What expressions read besides the answers: the same for the whole form.
    private let fixed: Bindings

    package init(_ procedure: Procedure, _ context: FormContext) {
        self.procedure = procedure
        self.context = context
        shape = procedure.digest.shape
        fixed = procedure.activation(.null, context)
    }

    /// Takes what a page sent. A field that was shown, still is and was not sent is cleared (an unticked box); one that
    /// is not shown keeps what it has, in the shadow. Keys: the part's id, or `<id>.day`, `.month`, `.year` for a date.
    package func fill(
        _ pageID: String, _ input: [String: [String]], into answers: Answers
    ) throws(CatalogueProblem) -> Answers {
        guard let page = procedure.page(pageID) else { throw .unknownPage(pageID) }
        let before = try Set(state(of: answers).fields(on: pageID).map(\.id))
        var answers = answers
        var unsent: [(field: FormField, part: FormPart)] = []
        for field in page.fields {
            for part in field.parts {
                let boxes = ["day", "month", "year"].map { "\(part.id).\($0)" }
                guard ([part.id] + boxes).contains(where: { input[$0] != nil }) else {
                    unsent.append((field, part))
                    continue
                }
                answers.shadow[part.id] = nil
                let value = AnswerReading.value(part, input, list: procedure.list(field.list))
                answers.values[part.id] = value
                answers.typed[part.id] = AnswerReading.typed(part, input, as: value)
            }
        }
        let after = try Set(state(of: answers).fields(on: pageID).map(\.id))
        for (field, part) in unsent where before.contains(field.id) && after.contains(field.id) {
            answers.values[part.id] = nil
        }
        return try state(of: answers).answers
    }

    /// Everything that follows from the answers. Submitting asks the same: `state(of:).problems` must be empty.
    package func state(of answers: Answers) throws(CatalogueProblem) -> FormState {
        var candidates = answers.shadow.merging(answers.values) { _, value in value }
        // Whoever sent it, an empty text is no answer: it counts as missing, and expressions read null.
        if candidates.values.contains(where: \.isBlank) { candidates = candidates.filter { !$0.value.isBlank } }
        var kept: [String: AnswerValue] = [:]
        var pages: [FormState.Page] = []
        var activation = activation(kept)
        for (index, page) in procedure.pages.enumerated() {
            guard shows(page.showIf, activation) else { continue }
            let fields: [FormField]
            (fields, kept, activation) = visible(page, candidates: candidates, earlier: kept)
            let problems = try problems(page, index, fields, kept, activation)
            var exit: FormExit?
            if problems.isEmpty, let way = page.exit, try holds(way.when, "pages/\(index)/exit/when", activation) {
                exit = way
            }
            pages.append(FormState.Page(page: page, fields: fields, problems: problems, exit: exit))
        }
        var settled = Answers(kept, shadow: candidates.filter { kept[$0.key] == nil })
        settled.typed = answers.typed
        return FormState(procedure: procedure, answers: settled, pages: pages)
    }

    /// Hidden fields do not count for the conditions of others, so the pass is repeated until nothing changes.
    /// - Returns: the fields shown, the answers up to this page, and what expressions read of them.
    private func visible(
        _ page: FormPage, candidates: [String: AnswerValue], earlier: [String: AnswerValue]
    ) -> ([FormField], [String: AnswerValue], FormScope) {
        var fields = page.fields
        var passes = page.fields.count
        while true {
            var values = earlier
            for field in fields { for part in field.parts { values[part.id] = candidates[part.id] } }
            let scope = activation(values)
            guard passes >= 0, page.hasConditions else { return (fields, values, scope) }
            passes -= 1
            let next = page.fields.filter { field in
                field.showIf.map { (try? $0.holds(scope)) ?? false } ?? true
            }
            if next.map(\.id) == fields.map(\.id) { return (fields, values, scope) }
            fields = next
        }
    }

    private func problems(
        _ page: FormPage, _ index: Int, _ fields: [FormField], _ values: [String: AnswerValue], _ activation: FormScope
    ) throws(CatalogueProblem) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        var bad: Set<String> = []
        for field in fields {
            let place = "pages/\(index)/fields/\(page.fields.firstIndex { $0.id == field.id } ?? 0)/required"
            let isRequired =
                try field.required.map { rule throws(CatalogueProblem) in
                    try holds(rule, place, activation)
                } ?? false
            for part in field.parts {
                if let value = values[part.id] {
                    guard let fault = AnswerCheck.fault(part, value, list: procedure.list(field.list)) else { continue }
                    problems.append(fault)
                    bad.insert(part.id)
                } else if isRequired && part.isRequiredPart {
                    problems.append(AnswerCheck.missing(part, asked: field.titleAsks == true ? page.title : nil))
                    bad.insert(part.id)
                }
            }
        }
        for field in fields where field.parts.contains(where: { values[$0.id] != nil }) {
            for check in field.checks {
                let read = check.that.selections.map { $0.dropFirst().joined(separator: ".") }
                guard !read.contains(where: bad.contains) else { continue }
                if (try? check.that.holds(activation)) != true {
                    let at = field.parts.first?.id ?? field.id
                    problems.append(FieldProblem(fieldID: at, message: check.message))
                }
            }
        }
        return problems
    }

    /// What is said of a part that must be answered and is not.
    package func missing(_ id: String) -> FieldProblem? {
        procedure.parts.first { $0.id == id }.map { AnswerCheck.missing($0, asked: nil) }
    }

    /// Whether a question is about the person who fills the form in.
    package func isAboutMe(_ field: FormField, _ answers: Answers) -> Bool {
        guard let rule = field.meIf else { return false }
        return (try? rule.holds(activation(answers.values))) ?? false
    }

    private func shows(_ condition: Expression?, _ activation: FormScope) -> Bool {
        condition.map { (try? $0.holds(activation)) ?? false } ?? true
    }

    /// What expressions read at these answers; what is not of its type counts as unanswered.
    func activation(_ values: [String: AnswerValue]) -> FormScope {
        let (fixed, shape) = (fixed, shape)
        return FormScope {
            var bindings = fixed
            bindings.values["answers"] = shape.value(values)
            return bindings
        }
    }

    func holds(_ expression: Expression, _ place: String, _ activation: FormScope) throws(CatalogueProblem) -> Bool {
        do throws(RuleFault) {
            return try expression.holds(activation)
        } catch {
            throw problem(expression, place, error)
        }
    }

    func value(_ expression: Expression, _ place: String, _ activation: FormScope) throws(CatalogueProblem) -> RuleValue
    {
        do throws(RuleFault) {
            return try expression.evaluate(activation)
        } catch {
            throw problem(expression, place, error)
        }
    }

    private func problem(_ expression: Expression, _ place: String, _ fault: RuleFault) -> CatalogueProblem {
        .expression(place: "\(procedure.code) \(procedure.version) \(place)", source: expression.source, fault)
    }
}

extension FormPage {
    fileprivate var hasConditions: Bool { fields.contains { $0.showIf != nil } }
}
