/// A compiled expression of the city's subset of the Common Expression Language (`docs/expressions.md`). Compared,
/// stored and sent as its source.
package struct Expression: Sendable {
    package let source: String
    let tree: Node

    /// Throws a fault of kind `.parse` with line and column.
    package init(_ source: String) throws(RuleFault) {
        do throws(RuleFault) {
            tree = try Parser.tree(of: source)
        } catch {
            throw error.located(in: source)
        }
        self.source = source
    }

    /// The type of the result; throws a fault of kind `.check` where names or types cannot fit.
    package func check(_ environment: RuleEnvironment) throws(RuleFault) -> RuleType {
        var checker = Checker(environment)
        do throws(RuleFault) {
            return try checker.type(tree)
        } catch {
            throw error.located(in: source)
        }
    }

    package func evaluate(_ activation: some Activation) throws(RuleFault) -> RuleValue {
        var evaluation = Evaluation(activation)
        do throws(RuleFault) {
            return try evaluation.result(tree)
        } catch {
            throw error.located(in: source)
        }
    }

    /// The answer of a condition; a result that is no bool is a fault, like any other.
    package func holds(_ activation: some Activation) throws(RuleFault) -> Bool {
        let result = try evaluate(activation)
        guard case .bool(let answer) = result else {
            throw RuleFault.notABool(result.typeName, "a condition", at: tree.offset).located(in: source)
        }
        return answer
    }
}

extension Expression: Hashable {
    package static func == (left: Self, right: Self) -> Bool { CodePoints.same(left.source, right.source) }

    package func hash(into hasher: inout Hasher) { CodePoints.hash(source, into: &hasher) }
}

extension Expression: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let source = try container.decode(String.self)
        do {
            try self.init(source)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(source)
    }
}

/// The same type, for files that import Foundation too, which has an `Expression` of its own.
package typealias RuleExpression = Expression
