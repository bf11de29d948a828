import Civic
import Store

/// Leads one `JournalConsumer` along the journal.
struct DatabaseFollower<Consumer: JournalConsumer>: Follower {
    let consumer: Consumer
    let database: any Database
    let clock: any CityClock
    let window: JournalWindow

    var name: String { consumer.name }
    private var cursor: ConsumerCursor { ConsumerCursor(name: consumer.name, database: database, window: window) }

    func start() async throws {
        try await cursor.make()
    }

    func step() async throws -> Int {
        let (position, events, parked) = try await cursor.next()
        guard !events.isEmpty else { return 0 }
        do {
            try await take(events, parked, from: position)
        } catch let error where ConsumerFailure.isOfTheEvents(error) {
            try await takeOneByOne(events, parked, from: position)
        }
        return events.count
    }

    /// The whole batch in one bulk write; events of parked streams only wait behind theirs.
    private func take(_ events: [RecordedEvent], _ parked: Set<Int64>, from position: Int64) async throws {
        let waiting = events.filter { parked.contains($0.stream.rawValue) }
            .map { ParkedEvent($0, at: clock.now(), attempts: 0, due: nil, reason: "") }
        let prepared = try await consumer.prepare(
            events.filter { !parked.contains($0.stream.rawValue) }, JournalReader(database))
        let consumer = consumer
        _ = try await database.write("journal.consume", priority: .bulk) { transaction in
            try ConsumerCursor.move(
                consumer.name, from: position, to: position + Int64(events.count), in: transaction)
            for event in waiting { try event.insert(for: consumer.name, in: transaction) }
            try consumer.apply(prepared, in: transaction)
        }
    }

    private func takeOneByOne(_ events: [RecordedEvent], _ parked: Set<Int64>, from position: Int64) async throws {
        var parked = parked
        for event in events {
            do {
                try await take([event], parked, from: event.position)
            } catch let error where ConsumerFailure.isOfTheEvents(error) {
                parked.insert(event.stream.rawValue)
                let failed = ParkedEvent(
                    event, at: clock.now(), attempts: 1, due: nil, reason: ConsumerFailure.reason(error))
                let name = consumer.name
                _ = try await database.write("journal.park", priority: .bulk) { transaction in
                    try ConsumerCursor.move(name, from: event.position, to: event.position + 1, in: transaction)
                    try failed.insert(for: name, in: transaction)
                }
            }
        }
    }

    /// Takes a parked stream up again, event by event, until one fails.
    func retry(_ stream: ID<EventStream>) async throws {
        let consumer = consumer
        while let (parked, event) = try await database.read({ try firstParked(of: stream, for: consumer.name, in: $0) })
        {
            do {
                let prepared = try await consumer.prepare([event], JournalReader(database))
                _ = try await database.write("journal.retry", priority: .bulk) { transaction in
                    try transaction.execute(
                        JournalStore.unpark, [.text(consumer.name), .int(parked.position)], changing: 1,
                        else: CursorMoved())
                    try consumer.apply(prepared, in: transaction)
                }
            } catch let error where ConsumerFailure.isOfTheEvents(error) {
                var failed = parked
                failed.attempts += 1
                failed.reason = ConsumerFailure.reason(error)
                let again = failed
                _ = try await database.write("journal.park", priority: .bulk) { transaction in
                    try again.update(for: consumer.name, in: transaction)
                }
                return
            }
        }
    }
}

/// The first waiting event of a stream.
func firstParked(
    of stream: ID<EventStream>, for consumer: String, in transaction: any Transaction
) throws -> (ParkedEvent, RecordedEvent)? {
    guard
        let parked = try transaction.first(
            JournalStore.firstParked, [.text(consumer), .id(stream)], ParkedEvent.init),
        let event = try Journal.event(parked.event, in: transaction)
    else { return nil }
    return (parked, event)
}
