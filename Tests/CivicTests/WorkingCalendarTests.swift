import Civic
import Testing

@Suite struct `The working calendar` {
    let calendar = HanoiCalendar.calendar

    @Test(arguments: [
        ("2026-03-02T07:00", "2026-03-02T08:00"), ("2026-03-02T08:00", "2026-03-02T08:00"),
        ("2026-03-02T11:59", "2026-03-02T11:59"), ("2026-03-02T12:00", "2026-03-02T13:00"),
        ("2026-03-02T17:00", "2026-03-03T08:00"), ("2026-03-06T17:01", "2026-03-09T08:00"),
        ("2026-02-14T10:00", "2026-02-23T08:00"), ("2026-08-22T10:00", "2026-08-22T10:00"),
    ])
    func `time outside the sessions counts from the next one`(lodged: String, start: String) {
        #expect(calendar.normalise(at(lodged)) == at(start))
        #expect(calendar.lodgedOutside(at(lodged)) == at(start))
        #expect(calendar.isOpen(at(lodged)) == (lodged == start))
    }

    @Test func `working minutes leave out lunch, nights and days off`() {
        #expect(calendar.workingMinutes(from: at("2026-02-13T16:00"), to: at("2026-02-23T13:30")) == 60 + 240 + 30)
        #expect(calendar.workingMinutes(from: at("2026-02-23T13:30"), to: at("2026-02-13T16:00")) == 0)
    }

    @Test func `a pause puts the remaining time by and gives it back`() {
        let due = at("2026-02-26T09:10")
        let left = calendar.remaining(until: due, at: at("2026-02-13T16:00"))

        #expect(left == Minutes(60 + 3 * 480 + 70))
        #expect(calendar.resume(at: at("2026-02-13T16:00"), remaining: left) == due)
        #expect(calendar.resume(at: at("2026-03-07T09:00"), remaining: left) == at("2026-03-12T10:10"))
        #expect(calendar.remaining(until: due, at: at("2026-02-27T08:00")) == Minutes(0))
    }

    @Test func `a make-up day keeps Monday's hours unless it has its own`() {
        let name = LocalizedText(vi: "làm bù", en: "make-up")
        let week = [1: sessions("07:30-11:30", "13:00-17:00"), 2: sessions("09:00-12:00")]
        let calendar = WorkingCalendar(
            revision: "r", sessions: week,
            days: [
                day("2026-08-22"): SpecialDay(.makeupWork, name: name),
                day("2026-08-29"): SpecialDay(.makeupWork, name: name, sessions: sessions("08:00-11:00")),
            ])

        #expect(calendar.sessions(on: day("2026-08-22")) == sessions("07:30-11:30", "13:00-17:00"))
        #expect(calendar.sessions(on: day("2026-08-29")) == sessions("08:00-11:00"))
        #expect(calendar.standardMinutes == 480)
    }

    @Test func `sessions that overlap are joined and a week without work is an office week`() {
        let joined = WorkingCalendar(
            revision: "r", sessions: [1: sessions("10:00-12:00", "08:00-11:00", "12:00-13:00")])
        let idle = WorkingCalendar(revision: "r", sessions: [:])

        #expect(joined.sessions(on: day("2026-03-02")) == sessions("08:00-13:00"))
        #expect(idle.isWorking(day("2026-03-02")) && !idle.isWorking(day("2026-03-07")))
    }

    @Test func `hours are written as text and nothing else is taken`() {
        #expect(WorkSession("8:00 – 12:00")?.text == "08:00-12:00")
        #expect(
            WorkSession("12:00-08:00") == nil && WorkSession("08:00-08:00") == nil && WorkSession("08:00-24:01") == nil)
    }

    @Test func `an instant is read in the city's zone`() {
        let received = CityZone.hanoi.instant(at("2026-02-12T09:10"))

        #expect(calendar.due(received: received, limit: .workingDays(5), rule: .clock).at == at("2026-02-26T09:10"))
    }

    @Test func `years without any special day are counted as plain weeks`() {
        #expect(calendar.workingDay(261, after: day("2150-12-31")) == day("2151-12-31"))
        #expect(calendar.workingDay(1, after: day("1950-01-06")) == day("1950-01-09"))
        #expect(calendar.workingDay(1, before: day("2026-02-23")) == day("2026-02-13"))
    }
}
