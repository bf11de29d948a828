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
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, let day = Day(parts[0]) else { return nil }
        let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 2 || clock.count == 3, let time = TimeOfDay("\(clock[0]):\(clock[1])"),
            time.minutes < 1_440
        else { return nil }
        if clock.count == 3 {
            guard clock[2].count == 2, clock[2].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let second = Int(clock[2]), (0..<60).contains(second)
            else { return nil }
        }
        self.init(day, time)
    }

    package var iso: String { "\(day.iso)T\(time.text)" }

    package static func < (left: Self, right: Self) -> Bool {
        left.day == right.day ? left.time < right.time : left.day < right.day
    }
}
