import Civic
import Dossiers
import Testing

@testable import Web

/// D6 of the acceptance criteria: the heat is told in words.
struct OfficerDueLabelTests {
    private let words = Texts([
        .vi: [
            "officer_due_paused": "Tạm dừng", "officer_due_none": "Chưa có hạn",
            "officer_due_days": "Còn {n} ngày làm việc",
            "officer_due_one": "Còn 1 ngày làm việc", "officer_due_late_since": "Quá hạn từ ngày làm việc trước",
            "officer_due_today": "Hôm nay {time}",
            "officer_due_late": "Quá hạn {n} ngày làm việc",
            "officer_due_late_one": "Quá hạn 1 ngày làm việc", "officer_due_late_today": "Quá hạn trong hôm nay",
        ]
    ]).words(.vi)

    private func label(_ due: String?, at now: String, clock: ClockState = .running) -> DueLabel {
        let calendar = WorkingCalendar(revision: "office hours")
        let moment = { (text: String) in LocalTime(text).map(calendar.zone.instant) ?? Instant(milliseconds: 0) }
        return DueLabel(due: due.map(moment), clock: clock, now: moment(now), calendar: calendar, words: words)
    }

    /// 24 November 2026 is a Tuesday.
    @Test(arguments: [
        ("2026-11-26T17:00", "Còn 2 ngày làm việc", "far"), ("2026-11-25T08:00", "Còn 1 ngày làm việc", "soon"),
        ("2026-11-30T17:00", "Còn 4 ngày làm việc", "far"), ("2026-11-24T15:00", "Hôm nay 15:00", "today"),
        ("2026-11-24T09:59", "Quá hạn trong hôm nay", "overdue"),
        ("2026-11-23T17:00", "Quá hạn 1 ngày làm việc", "overdue"),
        ("2026-11-20T17:00", "Quá hạn 2 ngày làm việc", "overdue"),
    ])
    func `days are working days, by the calendar and not by hours`(_ due: String, _ text: String, _ kind: String) {
        let label = label(due, at: "2026-11-24T10:00")

        #expect(label.text == text)
        #expect(label.kind == kind)
    }

    @Test func `a weekend makes nothing later`() {
        #expect(label("2026-11-20T17:00", at: "2026-11-22T10:00").text == "Quá hạn từ ngày làm việc trước")
        #expect(label("2026-11-23T17:00", at: "2026-11-22T10:00").text == "Còn 1 ngày làm việc")
    }

    @Test func `a paused clock is paused even when its date has passed`() {
        #expect(label("2026-11-01T10:00", at: "2026-11-21T10:00", clock: .paused).text == "Tạm dừng")
    }

    @Test func `a row without a date says so and takes none from around it`() {
        let label = label(nil, at: "2026-11-21T10:00")

        #expect(label.text == "Chưa có hạn")
        #expect(label.model["has_due_date"] as? Bool == false)
    }

    @Test func `what is over says how it ended, and only what waits to be fetched says that it is ready`() throws {
        let words = try Share.texts().words(.en)
        let said = DossierStatus.allCases.filter { $0.isFinal || $0 == .released }.map {
            DueLabel(settled: nil, as: $0, zone: .hanoi, words: words).text
        }

        #expect(said == ["Not accepted", "Withdrawn", "Stopped", "Result ready", "Handed over"])
    }
}
