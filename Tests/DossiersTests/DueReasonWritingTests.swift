import Civic
import Foundation
import Testing

@testable import Dossiers

struct DueReasonWritingTests {
    private static let at = LocalTime(day("2026-02-12"), TimeOfDay(minutes: 550))
    private static let name = LocalizedText(vi: "Tết \"Nguyên đán\"\n", en: "Lunar \\ New Year")
    private static let limits: [Limit] = [
        .workingDays(5), .workingDays(0.5), .days(3), .months(2), .years(1), .hours(8, .working),
        .hours(12, .continuous), .sameDay(cutoff: TimeOfDay(minutes: 900)),
    ]
    static let reasons: [DueReason] =
        limits.map { .limit($0) } + [
            .received(at: at), .startsNextSession(at: at), .startsAfterDayOff(at: at),
            .startsAfterCutoff(cutoff: TimeOfDay(minutes: 900), on: day("2026-02-12")),
            .firstDayNotCounted(day: day("2026-02-12")),
            .daysOff([
                DaysOff(first: day("2026-02-16"), last: day("2026-02-20"), name: name, decidedBy: "QĐ 1"),
                DaysOff(first: day("2026-02-21"), last: day("2026-02-22"), name: name),
            ]), .daysOff([]), .makeupDayCounted(day: day("2026-02-28"), name: name),
            .monthEndTaken(day: day("2026-02-28")), .rolled(from: day("2026-02-28"), to: day("2026-03-02")),
            .roundTheClock, .endsAtClose(at: at), .endsAt(at: at),
        ]

    @Test(arguments: reasons) func `a reason is read back as it was written`(_ reason: DueReason) {
        #expect(ColumnJSON.reasons(ColumnJSON.reasons([reason])) == [reason])
    }

    @Test func `many reasons keep their order, and none is an empty list`() {
        #expect(ColumnJSON.reasons(ColumnJSON.reasons(Self.reasons)) == Self.reasons)
        #expect(ColumnJSON.reasons([DueReason]()) == "[]")
    }

    @Test func `the text is what the general encoder writes`() throws {
        for reason in Self.reasons {
            let ours = try JSONSerialization.jsonObject(with: Data(ColumnJSON.reasons([reason]).utf8)) as? NSArray
            let general = try JSONSerialization.jsonObject(with: JSONEncoder().encode([reason])) as? NSArray
            #expect(ours == general)
        }
    }
}
