import Rules

/// An expression and what it must give: a value, or an error of a kind.
struct RuleCase: Sendable, CustomStringConvertible {
    enum Outcome: Sendable, Equatable {
        case value(RuleValue)
        case fails(RuleFault.Kind)
    }

    let source: String
    let outcome: Outcome

    var description: String { source }

    init(_ source: String, _ value: RuleValue) {
        self.source = source
        outcome = .value(value)
    }

    init(_ source: String, fails reason: RuleFault.Reason) {
        self.source = source
        outcome = .fails(.evaluation(reason))
    }

    /// Not an expression of the subset.
    init(refused source: String) {
        self.source = source
        outcome = .fails(.parse)
    }

    static func result(_ source: String, _ bindings: Bindings = Bindings()) -> Outcome {
        do throws(RuleFault) {
            return .value(try Expression(source).evaluate(bindings))
        } catch {
            return .fails(error.kind)
        }
    }
}
