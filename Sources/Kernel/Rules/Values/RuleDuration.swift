/// A span of time to the nanosecond, at most 315,576,000,000 seconds either way (google.protobuf.Duration).
package struct RuleDuration: Sendable, Hashable, Comparable {
    /// Rounded down.
    package let seconds: Int64
    /// 0 to 999,999,999, added to `seconds`.
    package let nanoseconds: Int32

    static let longest: Int128 = 315_576_000_000 * 1_000_000_000

    /// Nil outside the range.
    package init?(seconds: Int64) {
        self.init(total: Int128(seconds) * 1_000_000_000)
    }

    init?(total: Int128) {
        guard (-Self.longest...Self.longest).contains(total) else { return nil }
        let (seconds, rest) = total.flooredDivision(by: 1_000_000_000)
        self.seconds = Int64(seconds)
        self.nanoseconds = Int32(rest)
    }

    /// In nanoseconds.
    var total: Int128 { Int128(seconds) * 1_000_000_000 + Int128(nanoseconds) }

    package static func < (left: Self, right: Self) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }

    /// Nil outside the range.
    package func adding(_ other: RuleDuration) -> RuleDuration? { RuleDuration(total: total + other.total) }
    package func subtracting(_ other: RuleDuration) -> RuleDuration? { RuleDuration(total: total - other.total) }
    package var negated: RuleDuration? { RuleDuration(total: -total) }

    /// Whole hours, minutes, seconds of the whole span; milliseconds are those past the last whole second (CEL's
    /// vectors say 321 for 123.321 s). All round toward zero.
    func reading(_ field: TimestampField) -> Int64? {
        switch field {
        case .getHours: Int64(total / 3_600_000_000_000)
        case .getMinutes: Int64(total / 60_000_000_000)
        case .getSeconds: Int64(total / 1_000_000_000)
        case .getMilliseconds: Int64(total % 1_000_000_000 / 1_000_000)
        default: nil
        }
    }
}
