import CityFolder
import Civic
import Rules

/// The process: names, ways forward and back, and whether its time fits the law's.
struct ProcessLint {
    private let source: ProcedureSource
    private let procedure: Procedure
    private let findings: Findings
    private let close: TimeOfDay

    init(_ source: ProcedureSource, _ findings: Findings, close: TimeOfDay) {
        self.source = source
        self.findings = findings
        self.close = close
        procedure = source.procedure
    }

    func run() {
        guard !procedure.process.isEmpty else {
            error(
                "process", "process.empty", "Quy trình không có bước nào.", "The process has no steps.",
                "Thêm ít nhất một bước.", "Add at least one step.")
            return
        }
        if procedure.limits.isEmpty {
            error(
                "limit", "limit.missing", "Thủ tục không có thời hạn.", "The procedure has no limit.",
                "Thêm “limit”.", "Add “limit”.")
        } else if let last = procedure.limits.last, last.when != nil {
            error(
                "limit/\(procedure.limits.count - 1)", "limit.last", "Có trường hợp không có thời hạn.",
                "Some case has no limit.", "Quy tắc cuối không có when.", "Leave `when` out of the last rule.")
        }
        if procedure.competence.isEmpty {
            error(
                "competence", "competence.missing", "Chưa nói ai giải quyết.", "It does not say who decides.",
                "Thêm “competence”.", "Add “competence”.")
        }
        names()
        ways(procedure.process, "process", enclosing: [], isMain: true)
        times()
    }

    private func names() {
        var seen: Set<String> = []
        let steps = procedure.placedSteps
        for (path, step) in steps {
            findings.checkText(step.name, at: source.place(path + "/name"))
            if !seen.insert(step.id).inserted {
                error(
                    path + "/step", "process.duplicate", "Bước “\(step.id)” có hai lần.",
                    "The step “\(step.id)” stands twice.",
                    "Đặt tên khác.", "Rename one.")
            }
            if let other = step.notBy, !steps.contains(where: { $0.step.id == other }) {
                findings.unknownReference(
                    source.place(path + "/not_by"), ("bước", "step"), other, among: steps.map(\.step.id))
            }
            let needsActions = step.seat != .system
            if needsActions, step.actions.isEmpty {
                error(
                    path, "process.no_action", "Bước “\(step.id)” không có thao tác nào.",
                    "The step “\(step.id)” has no action.",
                    "Thêm “actions”.", "Add “actions”.")
            }
            if step.kind == .notice, step.limit == nil || step.onSilence == nil {
                error(
                    path + "/kind", "process.notice",
                    "Niêm yết “\(step.id)” không có thời gian hoặc không nói hết hạn thì sao.",
                    "The public notice “\(step.id)” has no time of its own, or does not say what its end means.",
                    "Thêm limit và on_silence.", "Add limit and on_silence.")
            }
            if step.actions.count(where: \.isPrimary) > 1 {
                error(
                    path + "/actions", "process.primary", "Có hai thao tác chính.", "There are two primary actions.",
                    "Chỉ một thao tác có primary.", "Mark one only.")
            }
            var actions: Set<String> = []
            for (index, action) in step.actions.enumerated() {
                let place = "\(path)/actions/\(index)"
                findings.checkText(action.label, at: source.place(place + "/label"))
                if !actions.insert(action.id).inserted {
                    error(
                        place + "/id", "process.duplicate", "Thao tác “\(action.id)” có hai lần.",
                        "The action “\(action.id)” stands twice.", "Đặt tên khác.", "Rename one.")
                }
                if action.guardExpression != nil, action.guardMessage == nil {
                    error(
                        place + "/guard", "process.guard_message", "Điều kiện không có lời giải thích.",
                        "The guard has no message.", "Thêm guard_message.", "Add guard_message.")
                }
                if action.isReversible, !action.effects.isEmpty || [.sign, .seal, .payment].contains(step.kind) {
                    error(
                        place + "/reversible", "process.reversible", "Thao tác này không thể hoàn tác.",
                        "This action can never be undone.",
                        "Bỏ reversible: cấp số, ký, phát hành và thu tiền là dứt khoát.",
                        "Remove reversible: numbers, signatures, releases and payments are final.")
                }
            }
            if let silence = step.onSilence, !step.actions.contains(where: { $0.id == silence }) {
                findings.unknownReference(
                    source.place(path + "/on_silence"), ("thao tác", "action"), silence, among: step.actions.map(\.id))
            }
        }
    }

