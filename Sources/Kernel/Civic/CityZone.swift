import Foundation

/// The time zone of a city. A zone that never shifts (Asia/Ho_Chi_Minh) is one addition; others ask Foundation.
package struct CityZone: Sendable, Hashable {
    package let identifier: String
    private let fixedOffset: Int64?
    private let zone: TimeZone

    /// Nil when the identifier names no zone.
    package init?(_ identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self.identifier = identifier
        self.zone = zone
        let from = Date(timeIntervalSince1970: 946_684_800)
        fixedOffset =
            zone.nextDaylightSavingTimeTransition(after: from) == nil ? Int64(zone.secondsFromGMT(for: from)) : nil
    }

    /// Vietnam, UTC+7 without daylight saving.
    package static let hanoi = CityZone("Asia/Ho_Chi_Minh") ?? CityZone(fixedHours: 7)

    package init(fixedHours: Int) {
        identifier = "GMT\(fixedHours >= 0 ? "+" : "")\(fixedHours)"
        zone = TimeZone(secondsFromGMT: fixedHours * 3_600) ?? .gmt
        fixedOffset = Int64(fixedHours) * 3_600
    }

    private func offset(at milliseconds: Int64) -> Int64 {
        fixedOffset ?? Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(milliseconds) / 1_000)))
    }

    package func local(_ instant: Instant) -> LocalTime {
        let seconds = Self.floorDivide(instant.milliseconds, 1_000) + offset(at: instant.milliseconds)
        let day = Self.floorDivide(seconds, 86_400)
        return LocalTime(Day(number: Int32(day)), TimeOfDay(minutes: Int((seconds - day * 86_400) / 60)))
    }

    package func day(_ instant: Instant) -> Day { local(instant).day }

    /// The moment a wall clock shows this; where the clock jumped over it, the moment after the jump.
    package func instant(_ local: LocalTime) -> Instant {
        let naive = (Int64(local.day.number) * 86_400 + Int64(local.time.minutes) * 60) * 1_000
        let first = naive - offset(at: naive) * 1_000
        return Instant(milliseconds: naive - offset(at: first) * 1_000)
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : (value - divisor + 1) / divisor
    }
}
