extension WorkingCalendar {
    /// When a limit ends, and why then. Depends on nothing but its arguments and the calendar: when a later notice
    /// changes the calendar, ask again.
    package func due(received: LocalTime, limit: Limit, rule: DueRule) -> Due {
        let end = dueTime(received: received, limit: limit, rule: rule)
        return Due(at: end, reasons: reasons(received: received, limit: limit.bounded, rule: rule, end: end))
    }

    package func due(received: Instant, limit: Limit, rule: DueRule) -> Due {
        due(received: zone.local(received), limit: limit, rule: rule)
    }

    /// The moment alone, without reasons: what recomputing thousands of open deadlines asks for.
    package func dueTime(received: LocalTime, limit: Limit, rule: DueRule) -> LocalTime {
        switch limit.bounded {
        case .workingDays(let count):
            let end = closing(workingDays: count, received: received)
            guard rule == .clock else { return end }
            // Days shorter than Monday's would carry the clock past the close that the law gives; the earlier holds.
            let minutes = Int((count * Double(standardMinutes)).rounded())
            return min(adding(workingMinutes: minutes, to: received), end)
        case .hours(let count, .working):
            return adding(workingMinutes: Int((count * 60).rounded()), to: received)
        case .hours(let count, .continuous):
            let minutes = received.time.minutes + Int((count * 60).rounded())
            return LocalTime(received.day + minutes / 1_440, TimeOfDay(minutes: minutes % 1_440))
        case .sameDay(let cutoff):
            let start = normalise(received)
            return close(of: start.time <= cutoff ? start.day : nextWorkingDay(after: start.day))
        case .days, .months, .years:
            let last = lastCalendarDay(received: received, limit: limit.bounded)
            let day = isWorking(last) ? last : nextWorkingDay(after: last)
            return rule == .close
                ? close(of: day) : LocalTime(day, hours(on: day).next(from: received.time) ?? close(of: day).time)
        }
    }

    /// The last day of a limit in calendar units, before it moves off a day on which nobody works.
    func lastCalendarDay(received: LocalTime, limit: Limit) -> Day {
        switch limit {
        // Nothing to wait for: the day on which the counter can act.
        case .days(0), .months(0), .years(0): normalise(received).day
        case .days(let count): received.day + count
        case .months(let count): received.day.adding(months: count)
        case .years(let count): received.day.adding(months: count * 12)
        default: received.day
        }
    }

    /// Close of the n-th working day after the day of receipt; a fraction ends that part of the next one's minutes in.
    private func closing(workingDays count: Double, received: LocalTime) -> LocalTime {
        let whole = Int(count)
        if count > Double(whole) {
            let day = workingDay(whole + 1, after: received.day)
            let hours = hours(on: day)
            let minutes = Int(((count - Double(whole)) * Double(hours.minutes)).rounded())
            if minutes > 0 { return LocalTime(day, hours.time(after: minutes)) }
        }
        return close(of: whole > 0 ? workingDay(whole, after: received.day) : normalise(received).day)
    }
}
