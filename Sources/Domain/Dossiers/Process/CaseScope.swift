package import Catalogue
package import Civic
package import Rules

/// What expressions of a running process may see: facts and channel, never the answers themselves. What a guard needs
/// of them is computed once at lodging (`Procedure.facts`), so that no action has to read a form again.
package struct CaseScope: Activation {
    private let facts: [String: String]
    private let declared: Set<String>
    private let counts: CaseCounts
    private let channel: Channel
    private let today: Day

    /// - Parameter declared: names the procedure's expressions may use; null until they have a value.
    package init(
        facts: [String: String], declared: Set<String>, counts: CaseCounts, channel: Channel, today: Day
    ) {
        self.facts = facts
        self.declared = declared
        self.counts = counts
        self.channel = channel
        self.today = today
    }

    package func value(_ name: String) -> RuleValue? {
        switch name {
        case "facts": .map(RuleMap(values))
        case "channel": .string(channel.rawValue)
        case "today": .string(today.iso)
        default: nil
        }
    }

    /// Made only when a guard asks: most steps have none.
    private var values: [String: RuleValue] {
        var values: [String: RuleValue] = ["decision": .string("")]
        for name in declared where values[name] == nil { values[name] = .null }
        for (name, text) in facts { values[name] = FactText.value(text) }
        values["asks_open"] = .int(Int64(counts.asksOpen))
        values["asks_answered"] = .int(Int64(counts.asksAnswered))
        values["supplement_rounds"] = .int(Int64(counts.supplementRounds))
        values["late"] = .bool(counts.isLate)
        values["corrects"] = .bool(counts.isCorrection)
        return values
    }
}

/// A fact as it is kept: text plain, numbers and truth values behind a mark no clean text can hold.
package enum FactText {
    private static let number = "\u{1E}i"
    private static let truth = "\u{1E}b"

    /// Nil for null and for what no fact can be (lists, maps).
    package static func text(_ value: RuleValue) -> String? {
        switch value {
        case .string(let text): text
        case .int(let count): number + String(count)
        case .bool(let flag): truth + (flag ? "1" : "0")
        default: nil
        }
    }

    package static func value(_ text: String) -> RuleValue {
        if text.hasPrefix(number), let count = Int64(text.dropFirst(2)) { return .int(count) }
        if text.hasPrefix(truth) { return .bool(text.hasSuffix("1")) }
        return .string(text)
    }
}

/// Counts the engine keeps for guards.
package struct CaseCounts: Sendable, Equatable {
    package var asksOpen: Int
    package var asksAnswered: Int
    package var supplementRounds: Int
    package var isLate: Bool
    /// Whether the dossier puts an earlier one right.
    package var isCorrection = false

    package static let none = CaseCounts(asksOpen: 0, asksAnswered: 0, supplementRounds: 0, isLate: false)

    package init(
        asksOpen: Int, asksAnswered: Int, supplementRounds: Int, isLate: Bool, isCorrection: Bool = false
    ) {
        self.asksOpen = asksOpen
        self.asksAnswered = asksAnswered
        self.supplementRounds = supplementRounds
        self.isLate = isLate
        self.isCorrection = isCorrection
    }
}
