/// What an expression may name: the variables with their types, and the functions.
package struct RuleEnvironment: Sendable {
    package var variables: [String: RuleType]
    package var functions: FunctionTable

    package init(variables: [String: RuleType] = [:], functions: FunctionTable = .standard) {
        self.variables = variables
        self.functions = functions
    }
}

/// The nearest of some names to a mistyped one, when it is near enough to be meant.
enum NearestName {
    static func of(_ name: String, among names: some Sequence<String>) -> String? {
        names.map { ($0, distance(name, $0)) }
            .filter { $0.1 <= max(1, name.utf8.count / 3) }
            .min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
    }

    /// How many bytes must be changed, added or left out.
    private static func distance(_ left: String, _ right: String) -> Int {
        let target = Array(right.utf8)
        var row = Array(0...target.count)
        for (line, byte) in left.utf8.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for column in target.indices {
                let cost = diagonal + (target[column] == byte ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(cost, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[target.count]
    }
}
