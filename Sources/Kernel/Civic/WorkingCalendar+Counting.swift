extension WorkingCalendar {
    /// The longest stretch that is ever added, about 400 years of office minutes; keeps day numbers in range.
    static let mostMinutes = 50_000_000
    static let mostDays = 150_000

    package func nextWorkingDay(after day: Day) -> Day { workingDay(1, after: day) }

    /// The n-th working day after `day`, which itself does not count. A count below 1 is read as 1.
    package func workingDay(_ count: Int, after day: Day) -> Day {
        self.day(rank: rank(before: Int(day.number) + 1) + min(max(count, 1), Self.mostDays))
    }

    /// The n-th working day before `day`, which itself does not count. A count below 1 is read as 1.
    package func workingDay(_ count: Int, before day: Day) -> Day {
        self.day(rank: rank(before: Int(day.number)) + 1 - min(max(count, 1), Self.mostDays))
    }

    /// Working days of the stretch, both ends included; 0 when it runs backwards.
    package func workingDays(from first: Day, through last: Day) -> Int {
        max(0, rank(before: Int(last.number) + 1) - rank(before: Int(first.number)))
    }

    /// Counts working minutes on from `local`, or from the next session when it lies outside one. A sum that ends
    /// exactly with a session stays at its end.
    package func adding(workingMinutes count: Int, to local: LocalTime) -> LocalTime {
        let start = normalise(local)
        guard count > 0 else { return start }
        let total = position(start) + min(count, Self.mostMinutes)
        let day = self.day(minutes: total)
        return LocalTime(day, hours(on: day).time(after: total - minutes(before: Int(day.number))))
    }

    /// Working minutes between two moments; 0 when the second is not later.
    package func workingMinutes(from start: LocalTime, to end: LocalTime) -> Int {
        max(0, position(end) - position(start))
    }

    /// Working time left at `now`; none when the due moment has passed. What a pause puts by.
    package func remaining(until due: LocalTime, at now: LocalTime) -> Minutes {
        Minutes(workingMinutes(from: now, to: due))
    }

    /// The new due moment when the clock runs again at `now` with the time a pause put by.
    package func resume(at now: LocalTime, remaining: Minutes) -> LocalTime {
        adding(workingMinutes: remaining.count, to: now)
    }

    /// Working minutes since the calendar's zero.
    private func position(_ local: LocalTime) -> Int {
        minutes(before: Int(local.day.number)) + hours(on: local.day).elapsed(at: local.time)
    }

    private func rank(before day: Int) -> Int {
        let index = firstSpecial { $0.number >= day }
        return week.rank(before: day) + rankShift(before: index)
    }

    private func minutes(before day: Int) -> Int {
        let index = firstSpecial { $0.number >= day }
        return week.minutes(before: day) + minutesShift(before: index)
    }

    /// What the special days before the one at `index` added to the plain week.
    private func rankShift(before index: Int) -> Int {
        guard index > 0 else { return 0 }
        let last = specials[index - 1]
        return last.rankThrough - week.rank(before: last.number + 1)
    }

    private func minutesShift(before index: Int) -> Int {
        guard index > 0 else { return 0 }
        let last = specials[index - 1]
        return last.minutesThrough - week.minutes(before: last.number + 1)
    }

    /// Inverts `rank`: either a special day itself reaches it, or a plain day between two special ones.
    private func day(rank: Int) -> Day {
        let index = firstSpecial { $0.rankThrough >= rank }
        if index < specials.count, specials[index].rankBefore < rank { return specials[index].day }
        return Day(number: Int32(truncatingIfNeeded: week.day(rank: rank - rankShift(before: index))))
    }

    private func day(minutes: Int) -> Day {
        let index = firstSpecial { $0.minutesThrough >= minutes }
        if index < specials.count, specials[index].minutesBefore < minutes { return specials[index].day }
        return Day(number: Int32(truncatingIfNeeded: week.day(minutes: minutes - minutesShift(before: index))))
    }
}
