/// How long something may take. The units found in the national list of procedures, fractions included.
package enum Limit: Hashable, Sendable {
    case workingDays(Double)
    /// Calendar days.
    case days(Int)
    case hours(Double, HourClock)
    case months(Int)
    case years(Int)
    /// Closed the day it came if it came by the cut-off, else the next working day ("trong ngày").
    case sameDay(cutoff: TimeOfDay)

    /// Whether hours run only while the office is open.
    package enum HourClock: String, Sendable, Codable, Hashable {
        case working
        case continuous
    }

    /// 15:00, the cut-off of the national records (2.000635, 2.000908, 1.001193).
    package static let usualCutoff = TimeOfDay(minutes: 900)
    package static let sameDay = Limit.sameDay(cutoff: usualCutoff)

    package static let mostWorkingDays = 4_000
    package static let mostHours = 32_000
    package static let mostDays = 36_525
    package static let mostMonths = 1_200
    package static let mostYears = 100

    /// What is wrong with the number; nil for a limit that can be counted.
    package var fault: LimitFault? {
        switch self {
        case .workingDays(let count): Self.fault(count, most: Self.mostWorkingDays)
        case .days(let count): Self.fault(Double(count), most: Self.mostDays)
        case .hours(let count, _): Self.fault(count, most: Self.mostHours)
        case .months(let count): Self.fault(Double(count), most: Self.mostMonths)
        case .years(let count): Self.fault(Double(count), most: Self.mostYears)
        case .sameDay(let cutoff): (0...1_440).contains(cutoff.minutes) ? nil : .badCutoff
        }
    }

    /// The limit as it is counted: no number below zero, none past its bound, what is no number as zero.
    var bounded: Limit {
        switch self {
        case .workingDays(let count): .workingDays(Self.bound(count, most: Self.mostWorkingDays))
        case .days(let count): .days(min(max(count, 0), Self.mostDays))
        case .hours(let count, let clock): .hours(Self.bound(count, most: Self.mostHours), clock)
        case .months(let count): .months(min(max(count, 0), Self.mostMonths))
        case .years(let count): .years(min(max(count, 0), Self.mostYears))
        case .sameDay: self
        }
    }

    private static func fault(_ count: Double, most: Int) -> LimitFault? {
        if !count.isFinite { return .notANumber }
        if count < 0 { return .negative }
        return count > Double(most) ? .tooLong(most: most) : nil
    }

    private static func bound(_ count: Double, most: Int) -> Double {
        count.isNaN ? 0 : min(max(count, 0), Double(most))
    }
}

/// How the last day is found (domain reference 1.6).
package enum DueRule: String, Sendable, Codable, Hashable, CaseIterable {
    /// The time of day of receipt is kept and working minutes are counted; for the targets of single steps.
    case clock
    /// The day of receipt does not count and the limit runs to the close of its last day (Civil Code 2015
    /// Art. 147–148); for the legal due date.
    case close
}
