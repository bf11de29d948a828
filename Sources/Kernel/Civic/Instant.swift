/// A moment, in UTC milliseconds since 1970. What the database stores as `instant`.
package struct Instant: Hashable, Comparable, Sendable, Codable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    package func adding(seconds: Int64) -> Instant { Instant(milliseconds: milliseconds + seconds * 1_000) }
    package func adding(minutes: Int64) -> Instant { adding(seconds: minutes * 60) }
    package func adding(hours: Int64) -> Instant { adding(minutes: hours * 60) }
}

/// Where "now" comes from. Injected everywhere, so that tests and `simulate` run years in a second.
package protocol CityClock: Sendable {
    func now() -> Instant
}
