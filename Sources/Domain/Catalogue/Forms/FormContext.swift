package import Civic
package import Rules

/// What an expression may ask besides the answers.
package struct FormContext: Sendable {
    package struct Applicant: Sendable, Hashable {
        /// `citizen`, `organisation`, …; empty when not known.
        package var kind: String
        package var signedIn: Bool

        package init(kind: String = "", signedIn: Bool = false) {
            self.kind = kind
            self.signedIn = signedIn
        }
    }

    package var channel: Channel
    /// The city's day.
    package var today: Day
    /// The dossier's facts and the engine's; empty while a draft.
    package var facts: [String: RuleValue]
    package var applicant: Applicant
    package var language: Language
    /// What is to pay, in đồng, once it is known.
    package var fee: Int64
    /// Codes of the areas with difficult conditions on the day (`areas.csv`), some limits ask for them.
    package var difficultAreas: [String]

    package init(
        channel: Channel, today: Day, facts: [String: RuleValue] = [:], applicant: Applicant = Applicant(),
        language: Language = .vi, fee: Int64 = 0, difficultAreas: [String] = []
    ) {
        self.channel = channel
        self.today = today
        self.facts = facts
        self.applicant = applicant
        self.language = language
        self.fee = fee
        self.difficultAreas = difficultAreas
    }
}

/// The facts every dossier has, with their value before anything happened (`docs/city-folder.md`).
package enum EngineFacts {
    package static let start: [String: RuleValue] = [
        "asks_open": 0, "asks_answered": 0, "supplement_rounds": 0, "decision": "", "late": false,
        "corrects": false,
    ]
    static let types: [String: RuleType] = [
        "asks_open": .int, "asks_answered": .int, "supplement_rounds": .int, "decision": .string, "late": .bool,
        "corrects": .bool,
    ]
}

extension Procedure {
    /// The variables of this procedure's expressions: every declared question present (null when unanswered), facts,
    /// channel, today, applicant, fee.
    package func activation(_ answers: [String: AnswerValue], _ context: FormContext) -> Bindings {
        activation(digest.shape.value(answers), context)
    }

    /// The same with the answers made into a value already.
    func activation(_ answers: RuleValue, _ context: FormContext) -> Bindings {
        var facts = digest.startFacts
        facts.merge(context.facts) { _, given in given }
        return Bindings([
            "answers": answers,
            "facts": .map(RuleMap(facts)),
            "channel": .string(context.channel.rawValue),
            "today": .string(context.today.iso),
            "applicant": [
                "kind": .string(context.applicant.kind), "signed_in": .bool(context.applicant.signedIn),
            ],
            "fee": .int(context.fee),
            "difficult_areas": .list(context.difficultAreas.map { .string($0) }),
        ])
    }

    /// The types of the same variables, for `check`.
    package var ruleEnvironment: RuleEnvironment {
        var answers = TypeNode()
        for part in parts { answers.insert(part.id.split(separator: ".")[...], part.type.ruleType) }
        var facts = EngineFacts.types
        for step in steps {
            for name in step.actions.flatMap(\.sets.keys) where facts[name] == nil { facts[name] = .string }
        }
        let early = RuleEnvironment(variables: Self.variables(answers.type, facts))
        for rule in self.facts { facts[rule.name] = (try? rule.value.check(early)) ?? .dyn }
        return RuleEnvironment(variables: Self.variables(answers.type, facts))
    }

    private static func variables(_ answers: RuleType, _ facts: [String: RuleType]) -> [String: RuleType] {
        [
            "answers": answers, "facts": .record(facts), "channel": .string, "today": .string,
            "applicant": .record(["kind": .string, "signed_in": .bool]), "fee": .int,
            "difficult_areas": .list(.string),
        ]
    }
}

private struct TypeNode {
    var leaf: RuleType?
    var children: [String: TypeNode] = [:]

    mutating func insert(_ path: ArraySlice<Substring>, _ type: RuleType) {
        guard let first = path.first else {
            leaf = type
            return
        }
        children[String(first), default: TypeNode()].insert(path.dropFirst(), type)
    }

    var type: RuleType {
        children.isEmpty ? leaf ?? .null : .record(children.mapValues(\.type))
    }
}
