/// When something is due, with every step that led there.
package struct Due: Hashable, Sendable, Codable {
    package let at: LocalTime
    package let reasons: [DueReason]

    package init(at: LocalTime, reasons: [DueReason]) {
        self.at = at
        self.reasons = reasons
    }

    /// The reasons as plain sentences.
    package func why(_ language: Language) -> [String] { reasons.map { $0.text(language) } }
}

/// One step of the reckoning, kept as a value so that it can be printed in either language years later.
package enum DueReason: Hashable, Sendable, Codable {
    case received(at: LocalTime)
    case limit(Limit)
    /// Received on a working day, but not in a session.
    case startsNextSession(at: LocalTime)
    /// Received on a day off.
    case startsAfterDayOff(at: LocalTime)
    case startsAfterCutoff(cutoff: TimeOfDay, on: Day)
    case firstDayNotCounted(day: Day)
    case daysOff([DaysOff])
    case makeupDayCounted(day: Day, name: LocalizedText)
    /// The month has no such day: its last one is taken.
    case monthEndTaken(day: Day)
    case rolled(from: Day, to: Day)
    case roundTheClock
    case endsAtClose(at: LocalTime)
    case endsAt(at: LocalTime)
}

/// Days off that follow each other under one name, weekends between them included.
package struct DaysOff: Hashable, Sendable, Codable {
    package let first: Day
    package let last: Day
    package let name: LocalizedText
    package let decidedBy: String?

    package init(first: Day, last: Day, name: LocalizedText, decidedBy: String? = nil) {
        self.first = first
        self.last = last
        self.name = name
        self.decidedBy = decidedBy
    }
}
