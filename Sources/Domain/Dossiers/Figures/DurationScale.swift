/// Sorts durations into classes that can be added up over days and units, so that a median of any period needs no
/// dossier. Up to ten minutes a class is one minute; then each is a fifth wider than its beginning, so what a class says
/// is off by a tenth at most.
package enum DurationScale {
    /// The first minute of each class; the last is open (over ten years).
    static let starts: [Int] = {
        var starts = [0]
        while let last = starts.last, last < 5_256_000 { starts.append(last + max(1, last / 5)) }
        return starts
    }()

    static func place(of minutes: Int) -> Int {
        var (low, high) = (0, starts.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= minutes { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// The middle of a class, in minutes.
    static func minutes(at place: Int) -> Int {
        guard place + 1 < starts.count else { return starts[starts.count - 1] }
        return starts[place] + (starts[place + 1] - starts[place] - 1) / 2
    }
}

/// How long dossiers took from acceptance to the result, waiting for the applicant included.
package struct Durations: Sendable, Equatable {
    package private(set) var counts: [Int: Int] = [:]

    package init() {}

    package mutating func add(_ count: Int, at place: Int) {
        counts[place, default: 0] += count
    }

    package static func += (left: inout Durations, right: Durations) {
        left.counts.merge(right.counts, uniquingKeysWith: +)
    }

    package var count: Int { counts.values.reduce(0, +) }

    /// Minutes in which the given share of dossiers was ready; nil without any.
    package func minutes(share percent: Int) -> Int? {
        let total = count
        guard total > 0 else { return nil }
        let wanted = (total * percent + 99) / 100
        var seen = 0
        for (place, count) in counts.sorted(by: { $0.key < $1.key }) {
            seen += count
            if seen >= wanted { return DurationScale.minutes(at: place) }
        }
        return nil
    }

    package var median: Int? { minutes(share: 50) }
    package var ninth: Int? { minutes(share: 90) }
}
