import Synchronization

/// What this process counts while it works. Labels come from closed sets (routes, statuses, names of jobs), never from
/// what a request says, so the book stays small.
package final class MeasureBook: Sendable {
    struct Series {
        /// A counter's or gauge's value; a histogram's sum in seconds.
        var value = 0.0
        /// How many observations fell at or below each bound, and in the last place all of them.
        var counts: [Int64] = []
    }

    private let state = Mutex<[Measure: [[String]: Series]]>([:])

    package init() {}

    package func count(_ measure: Measure, _ labels: [String] = [], by amount: Double = 1) {
        state.withLock { $0[measure, default: [:]][labels, default: Series()].value += amount }
    }

    package func set(_ measure: Measure, _ labels: [String] = [], to value: Double) {
        state.withLock { $0[measure, default: [:]][labels, default: Series()].value = value }
    }

    package func observe(_ measure: Measure, _ labels: [String], seconds: Double) {
        let empty = Series(counts: Array(repeating: 0, count: Measure.bounds.count + 1))
        state.withLock { book in
            book[measure, default: [:]][labels, default: empty].value += seconds
            for (index, bound) in Measure.bounds.enumerated() where seconds <= bound {
                book[measure]?[labels]?.counts[index] += 1
            }
            book[measure]?[labels]?.counts[Measure.bounds.count] += 1
        }
    }

    /// Everything in Prometheus' text format 0.0.4.
    /// - Parameter readings: what is only known when it is asked for.
    package func text(with readings: [Reading] = []) -> String {
        var book = state.withLock { $0 }
        for reading in readings {
            book[reading.measure, default: [:]][reading.labels] = Series(value: reading.value)
        }
        return book.sorted { $0.key.name < $1.key.name }.map { measure, series in
            MeasureText.lines(of: measure, series.sorted { $0.key.lexicographicallyPrecedes($1.key) })
        }.joined()
    }
}

/// The text format: a line of help, a line of type, one line a series.
enum MeasureText {
    static func lines(of measure: Measure, _ series: [(key: [String], value: MeasureBook.Series)]) -> String {
        var text = "# HELP \(measure.name) \(measure.meaning)\n# TYPE \(measure.name) \(measure.kind.rawValue)\n"
        for (labels, series) in series {
            let pairs = Array(zip(measure.labels, labels))
            guard measure.kind == .histogram else {
                text += "\(measure.name)\(braces(pairs)) \(number(series.value))\n"
                continue
            }
            for (bound, count) in zip(Measure.bounds.map(number) + ["+Inf"], series.counts) {
                text += "\(measure.name)_bucket\(braces(pairs + [("le", bound)])) \(count)\n"
            }
            text += "\(measure.name)_sum\(braces(pairs)) \(number(series.value))\n"
            text += "\(measure.name)_count\(braces(pairs)) \(series.counts.last ?? 0)\n"
        }
        return text
    }

    private static func braces(_ pairs: [(String, String)]) -> String {
        guard !pairs.isEmpty else { return "" }
        return "{" + pairs.map { "\($0.0)=\"\(escaped($0.1))\"" }.joined(separator: ",") + "}"
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, letter in
            switch letter {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.append(letter)
            }
        }
    }

    /// Whole numbers without a fraction.
    private static func number(_ value: Double) -> String {
        Int64(exactly: value).map { String($0) } ?? String(value)
    }
}
