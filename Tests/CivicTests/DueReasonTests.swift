import Civic
import Foundation
import Testing

@Suite struct `Reasons beside a due date` {
    let calendar = HanoiCalendar.calendar

    @Test func `the close of the fifth working day over Tết`() {
        let due = calendar.due(received: at("2026-02-12T09:10"), limit: .workingDays(5), rule: .close)

        #expect(
            due.why(.vi) == [
                "Tiếp nhận lúc 09:10 ngày 12/02/2026.", "Thời hạn: 5 ngày làm việc.",
                "Không tính ngày tiếp nhận 12/02/2026.",
                "Không tính ngày nghỉ: 16–20/02/2026 (Tết Nguyên đán, TB 9441/TB-BNV).",
                "Hết hạn vào cuối giờ làm việc, 17:00 ngày 26/02/2026.",
            ])
        #expect(due.why(.en)[3] == "Days off do not count: 16–20/02/2026 (Lunar New Year, TB 9441/TB-BNV).")
    }

    @Test func `a make-up Saturday and a swapped Monday are both told`() {
        let due = calendar.due(received: at("2026-08-20T08:00"), limit: .workingDays(10), rule: .clock)

        #expect(
            due.reasons.contains(
                .makeupDayCounted(
                    day: day("2026-08-22"), name: LocalizedText(vi: "làm bù ngày 31/8", en: "for 31 August"))))
        #expect(
            due.why(.vi).contains {
                $0.contains("31/08/2026 (nghỉ hoán đổi") && $0.contains("01–02/09/2026 (Quốc khánh")
            })
        #expect(due.why(.en).contains { $0.hasPrefix("Saturday 22/08/2026 counts as a working day") })
    }

    @Test func `after the cut-off, outside hours and on a day off are told apart`() {
        func told(_ received: String) -> [DueReason] {
            calendar.due(received: at(received), limit: .sameDay, rule: .close).reasons
        }

        #expect(told("2026-11-19T16:20").contains(.startsAfterCutoff(cutoff: clock("15:00"), on: day("2026-11-20"))))
        #expect(told("2026-11-19T17:20").contains(.startsNextSession(at: at("2026-11-20T08:00"))))
        #expect(told("2026-11-21T10:00").contains(.startsAfterDayOff(at: at("2026-11-23T08:00"))))
        #expect(
            told("2026-11-19T10:00") == [
                .received(at: at("2026-11-19T10:00")), .limit(.sameDay), .endsAtClose(at: at("2026-11-19T17:00")),
            ])
    }

    @Test func `a rolled day, a clamped month and continuous hours say so`() {
        let rolled = calendar.due(received: at("2026-09-21T09:00"), limit: .days(12), rule: .close)
        let clamped = calendar.due(received: at("2026-08-31T09:00"), limit: .months(1), rule: .close)
        let hours = calendar.due(received: at("2026-11-21T22:30"), limit: .hours(12, .continuous), rule: .close)

        #expect(rolled.reasons.contains(.rolled(from: day("2026-10-03"), to: day("2026-10-05"))))
        #expect(clamped.reasons.contains(.monthEndTaken(day: day("2026-09-30"))))
        #expect(
            hours.why(.en).suffix(2) == [
                "Hours run on through nights and days off.", "It ends at 10:30 on 22/11/2026.",
            ])
    }

    @Test func `one holiday over a weekend is one range`() {
        let due = calendar.due(received: at("2024-02-07T09:00"), limit: .workingDays(2), rule: .close)

        #expect(
            due.why(.vi).contains("Không tính ngày nghỉ: 08–12/02/2024 (Tết Nguyên đán); 13–14/02/2024 (nghỉ bù Tết)."))
    }

    @Test func `a due date survives being stored`() throws {
        let due = calendar.due(received: at("2026-08-20T18:00"), limit: .workingDays(8.5), rule: .clock)

        let data = try JSONEncoder().encode(due)

        #expect(try JSONDecoder().decode(Due.self, from: data) == due)
    }

    @Test func `an office open all day closes at 24 o'clock, and that is stored too`() throws {
        let calendar = WorkingCalendar(revision: "r", sessions: [1: sessions("00:00-24:00")])
        let due = calendar.due(received: at("2026-03-02T23:59"), limit: .sameDay(cutoff: clock("24:00")), rule: .close)

        let data = try JSONEncoder().encode(due)

        #expect(due.at.iso == "2026-03-02T24:00")
        #expect(try JSONDecoder().decode(Due.self, from: data) == due)
    }

    @Test func `every sentence is whole in both languages`() {
        let limits: [Limit] = [.workingDays(1.5), .days(30), .hours(1, .working), .months(6), .years(2), .sameDay]
        for limit in limits {
            for language in Language.allCases {
                for sentence in calendar.due(received: at("2026-08-29T12:30"), limit: limit, rule: .clock).why(language)
                {
                    #expect(sentence.hasSuffix(".") && !sentence.contains("Optional"))
                }
            }
        }
    }
}
