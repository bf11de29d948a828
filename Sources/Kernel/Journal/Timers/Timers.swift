package import Civic
package import Store

/// Something to be done later about a stream. It fires once: who deletes the row does it, in the same write.
package struct EventTimer: Sendable, Hashable {
    package let id: ID<EventTimer>
    package let due: Instant
    package let stream: ID<EventStream>
    /// What is to be done, in the words of the room that set it.
    package let kind: String
    /// The stream's last event when it was set: the guard of the one that fires.
    package let streamSeq: Int64
    /// A small text of the room's own.
    package let payload: String

    package init(
        id: ID<EventTimer>, due: Instant, stream: ID<EventStream>, kind: String, streamSeq: Int64, payload: String = ""
    ) {
        self.id = id
        self.due = due
        self.stream = stream
        self.kind = kind
        self.streamSeq = streamSeq
        self.payload = payload
    }
}

package enum Timers {
    package static func set(_ timer: EventTimer, in transaction: any Transaction) throws {
        try transaction.execute(
            JournalStore.setTimer,
            [
                .id(timer.id), .instant(timer.due), .id(timer.stream), .text(timer.kind), .int(timer.streamSeq),
                .text(timer.payload),
            ])
    }

    /// Takes away the stream's timers of one kind.
    package static func cancel(_ stream: ID<EventStream>, kind: String, in transaction: any Transaction) throws {
        try transaction.execute(JournalStore.cancelTimers, [.id(stream), .text(kind)])
    }

    /// Takes away all of the stream's timers: it has ended.
    package static func cancelAll(_ stream: ID<EventStream>, in transaction: any Transaction) throws {
        try transaction.execute(JournalStore.cancelStream, [.id(stream)])
    }

    /// What is due at `now`, in due order, so that an outage is made up for in the order it should have been.
    /// - Parameter last: the last one of the page before, fired or not.
    package static func due(
        before now: Instant, after last: EventTimer? = nil, limit: Int, in transaction: any Transaction
    ) throws -> [EventTimer] {
        let key: [SQLValue] = [last.map { .instant($0.due) } ?? .int(Int64.min), .id(last?.id ?? ID(0))]
        return try transaction.all(JournalStore.dueTimers, [.instant(now)] + key + [.int(limit)]) { row in
            EventTimer(
                id: row.id(0), due: row.instant(1), stream: row.id(2), kind: row.text(3), streamSeq: row.int(4),
                payload: row.text(5))
        }
    }

    /// First statement of the write that fires. False when another node did, or it was cancelled.
    package static func take(_ id: ID<EventTimer>, in transaction: any Transaction) throws -> Bool {
        try transaction.executeCounting(JournalStore.takeTimer, [.id(id)]) == 1
    }
}
