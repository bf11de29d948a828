import Civic
import Store

/// How far a consumer has come: the next position it will read.
struct ConsumerCursor {
    static let batch = 1_000

    let name: String
    let database: any Database
    /// Where consumers of this process share what they read; nil: this one reads for itself.
    var window: JournalWindow?

    func make() async throws {
        let name = name
        _ = try await database.write("journal.makeCursor", priority: .bulk) { transaction in
            try transaction.execute(JournalStore.makeCursor, [.text(name)])
        }
    }

    /// The next events, and which of their streams are parked.
    func next() async throws -> (position: Int64, events: [RecordedEvent], parked: Set<Int64>) {
        let (name, window) = (name, window)
        return try await database.read { transaction in
            let position = try Self.position(of: name, in: transaction)
            let events: [RecordedEvent]
            if let shared = window?.events(from: position, limit: Self.batch) {
                events = shared
            } else {
                events = try Journal.events(from: position, limit: Self.batch, in: transaction)
                window?.keep(events)
            }
            var parked: Set<Int64> = []
            if try !ParkedEvent.all(of: name, limit: 1, in: transaction).isEmpty {
                for stream in Set(events.map(\.stream))
                where try ParkedEvent.isParked(stream, for: name, in: transaction) {
                    parked.insert(stream.rawValue)
                }
            }
            return (position, events, parked)
        }
    }

    static func position(of name: String, in transaction: any Transaction) throws -> Int64 {
        try transaction.first(JournalStore.cursor, [.text(name)]) { $0.int(0) } ?? 0
    }

    /// The compare-and-set that makes a consumer's writes exactly once.
    static func move(_ name: String, from old: Int64, to new: Int64, in transaction: any Transaction) throws {
        try transaction.execute(
            JournalStore.moveCursor, [.int(new), .text(name), .int(old)], changing: 1, else: CursorMoved())
    }
}

/// Another runner of the same consumer was faster; nothing was written here.
struct CursorMoved: Error {}
