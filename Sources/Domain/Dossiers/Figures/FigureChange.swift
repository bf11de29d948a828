import Civic
import Store

/// What one event counts for.
struct Counted {
    let competent: String?
    let receiving: String?
    let procedure: String
    let field: String
    let isProtected: Bool
    /// On which it counts in law.
    let day: Day
    let recorded: Day

    /// Protected procedures are so few that a line of a unit or of a field would tell its people of each: they stand in
    /// the city's line of the procedure alone, which no public board is made of.
    var units: Set<String> { isProtected ? [] : Set([competent, receiving].compactMap(\.self)) }

    var rows: [FigureRow] {
        FigureGrain.allCases.map { grain in
            FigureRow(grain: grain, span: grain.first(of: day), known: recorded > grain.last(of: day) ? recorded : nil)
        }
    }
}

struct FigureRow: Hashable, Sendable {
    let grain: FigureGrain
    let span: Day
    /// When it became known, where its days were over by then.
    let known: Day?

    var values: [SQLValue] {
        [.int(Int64(grain.rawValue)), .day(span), .text(known?.iso ?? FigurePeriod.inTime)]
    }
}

/// What is counted beside the measures, by a name of its own.
enum FigurePart {
    private static let timePrefix = "time/"

    static func time(_ place: Int) -> String { timePrefix + String(place) }

    static func place(_ measure: String) -> Int? {
        measure.hasPrefix(timePrefix) ? Int(measure.dropFirst(timePrefix.count)) : nil
    }

    static let times = range(timePrefix)

    /// All names that begin so.
    static func range(_ prefix: String) -> [SQLValue] {
        [.text(prefix), .text(String(prefix.dropLast()) + "0")]
    }

    /// Counted for each ready reason given: `supplements/paper-blurred`.
    enum Reasoned: String, CaseIterable {
        case supplements, refusals

        init?(_ event: EventName) {
            switch event {
            case .supplementRequested, .undone: self = .supplements
            case .refusedAtIntake: self = .refusals
            default: return nil
            }
        }

        var prefix: String { rawValue + "/" }

        func part(_ code: some StringProtocol) -> String { prefix + code }
    }
}

/// What a number of events add to the rows of figures.
package struct FigureChange: Sendable {
    struct FigureKey: Hashable {
        let unit: String
        let row: FigureRow
        let procedure: String
    }

    struct BoardKey: Hashable {
        let row: FigureRow
        let unit: String
        let field: String
        let decides: Bool
    }

    struct PartKey: Hashable {
        let unit: String
        let row: FigureRow
        let field: String
        let measure: String
    }

    var figures: [FigureKey: Tally] = [:]
    var board: [BoardKey: Tally] = [:]
    var parts: [PartKey: Int64] = [:]

    mutating func add(_ tally: Tally, _ counted: Counted) {
        guard !tally.isZero else { return }
        for row in counted.rows {
            // The city's own line, so that no board has to add up its units (a dossier stands in two of them).
            figures[FigureKey(unit: StatisticStore.city, row: row, procedure: counted.procedure), default: .zero] +=
                tally
            for unit in counted.units {
                figures[FigureKey(unit: unit, row: row, procedure: counted.procedure), default: .zero] += tally
                let key = BoardKey(
                    row: row, unit: unit, field: counted.field, decides: unit == counted.competent)
                board[key, default: .zero] += tally
            }
        }
    }

    mutating func add(_ part: String, _ value: Int64, _ counted: Counted) {
        guard !counted.isProtected else { return }
        for row in counted.rows {
            for unit in counted.units.union([StatisticStore.city]) {
                parts[PartKey(unit: unit, row: row, field: counted.field, measure: part), default: 0] += value
            }
        }
    }
}
