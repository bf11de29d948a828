package import Civic

/// How long a paper stays after its dossier has ended: of a document, or of all in the city.
package struct PaperRetention: Sendable, Codable, Hashable {
    /// So long nobody deletes it; nil: until it is erased.
    package var keep: Span?
    /// Then the house erases it; nil: never.
    package var erase: Span?

    package init(keep: Span? = nil, erase: Span? = nil) {
        self.keep = keep
        self.erase = erase
    }

    package struct Span: Sendable, Codable, Hashable {
        package var count: Int
        package var unit: Unit

        package enum Unit: String, Sendable, Codable, CaseIterable {
            case days, months, years
        }

        /// `90 days`, `6 months`, `5 years`.
        package init?(_ text: String) {
            let words = text.split(separator: " ").map(String.init)
            guard words.count == 2, let count = Int(words[0]), (0...1_200).contains(count),
                let unit = Unit(rawValue: words[1].hasSuffix("s") ? words[1] : words[1] + "s")
            else { return nil }
            (self.count, self.unit) = (count, unit)
        }

        package func after(_ day: Day) -> Day {
            switch unit {
            case .days: day + count
            case .months: day.adding(months: count)
            case .years: day.adding(months: 12 * count)
            }
        }
    }

    /// When its spans are over: with the day after their last one.
    ///
    /// - Parameter isWithdrawn: nothing was decided on it, so nothing keeps it from its owner.
    /// - Returns: nil: without an end.
    package func ends(after end: Instant, isWithdrawn: Bool, in zone: CityZone) -> (keep: Instant?, erase: Instant?) {
        let day = zone.day(end)
        func start(_ span: Span?) -> Instant? {
            span.map { zone.instant(LocalTime($0.after(day) + 1, TimeOfDay(minutes: 0))) }
        }
        return (isWithdrawn ? end : start(keep ?? erase), start(erase))
    }
}
