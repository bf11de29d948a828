/// Dates and times as the house prints them: dd/MM/yyyy and 24 hours in both languages. No formatter is ever made.
package enum HouseDates {
    /// `12/02/2026`
    package static func text(_ day: Day, _ language: Language = .vi) -> String {
        let (year, month, date) = day.components
        return "\(Padded(date, 2))/\(Padded(month, 2))/\(Padded(year, 4))"
    }

    /// `09:10`
    package static func text(_ time: TimeOfDay) -> String { time.text }

    /// `09:10 ngày 12/02/2026`, `09:10 on 12/02/2026`
    package static func text(_ local: LocalTime, _ language: Language) -> String {
        "\(local.time.text) \(language == .vi ? "ngày" : "on") \(text(local.day, language))"
    }

    /// The moment as the city's clocks show it.
    package static func text(_ instant: Instant, in zone: CityZone, _ language: Language) -> String {
        text(zone.local(instant), language)
    }

    /// `ngày 12 tháng 02 năm 2026`, with a zero before days under 10 and months under 3 (Decree 30/2020);
    /// `12 February 2026`.
    package static func longText(_ day: Day, _ language: Language) -> String {
        let (year, month, date) = day.components
        switch language {
        case .vi: return "ngày \(Padded(date, 2)) tháng \(month < 3 ? "0" : "")\(month) năm \(year)"
        case .en: return "\(date) \(englishMonths[month - 1]) \(year)"
        }
    }

    /// `thứ Năm`, `Thursday`
    package static func weekday(_ day: Day, _ language: Language) -> String {
        switch language {
        case .vi: vietnameseWeekdays[day.weekday - 1]
        case .en: englishWeekdays[day.weekday - 1]
        }
    }

    /// `16–20/02/2026`, `30/04–01/05/2026`, `31/12/2026–02/01/2027`
    package static func range(_ first: Day, _ last: Day) -> String {
        let (from, to) = (first.components, last.components)
        if first == last { return text(last) }
        if from.year != to.year { return "\(text(first))–\(text(last))" }
        if from.month != to.month { return "\(Padded(from.day, 2))/\(Padded(from.month, 2))–\(text(last))" }
        return "\(Padded(from.day, 2))–\(text(last))"
    }

    private static let vietnameseWeekdays = [
        "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật",
    ]
    private static let englishWeekdays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
