/// One figure that is measured, as Prometheus names it: `motcua_http_requests_total`.
package struct Measure: Sendable, Hashable {
    package enum Kind: String, Sendable {
        /// Only grows while the process lives.
        case counter
        /// Goes up and down.
        case gauge
        /// Seconds, counted below each of `bounds`.
        case histogram
    }

    package let name: String
    package let kind: Kind
    /// The names of its labels, in the order in which values are given.
    package let labels: [String]
    package let meaning: String

    package init(_ name: String, _ kind: Kind, labels: [String] = [], _ meaning: String) {
        self.name = name
        self.kind = kind
        self.labels = labels
        self.meaning = meaning
    }

    /// Upper bounds of a histogram in seconds: a page that a person does not notice, up to one they give up on.
    static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    package static func == (left: Self, right: Self) -> Bool { left.name == right.name }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }
}

/// A figure read at the moment somebody asks: the depth of a queue, a consumer's lag.
package struct Reading: Sendable {
    package let measure: Measure
    package let labels: [String]
    package let value: Double

    package init(_ measure: Measure, _ value: Double) {
        self.init(measure, [], value)
    }

    package init(_ measure: Measure, _ labels: [String], _ value: Double) {
        self.measure = measure
        self.labels = labels
        self.value = value
    }
}
