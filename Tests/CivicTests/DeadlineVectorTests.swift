import Civic
import Testing

@Suite struct `Deadlines of the domain reference` {
    let calendar = HanoiCalendar.calendar

    @Test(arguments: [
        ("2026-02-12T09:10", 5, "2026-02-26", "2026-02-26T09:10"),
        ("2026-04-23T16:20", 3, "2026-04-29", "2026-04-29T16:20"),
        ("2026-08-20T08:00", 5, "2026-08-26", "2026-08-25T17:00"),
        ("2025-04-25T10:00", 3, "2025-04-29", "2025-04-29T10:00"),
        ("2026-02-13T17:30", 1, "2026-02-23", "2026-02-23T17:00"),
        ("2026-11-23T10:00", 2, "2026-11-26", "2026-11-26T10:00"),
        ("2024-05-02T14:00", 2, "2024-05-04", "2024-05-04T14:00"),
        ("2026-01-08T15:45", 3, "2026-01-12", "2026-01-12T15:45"),
    ])
    func `working days by the close and by the clock`(received: String, days: Int, close: String, clockDue: String) {
        let limit = Limit.workingDays(Double(days))

        #expect(calendar.due(received: at(received), limit: limit, rule: .close).at == at(close + "T17:00"))
        #expect(calendar.due(received: at(received), limit: limit, rule: .clock).at == at(clockDue))
    }

    @Test(arguments: [
        (2024, [22, 16, 21, 19, 23, 20, 23, 22, 19, 23, 21, 22]),
        (2025, [17, 20, 21, 21, 20, 21, 23, 21, 20, 23, 20, 23]),
        (2026, [21, 15, 22, 20, 20, 22, 23, 21, 20, 22, 20, 23]),
    ])
    func `working days of each month`(year: Int, expected: [Int]) throws {
        let counts = try (1...12).map { month in
            let first = try #require(Day(year: year, month: month, day: 1))
            return calendar.workingDays(from: first, through: first.adding(months: 1) + -1)
        }

        #expect(counts == expected)
    }

    @Test(
        arguments: [
            ("2026-11-19T15:00", Limit.sameDay, "2026-11-19"), ("2026-11-19T15:01", .sameDay, "2026-11-20"),
            ("2026-11-23T15:30", .sameDay, "2026-11-25"), ("2026-02-13T15:30", .sameDay, "2026-02-23"),
            ("2026-11-20T09:00", .workingDays(3), "2026-11-26"), ("2026-04-24T09:00", .workingDays(5), "2026-05-06"),
            ("2026-08-28T16:00", .workingDays(3), "2026-09-07"), ("2026-11-16T09:00", .workingDays(7), "2026-11-26"),
            ("2026-04-21T09:00", .workingDays(7), "2026-05-05"), ("2026-08-14T09:00", .workingDays(10), "2026-08-27"),
            ("2026-09-21T09:00", .days(12), "2026-10-05"), ("2026-09-21T09:00", .workingDays(7), "2026-09-30"),
            ("2026-08-21T09:00", .workingDays(2), "2026-08-24"), ("2026-04-22T09:00", .workingDays(5), "2026-05-04"),
            ("2026-02-02T09:00", .workingDays(17), "2026-03-04"), ("2026-02-02T09:00", .workingDays(20), "2026-03-09"),
            ("2026-02-02T09:00", .workingDays(27), "2026-03-18"), ("2026-02-02T09:00", .workingDays(30), "2026-03-23"),
            ("2026-10-05T09:00", .days(15), "2026-10-20"), ("2026-11-13T09:00", .days(7), "2026-11-20"),
            ("2026-08-10T09:00", .workingDays(15), "2026-08-28"), ("2026-11-02T09:00", .days(15), "2026-11-17"),
            // Day 60 of the birth duty is a Saturday; a limit moves to Monday (whether the duty does is open).
            ("2026-09-22T09:00", .days(60), "2026-11-23"), ("2026-04-29T15:30", .workingDays(1), "2026-05-04"),
        ] as [(String, Limit, String)])
    func `the modelled procedures`(accepted: String, limit: Limit, due: String) {
        #expect(calendar.due(received: at(accepted), limit: limit, rule: .close).at == at(due + "T17:00"))
    }

