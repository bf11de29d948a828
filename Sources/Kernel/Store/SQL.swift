/// A statement composed at run time (filters of a worklist), its values bound, never spliced:
/// `"SELECT id FROM task WHERE unit = \(unit)"`. Hot paths use `Statement` instead.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    package private(set) var text: String
    package private(set) var values: [SQLValue]

    package init(stringLiteral value: String) {
        text = value
        values = []
    }

    package init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    package static func + (left: SQL, right: SQL) -> SQL {
        var sum = left
        sum.text += right.text
        sum.values += right.values
        return sum
    }

    package static func += (left: inout SQL, right: SQL) {
        left = left + right
    }

    package struct Interpolation: StringInterpolationProtocol {
        var text = ""
        var values: [SQLValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }

        package mutating func appendInterpolation(_ value: SQLValue) {
            text += "?"
            values.append(value)
        }

        package mutating func appendInterpolation(_ value: String) { appendInterpolation(.text(value)) }
        package mutating func appendInterpolation(_ value: Int64) { appendInterpolation(.int(value)) }
        package mutating func appendInterpolation(_ value: Int) { appendInterpolation(.int(Int64(value))) }

        /// A list of values for `IN (…)`; an empty list matches nothing.
        package mutating func appendInterpolation(list: [SQLValue]) {
            text += list.isEmpty ? "NULL" : list.map { _ in "?" }.joined(separator: ", ")
            values += list
        }
    }
}
