package import Civic
import Store

/// The rows in which figures are kept: a day's and a month's. Any period is few of them: the whole months in it, and the
/// days before the first and after the last.
enum FigureGrain: Int, Sendable, CaseIterable {
    case day, month

    func first(of day: Day) -> Day {
        self == .day ? day : day + (1 - day.components.day)
    }

    func last(of day: Day) -> Day {
        let (year, month, ofMonth) = day.components
        return self == .day ? day : day + (Day.length(ofMonth: month, year: year) - ofMonth)
    }
}

/// Rows of one grain that lie side by side.
struct FigureSpan: Sendable, Equatable {
    let grain: FigureGrain
    let first: Day
    let last: Day

    var values: [SQLValue] { [.int(Int64(grain.rawValue)), .day(first), .day(last)] }
}

/// Days that are counted, and at the end of which day one would have counted them.
package struct FigurePeriod: Sendable, Equatable, Hashable {
    package let from: Day
    package let to: Day
    /// What became known later is left out; nil: everything known now.
    package let asOf: Day?

    /// - Parameter asOf: nothing of a day that had not come yet can be known, so the period ends there.
    package init(from: Day, to: Day, asOf: Day? = nil) {
        self.asOf = asOf
        self.to = asOf.map { min($0, to) } ?? to
        self.from = min(from, self.to)
    }

    /// The same days a year before; of days that have not come yet there is nothing to compare with.
    package func yearBefore(today: Day) -> FigurePeriod {
        let last = min(to, max(today, from))
        let isMonthEnd = FigureGrain.month.last(of: last) == last
        let before = last.adding(months: -12)
        return FigurePeriod(
            from: from.adding(months: -12), to: isMonthEnd ? FigureGrain.month.last(of: before) : before, asOf: asOf)
    }

    /// A row of a month is used where all its days are asked for. It holds what was recorded up to its end, so seen from a
    /// day within it only rows of days tell what was known.
    var spans: [FigureSpan] {
        var spans: [FigureSpan] = []
        var day = from
        while day <= to {
            let start = day
            while day <= to, FigureGrain.month.first(of: day) == day, FigureGrain.month.last(of: day) <= to {
                day = FigureGrain.month.last(of: day) + 1
            }
            if day > start {
                spans.append(FigureSpan(grain: .month, first: start, last: FigureGrain.month.first(of: day + -1)))
                continue
            }
            day = min(to, FigureGrain.month.last(of: day)) + 1
            spans.append(FigureSpan(grain: .day, first: start, last: day + -1))
        }
        return spans
    }

    /// Up to which day of recording late rows count.
    var known: SQLValue { .text(asOf?.iso ?? Self.everKnown) }

    private static let everKnown = "9999-12-31"
    /// In rows that were recorded within their own days.
    static let inTime = ""
}
