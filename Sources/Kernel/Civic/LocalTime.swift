/// A wall-clock reading: a day and a time of day, to the minute, in the zone of the city that reads it.
package struct LocalTime: Hashable, Comparable, Sendable {
    package let day: Day
    package let time: TimeOfDay

    package init(_ day: Day, _ time: TimeOfDay) {
        self.day = day
        self.time = time
    }

    /// Reads `yyyy-MM-ddTHH:mm`, with seconds allowed and dropped; nil for anything else.
    package init?(_ text: some StringProtocol) {
        var text = String(text)
        guard let time = text.withUTF8({ LocalTime(ascii: $0) }) else { return nil }
        self = time
    }

    private init?(ascii bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 16 || bytes.count == 19, let day = Day(ascii: bytes), bytes[10] == UInt8(ascii: "T"),
            bytes[13] == UInt8(ascii: ":"), let hour = bytes.number(at: 11, digits: 2), hour < 24,
            let minute = bytes.number(at: 14, digits: 2), minute < 60
        else { return nil }
        if bytes.count == 19 {
            guard bytes[16] == UInt8(ascii: ":"), let second = bytes.number(at: 17, digits: 2), second < 60 else {
                return nil
            }
        }
        self.init(day, TimeOfDay(minutes: hour * 60 + minute))
    }

    /// So many minutes later by the clock on the wall, whatever is open.
    package func adding(minutes: Int) -> LocalTime {
        let sum = time.minutes + minutes
        let days = sum >= 0 ? sum / 1_440 : -((1_439 - sum) / 1_440)
        return LocalTime(day + days, TimeOfDay(minutes: sum - days * 1_440))
    }

    /// Minutes by the clock until a later reading, negative for an earlier one.
    package func minutes(to later: LocalTime) -> Int {
        Int(later.day.number - day.number) * 1_440 + later.time.minutes - time.minutes
    }

    package var iso: String { "\(day.iso)T\(time.text)" }

    package static func < (left: Self, right: Self) -> Bool {
        left.day == right.day ? left.time < right.time : left.day < right.day
    }
}
