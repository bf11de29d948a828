import Civic
import Foundation

/// A reading of the calendar or of the clock that expressions can ask of a timestamp.
enum TimestampField: String, Sendable, CaseIterable {
    case getFullYear
    case getMonth
    case getDate
    case getDayOfMonth
    case getDayOfWeek
    case getDayOfYear
    case getHours
    case getMinutes
    case getSeconds
    case getMilliseconds
}

extension RuleTimestamp {
    /// `offset` in seconds east of UTC. Months, days of the month, days of the year count from 0; Sunday is 0;
    /// `getDate` counts from 1.
    func reading(_ field: TimestampField, offset: Int64) -> Int64 {
        let local = seconds + offset
        let day = local.flooredDay
        let second = local - Int64(day.number) * 86_400
        switch field {
        case .getFullYear: return Int64(day.components.year)
        case .getMonth: return Int64(day.components.month - 1)
        case .getDate: return Int64(day.components.day)
        case .getDayOfMonth: return Int64(day.components.day - 1)
        case .getDayOfWeek: return Int64(day.weekday % 7)
        case .getDayOfYear:
            let (year, month, date) = day.components
            return Int64((1..<month).reduce(date - 1) { $0 + Day.length(ofMonth: $1, year: year) })
        case .getHours: return second / 3_600
        case .getMinutes: return second / 60 % 60
        case .getSeconds: return second % 60
        case .getMilliseconds: return Int64(nanoseconds) / 1_000_000
        }
    }

    /// Seconds east of UTC at this moment in a zone: an IANA name, or `+07:00`, `-02:30`, `02:00`. Nil when there is
    /// no such zone.
    func offset(zone: String) -> Int64? {
        if zone == "UTC" || zone.isEmpty { return 0 }
        if zone == "Asia/Ho_Chi_Minh", seconds > 946_684_800 { return 25_200 }
        if zone.utf8.contains(0x3A) { return Self.fixedOffset(zone) }
        guard let named = TimeZone(identifier: zone) else { return nil }
        return Int64(named.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }

    private static func fixedOffset(_ zone: String) -> Int64? {
        var bytes = Array(zone.utf8)[...]
        let negative = bytes.first == 0x2D
        if negative || bytes.first == 0x2B { bytes = bytes.dropFirst() }
        let parts = Array(bytes)
        guard parts.count == 5, parts[2] == 0x3A, let hours = Digits.number(parts[0..<2]),
            let minutes = Digits.number(parts[3..<5]), hours < 24, minutes < 60
        else { return nil }
        return Int64(hours * 3_600 + minutes * 60) * (negative ? -1 : 1)
    }
}
