/// A date of the Gregorian calendar without a time zone, as a day number. Stored as ISO text (`2026-11-21`).
///
/// Arithmetic is on integers (the civil-from-days algorithm), never on Foundation's calendars: deadlines are computed
/// thousands of times a second.
package struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package let number: Int32

    package init(number: Int32) {
        self.number = number
    }

    /// Nil when there is no such date.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...9999).contains(year), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.number = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads `yyyy-MM-dd`; nil for anything else.
    package init?(_ text: some StringProtocol) {
        var text = String(text)
        guard let day = text.withUTF8({ $0.count == 10 ? Day(ascii: $0) : nil }) else { return nil }
        self = day
    }

    /// Reads the first ten of at least ten bytes.
    init?(ascii bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), let year = bytes.number(at: 0, digits: 4),
            let month = bytes.number(at: 5, digits: 2), let day = bytes.number(at: 8, digits: 2)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package var components: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// 1 Monday … 7 Sunday (ISO 8601).
    package var weekday: Int {
        let remainder = (Int(number) + 3) % 7
        return (remainder < 0 ? remainder + 7 : remainder) + 1
    }

    package var iso: String {
        let (year, month, day) = components
        guard (0...9_999).contains(year) else { return "\(year)-\(Padded(month, 2))-\(Padded(day, 2))" }
        return String(unsafeUninitializedCapacity: 10) { bytes in
            bytes.write(year, at: 0, digits: 4)
            bytes[4] = UInt8(ascii: "-")
            bytes.write(month, at: 5, digits: 2)
            bytes[7] = UInt8(ascii: "-")
            bytes.write(day, at: 8, digits: 2)
            return 10
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
    package static func + (left: Self, days: Int) -> Day { Day(number: left.number + Int32(days)) }
    package static func - (left: Self, right: Self) -> Int { Int(left.number) - Int(right.number) }

    /// The same day of the month `months` later, clamped to the month's last day (31 January + 1 month = 28 February).
    package func adding(months: Int) -> Day {
        let (year, month, day) = components
        let total = year * 12 + (month - 1) + months
        let newYear = total / 12
        let newMonth = total % 12 + 1
        let clamped = min(day, Self.length(ofMonth: newMonth, year: newYear))
        return Day(year: newYear, month: newMonth, day: clamped) ?? self
    }

    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Day: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let day = Day(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a date"))
        }
        self = day
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso)
    }
}