    @Test func `twelve hours round the clock end on Sunday morning`() {
        let due = calendar.due(received: at("2026-11-21T22:30"), limit: .hours(12, .continuous), rule: .close)

        #expect(due.at == at("2026-11-22T10:30"))
    }

    @Test func `a fraction of a day ends part-way through the next working day`() {
        let limit = Limit.workingDays(8.5)

        #expect(calendar.due(received: at("2026-03-02T09:00"), limit: limit, rule: .close).at == at("2026-03-13T12:00"))
        #expect(calendar.due(received: at("2026-03-02T09:00"), limit: limit, rule: .clock).at == at("2026-03-12T14:00"))
    }

    @Test(arguments: [
        ("2026-03-02T07:10", "2026-03-04T08:00"), ("2026-03-02T12:00", "2026-03-04T13:00"),
        ("2026-03-02T16:59", "2026-03-04T16:59"), ("2026-03-02T19:00", "2026-03-04T17:00"),
    ])
    func `by the clock a calendar limit keeps the time of day within the sessions`(received: String, due: String) {
        #expect(calendar.due(received: at(received), limit: .days(2), rule: .clock).at == at(due))
    }

    @Test func `a month is clamped to its last day and moves off a day off`() {
        #expect(
            calendar.due(received: at("2026-01-31T09:00"), limit: .months(1), rule: .close).at == at("2026-03-02T17:00")
        )
        #expect(
            calendar.due(received: at("2024-02-29T09:00"), limit: .years(1), rule: .close).at == at("2025-02-28T17:00"))
    }

    @Test func `eight working hours stay at the end of the session they end with`() {
        #expect(
            calendar.due(received: at("2026-03-02T08:00"), limit: .hours(4, .working), rule: .close).at
                == at("2026-03-02T12:00"))
        #expect(
            calendar.due(received: at("2026-03-06T16:00"), limit: .hours(2, .working), rule: .close).at
                == at("2026-03-09T09:00"))
    }

    @Test func `no limit at all is due when the counter can act`() {
        #expect(
            calendar.due(received: at("2026-11-21T10:00"), limit: .workingDays(0), rule: .clock).at
                == at("2026-11-23T08:00"))
        #expect(
            calendar.due(received: at("2026-11-21T10:00"), limit: .workingDays(0), rule: .close).at
                == at("2026-11-23T17:00"))
        #expect(
            calendar.due(received: at("2026-11-20T18:00"), limit: .days(0), rule: .close).at == at("2026-11-23T17:00"))
    }

    @Test func `numbers no law would give are bounded, not followed`() {
        for limit in [
            Limit.workingDays(.nan), .workingDays(.infinity), .workingDays(-3), .hours(1e300, .working), .years(.max),
        ] {
            let due = calendar.due(received: at("2026-11-20T10:00"), limit: limit, rule: .clock).at

            #expect(due >= at("2026-11-20T10:00"))
            #expect(due.day.components.year <= 2126)
        }
    }

    @Test func `a holiday announced later moves the date when asked again`() {
        var days = HanoiCalendar.days
        days[day("2026-11-23")] = SpecialDay(.swappedRest, name: LocalizedText(vi: "nghỉ hoán đổi", en: "swapped rest"))
        days[day("2026-11-28")] = SpecialDay(.makeupWork, name: LocalizedText(vi: "làm bù", en: "in its place"))
        let later = WorkingCalendar(revision: "2026-11", days: days)

        #expect(
            calendar.due(received: at("2026-11-20T09:00"), limit: .workingDays(3), rule: .close).at
                == at("2026-11-26T17:00"))
        #expect(
            later.due(received: at("2026-11-20T09:00"), limit: .workingDays(3), rule: .close).at
                == at("2026-11-27T17:00"))
    }
}
