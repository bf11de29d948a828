import Civic

/// `D:20260105142000Z` (ISO 32000-1, 7.9.4).
enum PDFDate {
    static func text(_ instant: Instant) -> String {
        let (day, left) = (instant.milliseconds / 1_000).quotientAndRemainder(dividingBy: 86_400)
        let time = [left / 3_600, left % 3_600 / 60, left % 60].map { $0 < 10 ? "0\($0)" : String($0) }.joined()
        return "D:\(Day(number: Int32(day)).iso.filter { $0 != "-" })\(time)Z"
    }

    /// - Returns: nil for what is no date, or names a day that is none.
    static func instant(_ text: String) -> Instant? {
        var digits = Substring(text)
        if digits.hasPrefix("D:") { digits.removeFirst(2) }
        let zone = digits.firstIndex { "+-Z".contains($0) } ?? digits.endIndex
        let parts = digits[..<zone]
        guard parts.utf8.count == 14, let number = Int(parts) else { return nil }
        let date = number / 1_000_000
        guard let day = Day(year: date / 10_000, month: date / 100 % 100, day: date % 100) else { return nil }
        let time = number % 1_000_000
        guard time / 10_000 < 24, time / 100 % 100 < 60, time % 100 < 61 else { return nil }
        var minutes = 0
        if zone < digits.endIndex, digits[zone] != "Z" {
            let offset = digits[zone...].dropFirst().split(separator: "'").compactMap { Int($0) }
            guard let hours = offset.first, hours < 24 else { return nil }
            minutes = (hours * 60 + (offset.dropFirst().first ?? 0)) * (digits[zone] == "-" ? -1 : 1)
        }
        let seconds = time / 10_000 * 3_600 + (time / 100 % 100 - minutes) * 60 + time % 100
        return Instant(milliseconds: (Int64(day.number) * 86_400 + Int64(seconds)) * 1_000)
    }
}
