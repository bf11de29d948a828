import Civic
package import Store

/// Gives committed events their positions, on engines where a writer cannot (decision records 0005 and 0017).
///
/// An append on such an engine stands at the negative of its id. This takes what it sees there and numbers it in one
/// transaction, in order of ids, never a stream's n + 1 before its n. What commits late is seen later and numbered then:
/// nothing is skipped, and no long transaction holds the others up. Any number of nodes may run it; the compare-and-set
/// of the cursor lets one of them through.
struct EventNumbering: Follower {
    /// Its cursor is the next position to give.
    static let name = "journal.positions"
    var name: String { Self.name }
    private let database: any Database
    private let bell: JournalBell
    /// Numbers on any engine: events that came without a position from one that gives it later.
    private let isForced: Bool

    init(_ database: any Database, _ bell: JournalBell, isForced: Bool = false) {
        self.database = database
        self.bell = bell
        self.isForced = isForced
    }

    func start() async throws {
        guard try await isNeeded() else { return }
        try await ConsumerCursor(name: name, database: database).make()
    }

    /// It follows nothing and has nothing to park.
    func retry(_ stream: ID<EventStream>) async throws {}

    func step() async throws -> Int {
        let (name, isForced) = (name, isForced)
        let seen: Seen? = try await database.read { transaction in
            guard isForced || !transaction.numbersEventsAtAppend else { return nil }
            let pending = try transaction.all(
                JournalStore.pending, [.int(ConsumerCursor.batch)], PendingEvent.init)
            let cursor = try ConsumerCursor.position(of: name, in: transaction)
            // The cursor is behind when the events were restored from an engine that numbers at append.
            return Seen(cursor: cursor, next: max(cursor, try Journal.count(in: transaction)), pending: pending)
        }
        guard let seen else { return 0 }
        let ids = NumberingOrder.ids(of: seen.pending)
        guard !ids.isEmpty else { return 0 }
        _ = try await database.write("journal.number", priority: .bulk) { transaction in
            try Self.number(ids, seen, name, in: transaction)
        }
        bell.ring()
        return ids.count
    }

    private struct Seen: Sendable {
        let cursor: Int64
        let next: Int64
        let pending: [PendingEvent]
    }

    private static func number(
        _ ids: [Int64], _ seen: Seen, _ name: String, in transaction: any Transaction
    ) throws {
        let end = seen.next + Int64(ids.count)
        try ConsumerCursor.move(name, from: seen.cursor, to: end, in: transaction)
        for (offset, id) in ids.enumerated() {
            try transaction.execute(JournalStore.number, [.int(seen.next + Int64(offset)), .int(-id)])
        }
        let numbered = try transaction.first(JournalStore.countBetween, [.int(seen.next), .int(end)]) { $0.int(0) }
        guard numbered == Int64(ids.count) else {
            throw StoreError.damaged("events went away before they had a position: run `motcua journal verify`")
        }
    }

    private func isNeeded() async throws -> Bool {
        if isForced { return true }
        return try await database.read { !$0.numbersEventsAtAppend }
    }

    /// All committed events, with and without a position.
    static func total(_ database: any Database) async throws -> Int64 {
        try await database.read { transaction in
            let pending = try transaction.first(JournalStore.countPending) { $0.int(0) } ?? 0
            return try Journal.count(in: transaction) + pending
        }
    }
}

extension Journal {
    /// After a copy from another engine: gives a position to what the source had not numbered yet.
    package static func numberRest(of copy: any Database) async throws {
        let numbering = EventNumbering(copy, JournalBell(), isForced: true)
        try await numbering.start()
        while try await numbering.step() > 0 {}
    }
}

/// A committed event that waits for its position.
struct PendingEvent: Sendable {
    let id: Int64
    let stream: Int64
    let streamSeq: Int64
    /// Where the event before it in its stream stands: below 0 when it waits as well; nil for the first of a stream.
    let predecessor: Int64?

    init(id: Int64, stream: Int64, streamSeq: Int64, predecessor: Int64?) {
        self.id = id
        self.stream = stream
        self.streamSeq = streamSeq
        self.predecessor = predecessor
    }

    /// Columns of `JournalStore.pending`.
    init(_ row: any Row) {
        self.init(id: row.int(0), stream: row.int(1), streamSeq: row.int(2), predecessor: row.optionalInt(3))
    }
}

/// The order in which waiting events are numbered.
enum NumberingOrder {
    /// By id, but each behind the one before it in its stream; one whose predecessor waits outside `pending` is left
    /// for later. Ids of two nodes with different clocks may contradict the stream: the stream is right.
    static func ids(of pending: [PendingEvent]) -> [Int64] {
        var ids: [Int64] = []
        ids.reserveCapacity(pending.count)
        var placed: Set<Int64> = []
        var held: [Int64: PendingEvent] = [:]
        for event in pending.sorted(by: { $0.id < $1.id }) {
            guard isFree(event, placed) else {
                held[-(event.predecessor ?? 0)] = event
                continue
            }
            var next: PendingEvent? = event
            while let event = next {
                ids.append(event.id)
                placed.insert(event.id)
                next = held.removeValue(forKey: event.id)
            }
        }
        return ids
    }

    private static func isFree(_ event: PendingEvent, _ placed: Set<Int64>) -> Bool {
        guard let predecessor = event.predecessor else { return true }
        return predecessor >= 0 || placed.contains(-predecessor)
    }
}
