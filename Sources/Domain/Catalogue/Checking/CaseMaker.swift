import Civic
import Rules

/// Makes cases of a form to try its expressions on; the same every time.
struct CaseMaker {
    private let procedure: Procedure
    /// Texts the form's conditions compare with, so that what they lead to is reached.
    private let literals: [String]
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static let today = Day(number: 20_500)

    init(_ procedure: Procedure) {
        self.procedure = procedure
        let conditions = procedure.pages.flatMap { page in
            [page.showIf, page.exit?.when] + page.fields.flatMap { [$0.showIf, $0.required] }
        }
        let quoted = conditions.compactMap(\.?.source).flatMap { source in
            source.split(separator: "'", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset % 2 == 1 }.map { String($0.element) }
        }
        literals = ["a", "Nguyễn Văn An", "0"] + Set(quoted).sorted()
    }

    /// - Parameter isEmpty: nothing answered at all.
    mutating func next(isEmpty: Bool, _ round: Int) -> ([String: AnswerValue], FormContext) {
        var answers: [String: AnswerValue] = [:]
        if !isEmpty {
            // A third of the cases are nearly full, so that deep pages are reached.
            let absent = round % 3 == 0 ? 20 : 3
            for part in procedure.parts where pick(absent == 20 ? 20 : 3) != 0 { answers[part.id] = value(part) }
        }
        var context = FormContext(
            channel: Channel.allCases[isEmpty ? round : pick(Channel.allCases.count)], today: Self.today,
            applicant: FormContext.Applicant(
                kind: (procedure.subjects + [""])[pick(procedure.subjects.count + 1)], signedIn: pick(2) == 0),
            difficultAreas: ["00004"])
        context.facts = facts(answers, context, isEmpty: isEmpty)
        return (answers, context)
    }

    /// As a dossier keeps them: texts, and the engine's counts.
    private mutating func facts(
        _ answers: [String: AnswerValue], _ context: FormContext, isEmpty: Bool
    ) -> [String: RuleValue] {
        var facts: [String: RuleValue] = [:]
        let activation = procedure.activation(answers, context)
        for rule in procedure.facts {
            let value = (try? rule.value.evaluate(activation)) ?? .null
            facts[rule.name] =
                switch value {
                case .null: ""
                case .bool(let flag): .string(flag ? "true" : "false")
                case .int(let number): .string(String(number))
                default: value
                }
        }
        for (name, value) in procedure.steps.flatMap(\.actions).flatMap({ Array($0.sets) }).sorted(by: { $0 < $1 }) {
            if facts[name] == nil { facts[name] = "" }
            if !isEmpty, pick(2) == 0 { facts[name] = .string(value) }
        }
        if !isEmpty {
            facts["asks_open"] = .int(Int64(pick(3)))
            facts["asks_answered"] = .int(Int64(pick(3)))
            facts["supplement_rounds"] = .int(Int64(pick(3)))
            facts["late"] = .bool(pick(2) == 0)
            facts["corrects"] = .bool(pick(2) == 0)
        }
        return facts
    }

    private mutating func value(_ part: FormPart) -> AnswerValue? {
        let items = procedure.list(part.field.list)
        switch part.type {
        case .choice: return items.isEmpty ? nil : .text(items[pick(items.count)].value)
        case .multi: return .many(items.map(\.value).filter { _ in pick(2) == 0 })
        case .yesno, .consent: return .flag(pick(2) == 0)
        case .integer, .money:
            let least = part.field.min ?? 0
            let most = max(least, min(part.field.max ?? 1_000_000, 1_000_000_000))
            return .int(Int64([least, most, least + pick(max(1, most - least))][pick(3)]))
        case .decimal: return .decimal(Double(pick(10_000)) / 8)
        // Past dates near and far, today, and a mistaken one in the future.
        case .date where part.field.approximate == true && pick(4) == 0: return .text(pick(2) == 0 ? "1960" : "1960-03")
        case .date: return .text((Self.today + [0, -1, -59, -60, -61, -6_570, -30_000, 40][pick(8)]).iso)
        case .month: return .text(String((Self.today + -pick(900)).iso.prefix(7)))
        case .time: return .text(TimeOfDay(minutes: pick(1_440)).text)
        case .personalNumber: return .text("001090000001")
        case .area: return .text(["00001", "00004", "unknown"][pick(3)])
        default: return .text(literals[pick(literals.count)])
        }
    }

    /// xorshift64*.
    private mutating func pick(_ bound: Int) -> Int {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % max(1, bound)
    }
}
