import Civic

/// The same rules counted minute by minute and day by day, with nothing clever in it.
final class SlowCalendar {
    private let sessions: [Int: [WorkSession]]
    private let days: [Day: SpecialDay]
    private let standard: Int
    /// Days already looked at: the count walks over each of their minutes many times.
    private var seen: [Day: [Bool]] = [:]

    init(sessions: [Int: [WorkSession]], days: [Day: SpecialDay], standard: Int) {
        self.sessions = sessions
        self.days = days
        self.standard = standard
    }

    func minutes(_ day: Day) -> [Bool] {
        if let open = seen[day] { return open }
        var open = [Bool](repeating: false, count: 1_440)
        let hours: [WorkSession]
        if let special = days[day] {
            hours = special.isWorked ? special.sessions ?? plainDay : []
        } else {
            hours = sessions[day.weekday] ?? []
        }
        for session in hours {
            for minute in session.start.minutes..<session.end.minutes { open[minute] = true }
        }
        seen[day] = open
        return open
    }

    private var plainDay: [WorkSession] {
        (1...7).compactMap { sessions[$0] }.first { !$0.isEmpty } ?? []
    }

    func works(_ day: Day) -> Bool { minutes(day).contains(true) }
    func close(_ day: Day) -> LocalTime {
        LocalTime(day, TimeOfDay(minutes: (minutes(day).lastIndex(of: true) ?? 1_439) + 1))
    }

    func next(_ day: Day) -> Day {
        var day = day + 1
        while !works(day) { day = day + 1 }
        return day
    }

    func workingDay(_ count: Int, after day: Day) -> Day {
        (0..<count).reduce(day) { day, _ in next(day) }
    }

    func normalise(_ local: LocalTime) -> LocalTime {
        if let minute = minutes(local.day)[min(local.time.minutes, 1_439)...].firstIndex(of: true) {
            return LocalTime(local.day, TimeOfDay(minutes: minute))
        }
        let day = next(local.day)
        return LocalTime(day, TimeOfDay(minutes: minutes(day).firstIndex(of: true) ?? 0))
    }

    func adding(_ count: Int, to local: LocalTime) -> LocalTime {
        var at = normalise(local)
        for _ in 0..<count {
            if !minutes(at.day)[min(at.time.minutes, 1_439)] || at.time.minutes == 1_440 { at = normalise(at) }
            at = LocalTime(at.day, TimeOfDay(minutes: at.time.minutes + 1))
        }
        return at
    }

    func between(_ start: LocalTime, _ end: LocalTime) -> Int {
        var count = 0
        var day = start.day
        while day <= end.day {
            let from = day == start.day ? start.time.minutes : 0
            let to = day == end.day ? end.time.minutes : 1_440
            if from < to { count += minutes(day)[from..<to].count { $0 } }
            day = day + 1
        }
        return count
    }

    func due(_ received: LocalTime, _ limit: Limit, _ rule: DueRule) -> LocalTime {
        switch limit {
        case .workingDays(let count):
            let whole = Int(count)
            var end = whole == 0 ? close(normalise(received).day) : close(workingDay(whole, after: received.day))
            if count > Double(whole) {
                let day = workingDay(whole + 1, after: received.day)
                let open = minutes(day).indices.filter { minutes(day)[$0] }
                let part = Int(((count - Double(whole)) * Double(open.count)).rounded())
                if part > 0 { end = LocalTime(day, TimeOfDay(minutes: open[part - 1] + 1)) }
            }
            if rule == .close { return end }
            return min(end, adding(Int((count * Double(standard)).rounded()), to: received))
        case .hours(let count, .working):
            return adding(Int((count * 60).rounded()), to: received)
        case .hours(let count, .continuous):
            var (day, minute) = (received.day, received.time.minutes)
            for _ in 0..<Int((count * 60).rounded()) {
                minute += 1
                if minute == 1_440 { (day, minute) = (day + 1, 0) }
            }
            return LocalTime(day, TimeOfDay(minutes: minute))
        case .sameDay(let cutoff):
            let start = normalise(received)
            return start.time <= cutoff ? close(start.day) : close(next(start.day))
        case .days(let count):
            return calendarEnd(count == 0 ? normalise(received).day : received.day + count, received, rule)
        case .months(let count):
            return calendarEnd(month(count, after: received.day), received, rule)
        case .years(let count):
            return calendarEnd(month(count * 12, after: received.day), received, rule)
        }
    }

    private func month(_ count: Int, after day: Day) -> Day {
        let (year, month, date) = day.components
        let later = (month - 1 + count) % 12 + 1
        let laterYear = year + (month - 1 + count) / 12
        return (1...date).reversed().lazy.compactMap { Day(year: laterYear, month: later, day: $0) }.first ?? day
    }

    private func calendarEnd(_ last: Day, _ received: LocalTime, _ rule: DueRule) -> LocalTime {
        let day = works(last) ? last : next(last)
        if rule == .close { return close(day) }
        let rest = minutes(day)[min(received.time.minutes, 1_439)...].firstIndex(of: true)
        return rest.map { LocalTime(day, TimeOfDay(minutes: $0)) } ?? close(day)
    }
}
