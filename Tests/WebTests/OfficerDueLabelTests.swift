import Civic
import Dossiers
import Testing

@testable import Web

/// D6 of the acceptance criteria: the heat is told in words.
struct OfficerDueLabelTests {
    private let words = Texts([
        .vi: [
            "officer_due_paused": "Tạm dừng", "officer_due_none": "Chưa có hạn", "officer_due_days": "Còn {n} ngày",
            "officer_due_one": "Còn 1 ngày", "officer_due_today": "Hôm nay {time}",
            "officer_due_late": "Quá hạn {n} ngày",
            "officer_due_late_one": "Quá hạn 1 ngày", "officer_due_late_today": "Quá hạn trong hôm nay",
        ]
    ]).words(.vi)

    private func label(_ due: String?, at now: String, clock: ClockState = .running) -> DueLabel {
        let zone = CityZone.hanoi
        let moment = { (text: String) in LocalTime(text).map(zone.instant) ?? Instant(milliseconds: 0) }
        return DueLabel(due: due.map(moment), clock: clock, now: moment(now), zone: zone, words: words)
    }

    @Test(arguments: [
        ("2026-11-23T17:00", "Còn 2 ngày", "far"), ("2026-11-22T08:00", "Còn 1 ngày", "soon"),
        ("2026-11-21T15:00", "Hôm nay 15:00", "today"), ("2026-11-21T09:59", "Quá hạn trong hôm nay", "overdue"),
        ("2026-11-20T17:00", "Quá hạn 1 ngày", "overdue"), ("2026-11-19T17:00", "Quá hạn 2 ngày", "overdue"),
    ])
    func `days are counted by the calendar, not by hours`(_ due: String, _ text: String, _ kind: String) {
        let label = label(due, at: "2026-11-21T10:00")

        #expect(label.text == text)
        #expect(label.kind == kind)
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
