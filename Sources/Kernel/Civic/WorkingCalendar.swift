/// When the city works: office hours by weekday, and the days that differ. Every deadline is computed by one.
///
/// A pure value. The week repeats, so n working days is a division; each special day carries the running total of what
/// the special days before it changed, so any question about any year costs one binary search and no loop over days.
package struct WorkingCalendar: Hashable, Sendable {
    /// Names this state of the calendar; a deadline entry cites it, so that a later notice can be recomputed.
    package let revision: String
    package let zone: CityZone
    let week: WeekPattern
    let specials: [PlacedDay]

    /// - Parameters:
    ///   - sessions: office hours by ISO weekday, 1 Monday … 7 Sunday. Sessions that overlap are joined; a week without
    ///     any working minute is read as `officeHours`, because deadlines would never end.
    ///   - days: the days that are not like their weekday.
    package init(
        revision: String, zone: CityZone = .hanoi, sessions: [Int: [WorkSession]] = officeHours,
        days: [Day: SpecialDay] = [:]
    ) {
        self.revision = revision
        self.zone = zone
        week = WeekPattern(sessions) ?? .office
        var placed: [PlacedDay] = []
        var rankShift = 0
        var minutesShift = 0
        for (day, special) in days.sorted(by: { $0.key < $1.key }) {
            let number = Int(day.number)
            let usual = week.hours(on: number)
            let hours = special.isWorked ? special.sessions.map(DayHours.init) ?? week.plainDay : .none
            let entry = PlacedDay(
                number: number, special: special, hours: hours, usuallyWorks: usual.works,
                rankBefore: week.rank(before: number) + rankShift,
                minutesBefore: week.minutes(before: number) + minutesShift)
            rankShift += (hours.works ? 1 : 0) - (usual.works ? 1 : 0)
            minutesShift += hours.minutes - usual.minutes
            placed.append(entry)
        }
        specials = placed
    }

    /// Monday to Friday, 08:00–12:00 and 13:00–17:00.
    package static let officeHours: [Int: [WorkSession]] =
        Dictionary(uniqueKeysWithValues: (1...5).map { ($0, DayHours.office.sessions) })

    /// Minutes of a plain working day: what "one working day" is when the clock time is kept.
    package var standardMinutes: Int { week.plainDay.minutes }

    package func special(on day: Day) -> SpecialDay? { entry(on: day)?.special }
    package func sessions(on day: Day) -> [WorkSession] { hours(on: day).sessions }
    package func isWorking(_ day: Day) -> Bool { hours(on: day).works }

    /// Whether somebody is at the desk at this minute.
    package func isOpen(_ local: LocalTime) -> Bool {
        hours(on: local.day).next(from: local.time) == local.time
    }

    /// The moment from which time counts: itself in a session, else the start of the next one. What is handed in after
    /// the close or on a day off counts from the next opening (`lodgedOutside`).
    package func normalise(_ local: LocalTime) -> LocalTime {
        if let time = hours(on: local.day).next(from: local.time) { return LocalTime(local.day, time) }
        let day = nextWorkingDay(after: local.day)
        return LocalTime(day, hours(on: day).opening)
    }

    package func lodgedOutside(_ local: LocalTime) -> LocalTime { normalise(local) }

    /// The end of the last session; of a day off, 24:00.
    package func close(of day: Day) -> LocalTime { LocalTime(day, hours(on: day).close) }

    func hours(on day: Day) -> DayHours {
        entry(on: day)?.hours ?? week.hours(on: Int(day.number))
    }

    private func entry(on day: Day) -> PlacedDay? {
        let index = firstSpecial { $0.number >= Int(day.number) }
        return index < specials.count && specials[index].number == Int(day.number) ? specials[index] : nil
    }

    /// The index of the first special day for which `condition` holds, where it holds for all later ones too.
    func firstSpecial(where condition: (PlacedDay) -> Bool) -> Int {
        var low = 0
        var high = specials.count
        while low < high {
            let middle = (low + high) / 2
            if condition(specials[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// A special day with the totals of working days and minutes that lie before it.
struct PlacedDay: Hashable, Sendable {
    let number: Int
    let special: SpecialDay
    let hours: DayHours
    let usuallyWorks: Bool
    let rankBefore: Int
    let minutesBefore: Int

    var rankThrough: Int { rankBefore + (hours.works ? 1 : 0) }
    var minutesThrough: Int { minutesBefore + hours.minutes }
    var day: Day { Day(number: Int32(truncatingIfNeeded: number)) }
}
