/// A function that a city adds to the language: pure, with fixed types, quick.
package struct RuleFunction: Sendable {
    package let name: String
    package let parameters: [RuleType]
    /// Whether the last parameter may be repeated.
    package let repeatsLast: Bool
    package let result: RuleType
    /// Called as `value.name(…)`, the receiver being the first parameter.
    package let isMethod: Bool
    /// Receives values of the declared types. What it throws should be a `.evaluation` fault.
    package let body: @Sendable ([RuleValue]) throws(RuleFault) -> RuleValue

    package init(
        _ name: String, _ parameters: [RuleType], repeatsLast: Bool = false, returns result: RuleType,
        isMethod: Bool = false, body: @escaping @Sendable ([RuleValue]) throws(RuleFault) -> RuleValue
    ) {
        self.name = name
        self.parameters = parameters
        self.repeatsLast = repeatsLast
        self.result = result
        self.isMethod = isMethod
        self.body = body
    }

    func takes<Argument>(_ arguments: [Argument], where fits: (RuleType, Argument) -> Bool) -> Bool {
        guard arguments.count == parameters.count || (repeatsLast && arguments.count > parameters.count) else {
            return false
        }
        return arguments.enumerated().allSatisfy { position, argument in
            fits(parameters[min(position, parameters.count - 1)], argument)
        }
    }

    var signature: String { "(\(parameters.map(\.name).joined(separator: ", "))\(repeatsLast ? ", …" : ""))" }
}

/// The functions of a city by name. The language's own (``Builtin``) are not in it and cannot be replaced.
package struct FunctionTable: Sendable {
    private var functions: [String: [RuleFunction]] = [:]

    package init() {}

    /// `fold`, `ageOn`, `days`, `min`, `max`.
    package static let standard = FunctionTable().adding(CityFunctions.all)

    package func adding(_ more: [RuleFunction]) -> FunctionTable {
        var table = self
        for function in more { table.functions[function.name, default: []].append(function) }
        return table
    }

    package func adding(_ more: RuleFunction...) -> FunctionTable { adding(more) }

    package var names: [String] { functions.keys.sorted() }

    func overloads(_ name: String, isMethod: Bool) -> [RuleFunction] {
        (functions[name] ?? []).filter { $0.isMethod == isMethod }
    }

    func overload(_ name: String, isMethod: Bool, for arguments: [RuleValue]) -> RuleFunction? {
        functions[name]?.first { function in
            function.isMethod == isMethod && function.takes(arguments) { $0.holds($1) }
        }
    }
}
