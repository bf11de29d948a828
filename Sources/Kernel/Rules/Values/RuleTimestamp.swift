package import Civic

/// A moment to the nanosecond, in the years 1 to 9999 UTC (google.protobuf.Timestamp).
package struct RuleTimestamp: Sendable, Hashable, Comparable {
    /// Seconds since 1970-01-01T00:00:00Z, rounded down.
    package let seconds: Int64
    /// 0 to 999,999,999.
    package let nanoseconds: Int32

    /// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z.
    static let earliest: Int64 = -62_135_596_800
    static let latest: Int64 = 253_402_300_799

    /// Nil outside the years 1 to 9999.
    package init?(seconds: Int64, nanoseconds: Int32 = 0) {
        guard (Self.earliest...Self.latest).contains(seconds), (0..<1_000_000_000).contains(nanoseconds) else {
            return nil
        }
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    init?(total nanoseconds: Int128) {
        let (seconds, rest) = nanoseconds.flooredDivision(by: 1_000_000_000)
        guard let seconds = Int64(exactly: seconds) else { return nil }
        self.init(seconds: seconds, nanoseconds: Int32(rest))
    }

    /// Nil outside the years 1 to 9999.
    package init?(_ instant: Instant) {
        self.init(total: Int128(instant.milliseconds) * 1_000_000)
    }

    /// Nanoseconds since 1970.
    var total: Int128 { Int128(seconds) * 1_000_000_000 + Int128(nanoseconds) }

    /// The moment, to the millisecond.
    package var instant: Instant {
        Instant(milliseconds: seconds * 1_000 + Int64(nanoseconds) / 1_000_000)
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }

    /// Nil when the sum leaves the years 1 to 9999.
    package func adding(_ duration: RuleDuration) -> RuleTimestamp? {
        RuleTimestamp(total: total + duration.total)
    }

    /// Nil when the distance is longer than 2^63 nanoseconds (292 years): CEL's vectors make that a range error.
    package func since(_ other: RuleTimestamp) -> RuleDuration? {
        let distance = total - other.total
        return Int64(exactly: distance).flatMap { RuleDuration(total: Int128($0)) }
    }
}

extension Int128 {
    /// Quotient rounded down and the rest, which is never negative.
    func flooredDivision(by divisor: Int128) -> (Int128, Int128) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
