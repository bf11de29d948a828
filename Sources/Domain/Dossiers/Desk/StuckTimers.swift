import Civic
package import Journal

/// Timers whose firing failed: each is tried again a minute later, then after twice as long, at most an hour, so that
/// the broken ones cost the others little and the log says each failure once.
package struct StuckTimers: Sendable {
    package struct Failure: Sendable {
        package let timer: EventTimer
        package let error: any Error
    }

    private struct Wait {
        let until: Instant
        let seconds: Int64
    }

    /// What failed in the last round.
    package private(set) var failures: [Failure] = []
    private var waits: [ID<EventTimer>: Wait] = [:]
    private var seen: Set<ID<EventTimer>> = []

    package init() {}

    mutating func beginRound() {
        failures = []
        seen = []
    }

    mutating func isWaiting(_ timer: EventTimer, at now: Instant) -> Bool {
        guard let wait = waits[timer.id] else { return false }
        seen.insert(timer.id)
        return now < wait.until
    }

    mutating func note(_ timer: EventTimer, _ error: any Error, at now: Instant) {
        let seconds = min(waits[timer.id].map { $0.seconds * 2 } ?? 60, 3_600)
        waits[timer.id] = Wait(until: now.adding(seconds: seconds), seconds: seconds)
        seen.insert(timer.id)
        failures.append(Failure(timer: timer, error: error))
    }

    /// Those that fired or were cancelled are forgotten.
    mutating func endRound() {
        waits = waits.filter { seen.contains($0.key) }
    }
}
