/// What the names of an expression stand for while it is evaluated.
package protocol Activation: Sendable {
    /// Nil when there is no such variable; a field nobody answered is `.null`, not nil.
    func value(_ name: String) -> RuleValue?
    /// The functions calls are looked up in; ``FunctionTable/standard`` unless the caller adds its own.
    var functions: FunctionTable { get }
}

extension Activation {
    package var functions: FunctionTable { .standard }
}

/// An activation from a dictionary. `now`, when given, is the variable `now`.
package struct Bindings: Activation {
    package var values: [String: RuleValue]
    package var now: RuleTimestamp?
    package let functions: FunctionTable

    package init(
        _ values: [String: RuleValue] = [:], now: RuleTimestamp? = nil, functions: FunctionTable = .standard
    ) {
        self.values = values
        self.now = now
        self.functions = functions
    }

    package func value(_ name: String) -> RuleValue? {
        if let value = values[name] { return value }
        return name == "now" ? now.map(RuleValue.timestamp) : nil
    }
}