    /// Walks a list of blocks: what can be reached, and whether a way back stays inside.
    /// - Parameter enclosing: steps one may go back to: of this list or of a list around it.
    private func ways(_ blocks: [Block], _ path: String, enclosing: Set<String>, isMain: Bool) {
        let direct = blocks.compactMap { block -> String? in
            if case .step(let step) = block { step.id } else { nil }
        }
        let targets = enclosing.union(direct)
        var isReachable = true
        for (index, block) in blocks.enumerated() {
            let path = "\(path)/\(index)"
            if !isReachable {
                error(
                    path, "process.unreachable", "Không thao tác nào dẫn tới đây.", "No action leads here.",
                    "Cho một thao tác trước đó “to: next”.", "Give an earlier action “to: next”.")
                isReachable = true
            }
            switch block {
            case .step(let step):
                check(step, path, targets)
                isReachable = step.actions.isEmpty || step.actions.contains { $0.to == .next }
                if isMain, index == blocks.count - 1, !step.actions.contains(where: { Self.ends($0.to) }) {
                    error(
                        path, "process.no_end", "Quy trình không có chỗ kết thúc.", "The process never ends.",
                        "Bước cuối cần thao tác “to: end”.", "The last step needs an action “to: end”.")
                }
            case .parallel(_, _, let branches):
                if branches.count < 2 || branches.contains(where: \.isEmpty) {
                    error(
                        path, "process.parallel", "Khối song song cần ít nhất hai nhánh có bước.",
                        "A parallel block needs two branches with steps.", "Thêm nhánh.", "Add a branch.")
                }
                for (number, branch) in branches.enumerated() {
                    ways(branch, "\(path)/branches/\(number)", enclosing: targets, isMain: false)
                }
            case .choice(_, let arms):
                if arms.isEmpty || arms.dropLast().contains(where: { $0.when == nil }) {
                    error(
                        path + "/arms", "process.choice", "Chỉ nhánh cuối được bỏ when.",
                        "Only the last arm may leave `when` out.", "Sửa các nhánh.", "Mend the arms.")
                }
                for (number, arm) in arms.enumerated() {
                    ways(arm.blocks, "\(path)/arms/\(number)/do", enclosing: targets, isMain: false)
                }
            }
        }
    }

    private static func ends(_ destination: Destination) -> Bool {
        if case .end = destination { true } else { false }
    }

    private func check(_ step: Step, _ path: String, _ targets: Set<String>) {
        for (index, action) in step.actions.enumerated() {
            guard case .backTo(let target) = action.to, !targets.contains(target) else { continue }
            let exists = procedure.step(target) != nil
            error(
                "\(path)/actions/\(index)/to", "process.back_to",
                exists ? "“\(target)” ở trong khối khác." : "Không có bước “\(target)”.",
                exists ? "“\(target)” is inside another block." : "There is no step “\(target)”.",
                "Chỉ quay lại bước của cùng khối hoặc khối bao ngoài.",
                "Go back to a step of the same or an enclosing block.")
        }
    }

    // MARK: - Time

    /// Each of the generated cases is walked under the limit of its own answers: where the law gives more time for more
    /// work, the longer way is measured against the longer limit. What an action decides later may go either way.
    private func times() {
        guard let least = procedure.limits.map({ Self.minutes($0.limit, close: close) }).min() else { return }
        var cases = CaseMaker(procedure)
        var worst: (path: Int, limit: Int)?
        for round in 0..<240 {
            let (answers, context) = cases.next(isEmpty: false, round)
            let activation = procedure.activation(answers, context)
            guard
                let rule = procedure.limits.first(where: { rule in
                    guard let when = rule.when else { return true }
                    return (try? when.holds(activation)) ?? false
                })
            else { continue }
            let limit = Self.minutes(rule.limit, close: close)
            let path = mainPath(procedure.process) { when in
                mayHold(when, answers, context, activation)
            }
            if path > limit, path - limit > (worst.map { $0.path - $0.limit } ?? 0) { worst = (path, limit) }
        }
        if let worst {
            overrun(
                "process", "times.path",
                "Các bước cần \(worst.path) phút, thời hạn chỉ có \(worst.limit) phút làm việc.",
                "The steps take \(worst.path) minutes; the limit gives \(worst.limit) working minutes.")
        }
        for (place, step) in procedure.placedSteps {
            for (index, ask) in step.asks.enumerated() where !ask.extendsLimit {
                let needed = Self.minutes(ask.limit, close: close)
                if needed > least {
                    overrun(
                        "\(place)/asks/\(index)/limit", "times.consultation",
                        "Hỏi ý kiến lâu hơn thời hạn của thủ tục.",
                        "The answer may take longer than the procedure's limit.")
                }
            }
        }
    }

