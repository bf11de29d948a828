import Civic
import TestEngines
import Testing

/// A calendar nobody would decree, and its slow twin.
private struct RandomCalendar {
    let fast: WorkingCalendar
    let slow: SlowCalendar

    static let start = day("2025-12-20")

    init(_ random: inout Seeded) {
        var week: [Int: [WorkSession]] = [:]
        let plain = Self.hours(&random)
        for weekday in 1...7 {
            if weekday <= 5, random.chance(90) { week[weekday] = random.chance(80) ? plain : Self.hours(&random) }
            if weekday == 6, random.chance(30) { week[weekday] = sessions("08:00-12:00") }
            if weekday == 7, random.chance(5) { week[weekday] = Self.hours(&random) }
        }
        if week.isEmpty { week[3] = plain }
        var days: [Day: SpecialDay] = [:]
        for _ in 0..<random.int(0...14) {
            let first = Self.start + random.int(-5...70)
            let kind = random.pick(DayKind.allCases)
            for offset in 0..<random.int(1...4) {
                days[first + offset] = SpecialDay(
                    kind, name: LocalizedText(vi: "nghỉ", en: "off"),
                    sessions: random.chance(30) ? Self.hours(&random) : nil)
            }
        }
        fast = WorkingCalendar(revision: "random", sessions: week, days: days)
        slow = SlowCalendar(sessions: week, days: days, standard: fast.standardMinutes)
    }

    /// One to three sessions, apart or touching.
    private static func hours(_ random: inout Seeded) -> [WorkSession] {
        var hours: [WorkSession] = []
        var from = random.int(0...600)
        for _ in 0..<random.int(1...3) {
            let to = min(from + random.int(1...300), 1_440)
            if let session = WorkSession(TimeOfDay(minutes: from), TimeOfDay(minutes: to)) { hours.append(session) }
            from = to + random.int(0...90)
            if from >= 1_440 { break }
        }
        return hours
    }

    static func moment(_ random: inout Seeded) -> LocalTime {
        LocalTime(start + random.int(0...40), TimeOfDay(minutes: random.int(0...1_439)))
    }

    static func limit(_ random: inout Seeded) -> Limit {
        switch random.int(0...6) {
        case 0, 1: .workingDays(Double(random.int(0...24)) / (random.chance(50) ? 1 : 4))
        case 2: .days(random.int(0...45))
        case 3: .hours(Double(random.int(0...40)) / 4, random.chance(60) ? .working : .continuous)
        case 4: .months(random.int(1...3))
        case 5: .years(1)
        default: .sameDay(cutoff: TimeOfDay(minutes: random.int(0...1_440)))
        }
    }
}

@Suite struct `The calendar against a minute-by-minute count` {
    @Test(arguments: 0..<8)
    func `due moments agree and the clock is never later than the close`(block: Int) {
        var random = Seeded(0xC1_71C0 + UInt64(block))
        for _ in 0..<35 {
            let calendar = RandomCalendar(&random)
            for _ in 0..<8 {
                let received = RandomCalendar.moment(&random)
                let limit = RandomCalendar.limit(&random)
                let byClock = calendar.fast.due(received: received, limit: limit, rule: .clock)
                let byClose = calendar.fast.due(received: received, limit: limit, rule: .close)

                #expect(byClock.at == calendar.slow.due(received, limit, .clock), "\(received.iso) \(limit)")
                #expect(byClose.at == calendar.slow.due(received, limit, .close), "\(received.iso) \(limit)")
                #expect(byClock.at <= byClose.at, "\(received.iso) \(limit)")
                #expect(byClock.at == calendar.fast.dueTime(received: received, limit: limit, rule: .clock))
            }
        }
    }

    @Test func `normalising, counting and adding agree`() {
        var random = Seeded(77)
        for _ in 0..<60 {
            let calendar = RandomCalendar(&random)
            for _ in 0..<5 {
                let first = RandomCalendar.moment(&random)
                let second = RandomCalendar.moment(&random)
                let minutes = random.int(0...1_500)

                #expect(calendar.fast.normalise(first) == calendar.slow.normalise(first))
                #expect(calendar.fast.workingMinutes(from: first, to: second) == calendar.slow.between(first, second))
                #expect(
                    calendar.fast.adding(workingMinutes: minutes, to: first) == calendar.slow.adding(minutes, to: first)
                )
            }
        }
    }

    @Test func `what was put by at a pause is given back exactly`() {
        var random = Seeded(5)
        for _ in 0..<300 {
            let calendar = RandomCalendar(&random).fast
            let received = RandomCalendar.moment(&random)
            let due = calendar.due(received: received, limit: .workingDays(Double(random.int(1...9))), rule: .close).at
            let now = RandomCalendar.moment(&random)
            let left = calendar.remaining(until: due, at: now)

            if left.count > 0 { #expect(calendar.resume(at: now, remaining: left) == due) }
        }
    }

    @Test func `the n-th day forwards and backwards are each other's way back`() {
        var random = Seeded(9)
        for _ in 0..<500 {
            let calendar = RandomCalendar(&random).fast
            let from = Day(number: Int32(random.int(-40_000...60_000)))
            let count = random.int(1...3_000)
            let to = calendar.workingDay(count, after: from)

            #expect(calendar.isWorking(to))
            #expect(calendar.workingDays(from: from + 1, through: to) == count)
            #expect(calendar.workingDay(count, before: to + 1) > from)
        }
    }
}
