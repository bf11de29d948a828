import Synchronization

/// What this process counts while it works. Labels come from closed sets (routes, statuses, names of jobs), never from
/// what a request says, so the book stays small.
package final class MeasureBook: Sendable {
    struct Series {
        /// A counter's or gauge's value; a histogram's sum in seconds.
        var value = 0.0
        /// How many observations fell between a bound and the one before it, and in the last place above them all.
        var counts: [Int64] = []

        mutating func add(seconds: Double) {
            if counts.isEmpty { counts = Array(repeating: 0, count: Measure.bounds.count + 1) }
            value += seconds
            counts[Measure.bounds.firstIndex { seconds <= $0 } ?? Measure.bounds.count] += 1
        }
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
        state.withLock { $0[measure, default: [:]][labels, default: Series()].add(seconds: seconds) }
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
            var upToHere: Int64 = 0
            for (bound, count) in zip(Measure.bounds.map(number) + ["+Inf"], series.counts) {
                upToHere += count
                text += "\(measure.name)_bucket\(braces(pairs + [("le", bound)])) \(upToHere)\n"
            }
            text += "\(measure.name)_sum\(braces(pairs)) \(number(series.value))\n"
            text += "\(measure.name)_count\(braces(pairs)) \(upToHere)\n"
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
