import Civic
import Testing

/// Minutes by the clock on the wall, across midnights.
@Suite struct LocalTimeTests {
    private let evening = LocalTime(Day(number: 20_778), TimeOfDay(minutes: 22 * 60 + 30))

    @Test(arguments: [
        (0, 0, "22:30"), (89, 0, "23:59"), (90, 1, "00:00"), (720, 1, "10:30"), (1_440, 1, "22:30"),
        (-1_350, 0, "00:00"), (-1_351, -1, "23:59"), (-2_880, -2, "22:30"),
    ]) func `minutes are added across midnight, forth and back`(_ minutes: Int, _ days: Int, _ time: String) {
        let later = evening.adding(minutes: minutes)
        #expect(later.day == evening.day + days && later.time.text == time)
        #expect(evening.minutes(to: later) == minutes)
    }
}
