/// A length of time in whole minutes. What working time is counted in.
package struct Minutes: Hashable, Comparable, Sendable, Codable {
    package let count: Int

    package init(_ count: Int) {
        self.count = count
    }

    package init(from decoder: any Decoder) throws {
        count = try decoder.singleValueContainer().decode(Int.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(count)
    }

    package static func < (left: Self, right: Self) -> Bool { left.count < right.count }
}

/// A time of day as minutes after midnight, 0…1440 (24:00 only as an end).
package struct TimeOfDay: Hashable, Comparable, Sendable, Codable {
    package let minutes: Int

    package init(minutes: Int) {
        self.minutes = minutes
    }

    /// Reads `H:MM` or `HH:MM`; nil for anything that is not a time of day.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0...24).contains(hour), (0...59).contains(minute),
            hour * 60 + minute <= 1_440
        else { return nil }
        minutes = hour * 60 + minute
    }

    package var text: String {
        let hour = minutes / 60
        let minute = minutes % 60
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let time = TimeOfDay(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a time of day"))
        }
        self = time
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    package static func < (left: Self, right: Self) -> Bool { left.minutes < right.minutes }
}
