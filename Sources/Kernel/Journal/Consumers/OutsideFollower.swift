import Civic
import Store

/// Leads one `OutsideConsumer` along the journal: at least once, after release, in the order of each stream.
struct OutsideFollower<Consumer: OutsideConsumer>: Follower {
    let consumer: Consumer
    let database: any Database
    let clock: any CityClock
    let window: JournalWindow

    /// After that many failures an event waits for the administrator: the dead letters.
    static var attempts: Int { 10 }

    var name: String { consumer.name }
    private var cursor: ConsumerCursor { ConsumerCursor(name: consumer.name, database: database, window: window) }

    func start() async throws {
        try await cursor.make()
    }

    func step() async throws -> Int {
        let tookUp = try await takeUpDue()
        let (_, events, parked) = try await cursor.next()
        var held = parked
        // What the consumer does not want is passed over in one write, however much it is.
        var passed = 0
        while passed < events.count {
            let unwanted = events[passed...].prefix { !consumer.wants($0) }
            if let first = unwanted.first, let last = unwanted.last {
                try await skip(from: first.position, to: last.position + 1)
                passed = unwanted.endIndex
            } else {
                try await take(events[passed], &held)
                passed += 1
            }
        }
        return tookUp + events.count
    }

    private func skip(from position: Int64, to end: Int64) async throws {
        let name = consumer.name
        _ = try await database.write("journal.skip", priority: .bulk) { transaction in
            try ConsumerCursor.move(name, from: position, to: end, in: transaction)
        }
    }

    private func take(_ event: RecordedEvent, _ held: inout Set<Int64>) async throws {
        let now = clock.now()
        let stream = event.stream.rawValue
        if held.contains(stream) {
            try await pass(event, parking: ParkedEvent(event, at: now, attempts: 0, due: nil, reason: ""))
        } else if let releasedAt = event.header.releasedAt, releasedAt > now {
            held.insert(stream)
            try await pass(
                event, parking: ParkedEvent(event, at: now, attempts: 0, due: releasedAt, reason: "not released yet"))
        } else if let failure = try await deliver(event) {
            held.insert(stream)
            try await pass(
                event, parking: waiting(ParkedEvent(event, at: now, attempts: 0, due: nil, reason: ""), failure))
        } else {
            try await pass(event, parking: nil)
        }
    }

    /// The error, if it is the consumer's; nil when the event was delivered.
    private func deliver(_ event: RecordedEvent) async throws -> (any Error)? {
        do {
            try await consumer.deliver(event, key: "\(consumer.name):\(event.id)", JournalReader(database))
            return nil
        } catch let error where ConsumerFailure.isOfTheEvents(error) {
            return error
        }
    }

    private func pass(_ event: RecordedEvent, parking parked: ParkedEvent?) async throws {
        let name = consumer.name
        _ = try await database.write("journal.deliver", priority: .bulk) { transaction in
            try ConsumerCursor.move(name, from: event.position, to: event.position + 1, in: transaction)
            try parked?.insert(for: name, in: transaction)
        }
    }

    /// Delivers what was held or failed and is due now, and then what waits behind it in its stream.
    private func takeUpDue() async throws -> Int {
        let name = consumer.name
        let now = clock.now()
        let due = try await database.read { transaction in
            try transaction.all(JournalStore.dueParked, [.text(name), .instant(now), .int(100)], ParkedEvent.init)
        }
        for parked in due { try await retry(parked.stream) }
        return due.count
    }

    func retry(_ stream: ID<EventStream>) async throws {
        let name = consumer.name
        while let (parked, event) = try await database.read({ try firstParked(of: stream, for: name, in: $0) }) {
            if let releasedAt = event.header.releasedAt, releasedAt > clock.now() {
                var held = parked
                held.due = releasedAt
                return try await put(back: held)
            }
            if let failure = try await deliver(event) { return try await put(back: waiting(parked, failure)) }
            _ = try await database.write("journal.deliver", priority: .bulk) { transaction in
                try transaction.execute(JournalStore.unpark, [.text(name), .int(parked.position)])
            }
        }
    }

    private func put(back parked: ParkedEvent) async throws {
        let name = consumer.name
        _ = try await database.write("journal.park", priority: .bulk) { transaction in
            try parked.update(for: name, in: transaction)
        }
    }

    /// The wait doubles from one second up to an hour.
    private func waiting(_ parked: ParkedEvent, _ failure: any Error) -> ParkedEvent {
        var parked = parked
        parked.attempts += 1
        parked.reason = ConsumerFailure.reason(failure)
        parked.due =
            parked.attempts < Self.attempts
            ? clock.now().adding(seconds: min(1 << Int64(parked.attempts - 1), 3_600)) : nil
        return parked
    }
}
