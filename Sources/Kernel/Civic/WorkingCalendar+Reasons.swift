extension WorkingCalendar {
    /// Tells how `end` came about; `limit` is bounded and `end` is what `dueTime` gave for it.
    func reasons(received: LocalTime, limit: Limit, rule: DueRule, end: LocalTime) -> [DueReason] {
        var reasons: [DueReason] = [.received(at: received), .limit(limit)]
        switch limit {
        case .workingDays:
            if rule == .close {
                if end.day > received.day { reasons.append(.firstDayNotCounted(day: received.day)) }
                reasons += passed(from: received.day + 1, through: end.day)
            } else {
                reasons += start(received)
                reasons += passed(from: received.day, through: end.day)
            }
        case .hours(_, .working):
            reasons += start(received)
            reasons += passed(from: received.day, through: end.day)
        case .hours(_, .continuous):
            reasons.append(.roundTheClock)
        case .sameDay(let cutoff):
            reasons += start(received)
            if normalise(received).time > cutoff {
                reasons.append(.startsAfterCutoff(cutoff: cutoff, on: end.day))
            }
            reasons += passed(from: received.day, through: end.day)
        case .days, .months, .years:
            let last = lastCalendarDay(received: received, limit: limit)
            if last > received.day { reasons.append(.firstDayNotCounted(day: received.day)) }
            if isMonthly(limit), last.components.day != received.day.components.day, last > received.day {
                reasons.append(.monthEndTaken(day: last))
            }
            if end.day > last {
                reasons.append(.rolled(from: last, to: end.day))
                reasons += passed(from: last, through: end.day)
            }
        }
        reasons.append(endsWithOffice(end, limit) ? .endsAtClose(at: end) : .endsAt(at: end))
        return reasons
    }

    private func start(_ received: LocalTime) -> [DueReason] {
        let start = normalise(received)
        if start == received { return [] }
        return [isWorking(received.day) ? .startsNextSession(at: start) : .startsAfterDayOff(at: start)]
    }

    private func isMonthly(_ limit: Limit) -> Bool {
        switch limit {
        case .months, .years: true
        default: false
        }
    }

    private func endsWithOffice(_ end: LocalTime, _ limit: Limit) -> Bool {
        if case .hours(_, .continuous) = limit { return false }
        return end == close(of: end.day)
    }

    /// The special days that made a difference between two days, both included.
    private func passed(from first: Day, through last: Day) -> [DueReason] {
        var off: [DaysOff] = []
        var makeup: [DueReason] = []
        var index = firstSpecial { $0.number >= Int(first.number) }
        while index < specials.count, specials[index].number <= Int(last.number) {
            let entry = specials[index]
            index += 1
            if entry.hours.works {
                if !entry.usuallyWorks { makeup.append(.makeupDayCounted(day: entry.day, name: entry.special.name)) }
            } else if entry.usuallyWorks {
                // A holiday on a weekend changes nothing; the rest given for it stands in the calendar by itself.
                off.append(
                    DaysOff(
                        first: entry.day, last: entry.day, name: entry.special.name, decidedBy: entry.special.decidedBy)
                )
            }
        }
        return (off.isEmpty ? [] : [.daysOff(merged(off))]) + makeup
    }

    private func merged(_ days: [DaysOff]) -> [DaysOff] {
        days.reduce(into: []) { ranges, day in
            if let range = ranges.last, range.name == day.name, range.decidedBy == day.decidedBy,
                workingDays(from: range.first, through: day.last) == 0
            {
                ranges[ranges.count - 1] = DaysOff(
                    first: range.first, last: day.last, name: day.name, decidedBy: day.decidedBy)
            } else {
                ranges.append(day)
            }
        }
    }
}
