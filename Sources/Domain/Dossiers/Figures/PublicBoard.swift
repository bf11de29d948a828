import Directory

/// What is published of figures, each a column of the public board.
package enum PublicMeasure: String, Sendable, CaseIterable {
    case received, own, assisted, counter, posted, full, partial, informed, accepted, acceptedLate, onTime, late
    case supplements, refused, withdrawn, stopped, returned, satisfied, dissatisfied

    package func value(_ tally: Tally) -> Int {
        switch self {
        case .received: tally[.received]
        case .own: tally.own
        case .assisted: tally[.assisted]
        case .counter: tally.atCounter
        case .posted: tally[.posted]
        case .full: tally[.full]
        case .partial: tally[.partial]
        case .informed: tally[.received] - tally[.full] - tally[.partial]
        case .accepted: tally[.accepted]
        case .acceptedLate: tally[.acceptedLate]
        case .onTime: tally[.onTime]
        case .late: tally[.late]
        case .supplements: tally[.supplements]
        case .refused: tally[.refused] + tally[.refusedAtIntake]
        case .withdrawn: tally[.withdrawn]
        case .stopped: tally[.stopped]
        case .returned: tally[.returned]
        case .satisfied: tally[.satisfied]
        case .dissatisfied: tally[.dissatisfied]
        }
    }

    /// Columns of one line that add up to another.
    static let sums: [(total: PublicMeasure, parts: [PublicMeasure])] = [
        (.received, [.own, .assisted, .counter, .posted]), (.received, [.full, .partial, .informed]),
    ]
}

/// A line of the public board: counts, or nil where a count is held back.
package struct PublicLine: Sendable, Equatable {
    /// A unit's code, a field, or empty for a total.
    package let key: String
    private let values: [Int?]
    package let onTimeShare: Share
    package let satisfaction: Share

    init(key: String, counts: [Int], isHeldBack: [Bool]) {
        self.key = key
        values = zip(counts, isHeldBack).map { $1 ? nil : $0 }
        func share(_ good: PublicMeasure, _ bad: PublicMeasure) -> Share {
            guard let (good, bad) = PublicBoard.places[good].flatMap({ g in PublicBoard.places[bad].map { (g, $0) } })
            else { return .none }
            return Share(of: counts[good], counts[bad], isHeldBack[good], isHeldBack[bad])
        }
        onTimeShare = share(.onTime, .late)
        satisfaction = share(.satisfied, .dissatisfied)
    }

    package subscript(measure: PublicMeasure) -> Int? { values[PublicBoard.places[measure] ?? 0] }

    /// Whole percent of those received that people filed online themselves: help is counted apart.
    package var onlineShare: Share {
        guard let received = self[.received] else { return .heldBack }
        guard received > 0 else { return .none }
        return self[.own].map { .percent($0 * 100 / received) } ?? .heldBack
    }

    var isEmpty: Bool { values.allSatisfy { $0 == 0 } }

    package enum Share: Sendable, Equatable {
        /// Rounded down.
        case percent(Int)
        case heldBack
        /// Nothing to take a share of.
        case none

        /// Where what was not good is held back, its share of the whole is said if at least five counts of it would give
        /// the same whole percent: that tells nothing which the other count does not.
        init(of good: Int, _ bad: Int, _ hidesGood: Bool, _ hidesBad: Bool) {
            guard good + bad > 0 else {
                self = .none
                return
            }
            let percent = good * 100 / (good + bad)
            let isVague = percent > 0 && good * 100 / percent - good * 100 / (percent + 1) > PublicBoard.least
            self = hidesGood || hidesBad && !isVague ? .heldBack : .percent(percent)
        }
    }
}

/// The figures of a period as anybody may see them: by unit and field, with every sum of them. What is published, by page,
/// table, chart or program, is cut from this one board, so that no two views together say more than one (
/// 0035).
///
/// A count from 1 to 4 is held back. So that sums do not give it away, another count of the same sum is held back with it
/// until what is missing is at least five: the smallest, or the sum itself (`HeldBack`).
package struct PublicBoard: Sendable {
    package static let least = 5
    static let places = Dictionary(uniqueKeysWithValues: PublicMeasure.allCases.enumerated().map { ($1, $0) })

    package let units: [String]
    package let fields: [String]
    private let values: [Int]
    private let isHeldBack: [Bool]

    package init(_ board: UnmaskedBoard) {
        func isShown(_ tally: Tally) -> Bool { PublicMeasure.allCases.contains { $0.value(tally) != 0 } }
        let shown = board.tallies.mapValues { $0.filter { isShown($0.value) } }.filter { !$0.value.isEmpty }
        units = shown.keys.sorted()
        fields = Set(shown.values.flatMap(\.keys)).sorted()
        let (units, fields) = (units, fields)
        let measures = PublicMeasure.allCases
        func place(_ unit: Int, _ field: Int, _ measure: Int) -> Int {
            (unit * (fields.count + 1) + field) * measures.count + measure
        }
        var values = [Int](repeating: 0, count: (units.count + 1) * (fields.count + 1) * measures.count)
        for (u, unit) in units.enumerated() {
            for (f, field) in fields.enumerated() {
                guard let tally = shown[unit]?[field] else { continue }
                for (m, measure) in measures.enumerated() {
                    let value = measure.value(tally)
                    for (u, f) in [(u, f), (u, fields.count), (units.count, f), (units.count, fields.count)] {
                        values[place(u, f, m)] += value
                    }
                }
            }
        }
        var sums: [HeldBack.Sum] = []
        for m in measures.indices {
            for f in 0...fields.count {
                sums.append(
                    HeldBack.Sum(total: place(units.count, f, m), parts: units.indices.map { place($0, f, m) }))
            }
            for u in 0...units.count {
                sums.append(
                    HeldBack.Sum(total: place(u, fields.count, m), parts: fields.indices.map { place(u, $0, m) }))
            }
        }
        for u in 0...units.count {
            for f in 0...fields.count {
                for sum in PublicMeasure.sums {
                    sums.append(
                        HeldBack.Sum(
                            total: place(u, f, Self.places[sum.total] ?? 0),
                            parts: sum.parts.map { place(u, f, Self.places[$0] ?? 0) }))
                }
            }
        }
        isHeldBack = HeldBack(values, sums).held
        self.values = values
    }

    /// - Parameters: nil for the sum over all.
    package func line(unit: String?, field: String?, key: String = "") -> PublicLine {
        let u = unit.map { units.firstIndex(of: $0) } ?? units.count
        let f = field.map { fields.firstIndex(of: $0) } ?? fields.count
        guard let u, let f else {
            let none = PublicMeasure.allCases
            return PublicLine(key: key, counts: none.map { _ in 0 }, isHeldBack: none.map { _ in false })
        }
        let first = (u * (fields.count + 1) + f) * PublicMeasure.allCases.count
        let cell = first..<first + PublicMeasure.allCases.count
        return PublicLine(key: key, counts: Array(values[cell]), isHeldBack: Array(isHeldBack[cell]))
    }

    /// Units with anything to show of a field (nil: of any).
    package func byUnit(field: String?) -> [PublicLine] {
        units.map { line(unit: $0, field: field, key: $0) }.filter { !$0.isEmpty }
    }

    package func byField(unit: String?) -> [PublicLine] {
        fields.map { line(unit: unit, field: $0, key: $0) }.filter { !$0.isEmpty }
    }
}
