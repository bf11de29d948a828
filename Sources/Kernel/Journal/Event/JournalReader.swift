package import Civic
package import Store

/// Reads the journal outside a transaction of the caller's.
package struct JournalReader: Sendable {
    private let database: any Database

    package init(_ database: any Database) {
        self.database = database
    }

    /// How many events there are, which is also the next position.
    package func count() async throws -> Int64 {
        try await database.read { try Journal.count(in: $0) }
    }

    /// The position of the last event; nil for an empty journal.
    package func latestPosition() async throws -> Int64? {
        let count = try await count()
        return count == 0 ? nil : count - 1
    }

    package func events(from position: Int64, limit: Int) async throws -> [RecordedEvent] {
        try await database.read { try Journal.events(from: position, limit: limit, in: $0) }
    }

    package func event(_ id: ID<NewEvent>) async throws -> RecordedEvent? {
        try await database.read { try Journal.event(id, in: $0) }
    }

    /// A stream's events in order, with their bodies; a body that was erased is nil.
    package func stream(
        _ stream: ID<EventStream>, after seq: Int64 = 0, limit: Int = 1_000
    ) async throws -> [(event: RecordedEvent, body: [UInt8]?)] {
        try await database.read { try Journal.stream(stream, after: seq, limit: limit, in: $0) }
    }

    /// The body, checked against its commitment; nil when it was erased.
    package func body(of event: RecordedEvent) async throws -> [UInt8]? {
        try await database.read { try Journal.body(of: event, in: $0) }
    }
}

extension Journal {
    package static func count(in transaction: any Transaction) throws -> Int64 {
        try transaction.first(JournalStore.count) { $0.int(0) } ?? 0
    }

    package static func events(
        from position: Int64, limit: Int, in transaction: any Transaction
    ) throws -> [RecordedEvent] {
        try transaction.all(JournalStore.page, [.int(position), .int(limit)], recorded)
    }

    package static func event(_ id: ID<NewEvent>, in transaction: any Transaction) throws -> RecordedEvent? {
        try transaction.first(JournalStore.one, [.id(id)], recorded)
    }

    /// - Throws: `JournalError.bodyChanged` when a body does not match its header.
    package static func stream(
        _ stream: ID<EventStream>, after seq: Int64, limit: Int, in transaction: any Transaction
    ) throws -> [(event: RecordedEvent, body: [UInt8]?)] {
        try transaction.all(JournalStore.stream, [.id(stream), .int(seq), .int(limit)]) { row in
            let event = try recorded(row)
            return (event, row.isNull(2) ? nil : try checked(row.blob(3), row.blob(2), event.header))
        }
    }

    package static func body(of event: RecordedEvent, in transaction: any Transaction) throws -> [UInt8]? {
        try transaction.first(JournalStore.body, [.id(event.id)]) { row in
            try checked(row.blob(1), row.blob(0), event.header)
        }
    }

    private static func recorded(_ row: any Row) throws -> RecordedEvent {
        RecordedEvent(position: row.int(0), header: try EventHeader(decoding: row.blob(1)))
    }

    private static func checked(_ body: [UInt8], _ salt: [UInt8], _ header: EventHeader) throws -> [UInt8] {
        guard let salt = Hash256(salt), Commitment.of(body, Salt(salt)) == header.commitment else {
            throw JournalError.bodyChanged(header.id)
        }
        return body
    }
}
