package import Civic
package import Store

/// How far a consumer is behind the journal.
package struct ConsumerLag: Sendable {
    package let consumer: String
    /// Events it has not taken, those that still wait for a position among them.
    package let events: Int64
    /// How long the first of them has been waiting; 0 when there is none.
    package let seconds: Double
    /// Events put aside because one of their stream could not be taken: an administrator has to look.
    package let parked: Int64

    /// - Parameter names: of a runner's consumers; a cursor that nobody moves any more is not behind.
    package static func all(
        of names: [String], at now: Instant, in transaction: any Transaction
    ) throws -> [ConsumerLag] {
        let pending = try transaction.first(JournalStore.countPending) { $0.int(0) } ?? 0
        let oldestPending = try transaction.first(JournalStore.oldestPending) { $0.optionalInstant(0) } ?? nil
        let end = try Journal.count(in: transaction) + pending
        let cursors = try transaction.all(JournalStore.cursors) { ($0.text(0), $0.int(1)) }
            .filter { names.contains($0.0) && !($0.0 == EventNumbering.name && transaction.numbersEventsAtAppend) }
        var lags: [ConsumerLag] = []
        for (name, position) in cursors {
            let next = try transaction.first(JournalStore.recordedAt, [.int(position)]) { $0.instant(0) }
            let waiting = next ?? oldestPending
            let parked = try transaction.first(JournalStore.countParked, [.text(name)]) { $0.int(0) } ?? 0
            lags.append(
                ConsumerLag(
                    consumer: name, events: max(end - position, 0),
                    seconds: waiting.map { max(Double(now.milliseconds - $0.milliseconds) / 1_000, 0) } ?? 0,
                    parked: parked))
        }
        return lags
    }
}
