import CityFolder
import Civic
import Rules

/// Every expression of a procedure: types, references that look ahead, and totality over generated cases.
struct RulesLint {
    /// What an expression is for decides what it may name and must yield.
    private struct Placed {
        enum Wants { case condition, amount, text, anything }
        let path: String
        let expression: Expression
        let wants: Wants
        /// Only `show_if` may err.
        var mayErr = false
        /// Guards and choices see facts and channel, never the answers.
        var inProcess = false
        /// The last page whose questions it may name.
        var page: Int?
    }

    private let source: ProcedureSource
    private let procedure: Procedure
    private let findings: Findings

    init(_ source: ProcedureSource, _ findings: Findings) {
        self.source = source
        self.findings = findings
        procedure = source.procedure
    }

    func run() {
        let environment = procedure.ruleEnvironment
        let process = processEnvironment
        var sound: [Placed] = []
        for placed in expressions {
            do throws(RuleFault) {
                let type = try placed.expression.check(placed.inProcess ? process : environment)
                guard fits(type, placed.wants) else {
                    wrongType(placed, type)
                    continue
                }
                sound.append(placed)
            } catch {
                report(placed, "rule.check", error.text)
            }
            looksAhead(placed)
            unlisted(placed)
        }
        total(sound)
    }

    private var processEnvironment: RuleEnvironment {
        var facts = EngineFacts.types
        for rule in procedure.facts { facts[rule.name] = .string }
        for name in procedure.steps.flatMap(\.actions).flatMap(\.sets.keys) where facts[name] == nil {
            facts[name] = .string
        }
        return RuleEnvironment(variables: ["facts": .record(facts), "channel": .string, "today": .string])
    }

    private var expressions: [Placed] {
        var all: [Placed] = []
        func add(
            _ path: String, _ expression: Expression?, _ wants: Placed.Wants = .condition, mayErr: Bool = false,
            inProcess: Bool = false, page: Int? = nil
        ) {
            guard let expression else { return }
            all.append(
                Placed(
                    path: path, expression: expression, wants: wants, mayErr: mayErr, inProcess: inProcess, page: page))
        }
        for (index, page) in procedure.pages.enumerated() {
            let path = "pages/\(index)"
            add(path + "/show_if", page.showIf, mayErr: true, page: index - 1)
            add(path + "/exit/when", page.exit?.when, page: index)
            for (position, field) in page.fields.enumerated() {
                let path = path + "/fields/\(position)"
                add(path + "/show_if", field.showIf, mayErr: true, page: index)
                add(path + "/required", field.required, page: index)
                add(path + "/me_if", field.meIf, mayErr: true, page: index)
                for (number, check) in field.checks.enumerated() {
                    add(path + "/checks/\(number)/that", check.that, mayErr: true, page: index)
                }
            }
        }
        for (index, rule) in procedure.competence.enumerated() {
            add("competence/\(index)/when", rule.when)
            add("competence/\(index)/area", rule.area, .text)
            add("competence/\(index)/unit", rule.unit, .text)
        }
        for related in procedure.units ?? [] {
            for (index, rule) in related.rules.enumerated() {
                let path = "units/\(related.relation.rawValue)/\(index)"
                add(path + "/when", rule.when)
                add(path + "/area", rule.area, .text)
                add(path + "/unit", rule.unit, .text)
            }
        }
        for (index, rule) in procedure.limits.enumerated() { add("limit/\(index)/when", rule.when) }
        for (index, rule) in procedure.fees.enumerated() {
            add("fees/\(index)/due", rule.due, .amount)
            add("fees/\(index)/borne", rule.borne, .amount)
        }
        for (index, document) in procedure.documents.enumerated() {
            add("documents/\(index)/need_if", document.needIf)
            add("documents/\(index)/waive_if", document.waiveIf)
        }
        for (index, join) in (procedure.joins ?? []).enumerated() {
            add("joins/\(index)/when", join.when)
            add("joins/\(index)/required", join.required)
        }
        for rule in procedure.facts { add("facts/\(rule.name)", rule.value, .anything) }
        add("immediate/when", procedure.immediate?.when)
        for (index, line) in (procedure.result.proof ?? []).enumerated() {
            add("result/proof/\(index)/pick", line.pick, .text)
        }
        for (path, step) in procedure.placedSteps {
            for (index, action) in step.actions.enumerated() {
                add("\(path)/actions/\(index)/guard", action.guardExpression, inProcess: true)
            }
        }
        choices(procedure.process, "process") { add($0, $1, inProcess: true) }
        return all
    }

