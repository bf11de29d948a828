package import Rules

/// Values made up from the types of a paper's fields: for `check`, and for a look at a template without a dossier.
package enum PaperSample {
    /// Nobody answered anything.
    package static func empty(_ fields: [String: RuleType]) -> [String: RuleValue] { fields.mapValues(nothing) }

    /// Every field says its name, every list has two items.
    package static func full(_ fields: [String: RuleType]) -> [String: RuleValue] {
        Dictionary(uniqueKeysWithValues: fields.map { ($0.key, something($0.value, $0.key)) })
    }

    private static func nothing(_ type: RuleType) -> RuleValue {
        switch type {
        case .record(let fields): .map(RuleMap(fields.mapValues(nothing)))
        case .list: .list([])
        case .bool: false
        default: .null
        }
    }

    private static func something(_ type: RuleType, _ name: String) -> RuleValue {
        switch type {
        case .record(let fields):
            .map(RuleMap(Dictionary(uniqueKeysWithValues: fields.map { ($0.key, something($0.value, $0.key)) })))
        case .list(let item): .list([something(item, name), something(item, name)])
        case .bool: true
        case .int: 2
        default: .string("‹\(name)›")
        }
    }
}
