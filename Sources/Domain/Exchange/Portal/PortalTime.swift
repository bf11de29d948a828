package import Civic

extension CityZone {
    /// `yyyyMMddHHmmss` by the city's clock, as the portal writes every moment.
    package func portalText(_ instant: Instant) -> String {
        let local = local(instant)
        let (year, month, day) = local.day.components
        let seconds = Int(instant.milliseconds / 1_000 % 60)
        let parts = [month, day, local.time.minutes / 60, local.time.minutes % 60, seconds]
        return String(year) + parts.map { $0 < 10 ? "0\($0)" : String($0) }.joined()
    }

    /// The day of a birth: eight digits, whatever follows.
    package func portalDay(_ text: String) -> Day? {
        let digits = text.prefix(8).compactMap(\.wholeNumberValue)
        guard digits.count == 8 else { return nil }
        return Day(
            year: digits[0] * 1_000 + digits[1] * 100 + digits[2] * 10 + digits[3], month: digits[4] * 10 + digits[5],
            day: digits[6] * 10 + digits[7])
    }

    /// Nil for anything else than 14 digits that name a moment.
    package func portalInstant(_ text: String) -> Instant? {
        let digits = text.utf8.map { Int($0) - 0x30 }
        guard digits.count == 14, digits.allSatisfy((0...9).contains) else { return nil }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        guard let day = Day(year: number(0..<4), month: number(4..<6), day: number(6..<8)), number(8..<10) < 24,
            number(10..<12) < 60, number(12..<14) < 60
        else { return nil }
        let time = TimeOfDay(minutes: number(8..<10) * 60 + number(10..<12))
        return instant(LocalTime(day, time)).adding(seconds: Int64(number(12..<14)))
    }
}