    private func choices(_ blocks: [Block], _ path: String, _ add: (String, Expression?) -> Void) {
        for (index, block) in blocks.enumerated() {
            let path = "\(path)/\(index)"
            switch block {
            case .step: break
            case .parallel(_, _, let branches):
                for (number, branch) in branches.enumerated() { choices(branch, "\(path)/branches/\(number)", add) }
            case .choice(_, let arms):
                for (number, arm) in arms.enumerated() {
                    add("\(path)/arms/\(number)/when", arm.when)
                    choices(arm.blocks, "\(path)/arms/\(number)/do", add)
                }
            }
        }
    }

    private func fits(_ type: RuleType, _ wants: Placed.Wants) -> Bool {
        switch wants {
        case .condition: RuleType.bool.accepts(type)
        case .amount: RuleType.int.accepts(type) || RuleType.double.accepts(type)
        case .text: RuleType.string.accepts(type)
        case .anything: true
        }
    }

    private func wrongType(_ placed: Placed, _ type: RuleType) {
        let wanted: (vi: String, en: String) =
            switch placed.wants {
            case .condition: ("đúng hoặc sai", "true or false")
            case .amount: ("một số tiền", "an amount")
            case .text: ("một mã", "a code")
            case .anything: ("một giá trị", "a value")
            }
        report(
            placed, "rule.type",
            LocalizedText(
                vi: "Biểu thức cho \(type.name), ở đây cần \(wanted.vi).",
                en: "The expression gives \(type.name); here \(wanted.en) is needed."))
    }

    private func report(_ placed: Placed, _ rule: String, _ text: LocalizedText) {
        findings.error(
            source.place(placed.path), rule, text,
            cure: LocalizedText(
                vi: "Sửa “\(placed.expression.source)”.", en: "Mend “\(placed.expression.source)”."))
    }

    /// A condition may name questions of its page and of earlier ones.
    private func looksAhead(_ placed: Placed) {
        guard let page = placed.page else { return }
        let later = procedure.pages.dropFirst(page + 1).flatMap(\.fields).flatMap(\.parts).map(\.id)
        for path in placed.expression.selections where path.first == "answers" {
            let name = path.dropFirst().joined(separator: ".")
            guard later.contains(name) else { continue }
            report(
                placed, "form.looks_ahead",
                LocalizedText(
                    vi: "“\(name)” chỉ được hỏi ở trang sau.", en: "“\(name)” is only asked on a later page."))
        }
    }

    /// `answers.kind == 'x'`, where the list of `kind` has no `x`, would never hold.
    private func unlisted(_ placed: Placed) {
        for field in procedure.fields where field.type == .choice {
            guard let items = field.list.flatMap({ procedure.lists[$0] }) else { continue }
            for sign in [" == '", " != '"] {
                for piece in placed.expression.source.split(separator: "answers.\(field.id)\(sign)").dropFirst(
                    placed.expression.source.hasPrefix("answers.\(field.id)\(sign)") ? 0 : 1)
                {
                    let literal = String(piece.prefix { $0 != "'" })
                    guard !items.contains(where: { $0.value == literal }) else { continue }
                    report(
                        placed, "form.literal",
                        LocalizedText(
                            vi: "“\(literal)” không có trong danh sách của “\(field.id)”.",
                            en: "“\(literal)” is not in the list of “\(field.id)”."))
                }
            }
        }
    }

    /// Evaluates every expression over generated cases, the empty form first: none may err, and every page and exit
    /// must be reached at least once.
    private func total(_ sound: [Placed]) {
        var cases = CaseMaker(procedure)
        var open = sound
        var held: Set<String> = []
        for round in 0..<240 {
            let (answers, context) = cases.next(isEmpty: round < Channel.allCases.count, round)
            let activation = procedure.activation(answers, context)
            var failed: Set<String> = []
            for placed in open {
                do throws(RuleFault) {
                    let value = try placed.expression.evaluate(activation)
                    if value == .bool(true) { held.insert(placed.path) }
                } catch {
                    if placed.mayErr { continue }
                    failed.insert(placed.path)
                    let filled =
                        answers.isEmpty
                        ? ("khi chưa trả lời gì", "with nothing answered")
                        : ("với một số câu trả lời", "for some answers")
                    report(
                        placed, "rule.total",
                        LocalizedText(
                            vi: "Biểu thức không cho kết quả \(filled.0): \(error.messageVi).",
                            en: "The expression gives no answer \(filled.1): \(error.message)."))
                }
            }
            open.removeAll { failed.contains($0.path) }
        }
        for placed in open where !held.contains(placed.path) {
            let isPage = placed.path.split(separator: "/").count == 3 && placed.path.hasSuffix("/show_if")
            guard isPage || placed.path.hasSuffix("/exit/when") else { continue }
            findings.warning(
                source.place(placed.path), "form.unreachable",
                LocalizedText(
                    vi: "Không câu trả lời thử nào dẫn tới đây.", en: "None of the generated answers leads here."),
                cure: LocalizedText(vi: "Kiểm tra điều kiện.", en: "Check the condition."))
        }
    }
}