    /// Whether a choice may be taken in this case, whatever the actions before it have set.
    private func mayHold(
        _ when: Expression, _ answers: [String: AnswerValue], _ context: FormContext, _ activation: Bindings
    ) -> Bool {
        let named = Set(when.selections.filter { $0.first == "facts" }.compactMap { $0.dropFirst().first })
        var contexts = [context]
        for name in named {
            let values = Set(procedure.steps.flatMap(\.actions).compactMap { $0.sets[name] })
            if values.isEmpty {
                // What the engine counts may come out either way.
                if !procedure.facts.contains(where: { $0.name == name }) { return true }
                continue
            }
            contexts = contexts.flatMap { context in
                (values.sorted() + [""]).map { value in
                    var changed = context
                    changed.facts[name] = .string(value)
                    return changed
                }
            }
        }
        if contexts.count == 1 { return (try? when.holds(activation)) ?? true }
        return contexts.contains { (try? when.holds(procedure.activation(answers, $0))) ?? true }
    }

    private func overrun(_ path: String, _ rule: String, _ vi: String, _ en: String) {
        if let exemption = procedure.exemptions.first(where: { $0.rule == rule }) {
            findings.warning(
                source.place(path), rule,
                LocalizedText(
                    vi: vi + " Miễn trừ: \(exemption.ground.vi)", en: en + " Exempted: \(exemption.ground.en)"),
                cure: LocalizedText(vi: "Theo dõi trong thực tế.", en: "Watch it in practice."))
        } else {
            error(
                path, rule, vi, en, "Rút ngắn các bước, hoặc nêu miễn trừ “\(rule)” với căn cứ.",
                "Shorten the steps, or name the exemption “\(rule)” with its ground.")
        }
    }

    /// The longest way forward, in minutes of the procedure's own time; branches run at once. Waits that stop the clock
    /// are left out, a public notice is not.
    private func mainPath(_ blocks: [Block], isOpen: (Expression) -> Bool) -> Int {
        blocks.reduce(0) { sum, block in
            switch block {
            case .step(let step): sum + time(of: step)
            case .parallel(_, .all, let branches): sum + (branches.map { mainPath($0, isOpen: isOpen) }.max() ?? 0)
            case .parallel(_, .any, let branches): sum + (branches.map { mainPath($0, isOpen: isOpen) }.min() ?? 0)
            case .choice(_, let arms):
                sum
                    + (arms.filter { $0.when.map(isOpen) ?? true }.map { mainPath($0.blocks, isOpen: isOpen) }.max()
                        ?? 0)
            }
        }
    }

    private func time(of step: Step) -> Int {
        guard !step.pausesClock else { return 0 }
        return step.minutes ?? step.limit.map { Self.minutes($0, close: close) } ?? 0
    }

    /// Minutes a limit surely gives: of working time, days of the calendar as five in seven; of the clock where it runs
    /// day and night.
    static func minutes(_ limit: Limit, close: TimeOfDay) -> Int {
        switch limit {
        case .workingDays(let count): Int(count * 480)
        case .days(let count): count * 480 * 5 / 7
        case .hours(let count, .working): Int(count * 60)
        case .hours(let count, .continuous): Int(count * 60)
        case .months(let count): count * 21 * 480
        case .years(let count): count * 250 * 480
        case .sameDay(let cutoff): close.minutes - cutoff.minutes
        }
    }

    private func error(_ path: String, _ rule: String, _ vi: String, _ en: String, _ cureVi: String, _ cureEn: String) {
        findings.error(
            source.place(path), rule, LocalizedText(vi: vi, en: en), cure: LocalizedText(vi: cureVi, en: cureEn))
    }
}
