/// The working week without any special day, as two staircases that climb the same every seven days: working days and
/// working minutes since the Monday before 1970. Both can be read forwards and backwards by division alone.
struct WeekPattern: Hashable, Sendable {
    /// Monday first.
    let days: [DayHours]
    /// Of the days before each weekday; the eighth entry is the whole week.
    private let rankBefore: [Int]
    private let minutesBefore: [Int]
    private let workingWeekdays: [Int]

    /// Nil when no day of the week is worked.
    init?(_ sessions: [Int: [WorkSession]]) {
        days = (1...7).map { DayHours(sessions[$0] ?? []) }
        rankBefore = days.reduce(into: [0]) { $0.append($0[$0.count - 1] + ($1.works ? 1 : 0)) }
        minutesBefore = days.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.minutes) }
        workingWeekdays = (0..<7).filter { [days] in days[$0].works }
        guard !workingWeekdays.isEmpty else { return nil }
    }

    private init() {
        days = [DayHours](repeating: .office, count: 5) + [.none, .none]
        rankBefore = [0, 1, 2, 3, 4, 5, 5, 5]
        minutesBefore = [0, 480, 960, 1_440, 1_920, 2_400, 2_400, 2_400]
        workingWeekdays = [0, 1, 2, 3, 4]
    }

    /// Monday to Friday, 08:00–12:00 and 13:00–17:00.
    static let office = WeekPattern()

    /// The hours of a plain working day: Monday's, or those of the first weekday that is worked.
    var plainDay: DayHours { days[workingWeekdays[0]] }

    func hours(on day: Int) -> DayHours { days[Self.split(day).weekday] }

    /// Working days before `day`.
    func rank(before day: Int) -> Int {
        let (week, weekday) = Self.split(day)
        return week * rankBefore[7] + rankBefore[weekday]
    }

    /// Working minutes before `day`.
    func minutes(before day: Int) -> Int {
        let (week, weekday) = Self.split(day)
        return week * minutesBefore[7] + minutesBefore[weekday]
    }

    /// The working day with this rank: the first day at whose end so many were worked.
    func day(rank: Int) -> Int {
        let week = Self.floorDivide(rank - 1, rankBefore[7])
        return week * 7 + workingWeekdays[rank - 1 - week * rankBefore[7]] - Self.offset
    }

    /// The first day at whose end this many minutes were worked.
    func day(minutes: Int) -> Int {
        let week = Self.floorDivide(minutes - 1, minutesBefore[7])
        let rest = minutes - week * minutesBefore[7]
        let weekday = workingWeekdays.first { minutesBefore[$0 + 1] >= rest } ?? workingWeekdays[0]
        return week * 7 + weekday - Self.offset
    }

    /// Day 0 is a Thursday.
    private static let offset = 3

    private static func split(_ day: Int) -> (week: Int, weekday: Int) {
        let week = floorDivide(day + offset, 7)
        return (week, day + offset - week * 7)
    }

    private static func floorDivide(_ value: Int, _ divisor: Int) -> Int {
        value >= 0 ? value / divisor : (value - divisor + 1) / divisor
    }
}
