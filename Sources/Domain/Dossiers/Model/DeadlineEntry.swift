package import Civic

/// One line of the deadline ledger: never one mutable date, always the list of what moved it and why.
package struct DeadlineEntry: Sendable, Codable, Equatable {
    package let number: Int
    package let kind: Kind
    /// When it was written.
    package let at: Instant
    /// When it counts from (silence that fired after an outage, papers typed in next morning).
    package let effective: Instant
    /// The due date from here on; nil while the clock stands.
    package let due: Instant?
    package let remaining: Minutes?
    package let reasons: [DueReason]
    /// The law, or the officer's words.
    package let ground: String
    package let calendarRevision: String

    package enum Kind: String, Sendable, Codable, CaseIterable {
        case set
        case paused
        case resumed
        case restarted
        case extendedByLaw = "extended_by_law"
        case apologised
        case stopped
        /// An undone action took its line back.
        case undone
    }
}
