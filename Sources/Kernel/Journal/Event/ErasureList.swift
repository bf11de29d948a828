package import Civic
import Foundation
package import Store

/// The erasures, kept in a file apart from backups: a backup made before one would bring the body back, and whoever
/// opens or restores it erases what stands here again. One line an event: its id, when it was recorded, the basis.
package struct ErasureList: OutsideConsumer {
    package let name = "journal.erasureList"
    private let path: String

    package init(path: String) {
        self.path = path
    }

    package func wants(_ event: RecordedEvent) -> Bool { event.kind == Erasure.kind }

    /// Synced before the cursor moves; a line may stand twice after a crash, which changes nothing.
    package func deliver(_ event: RecordedEvent, key: String, _ reader: JournalReader) async throws {
        guard let erased = event.facts.int("event").map({ ID<NewEvent>($0) }) else { return }
        try append([(Entry(event: erased, basis: event.facts.text("basis") ?? ""), event.header.at)])
    }

    package struct Entry: Sendable, Hashable {
        package let event: ID<NewEvent>
        package let basis: String
    }

    /// The events whose bodies must not be there, each once.
    package func entries() throws -> Set<Entry> {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        return Set(
            lines.compactMap { line in
                let words = line.split(separator: " ", maxSplits: 2)
                guard let event = words.first.flatMap({ ID<NewEvent>($0) }) else { return nil }
                return Entry(event: event, basis: words.count > 2 ? String(words[2]) : "")
            })
    }

    /// Writes down what the database knows erased and the list does not: of several nodes the consumer runs on one, and
    /// each keeps a list of its own.
    package func complete(from database: any Database) async throws {
        let erased = try await database.read { transaction in
            try transaction.all(JournalStore.erasures) { row in
                (Entry(event: ID(row.int(0)), basis: row.text(1)), row.instant(2))
            }
        }
        let listed = Set(try entries().map(\.event))
        try append(erased.filter { !listed.contains($0.0.event) })
    }

    private func append(_ entries: [(Entry, at: Instant)]) throws {
        guard !entries.isEmpty else { return }
        let lines = entries.map { "\($0.0.event) \($0.at.milliseconds) \($0.0.basis)\n" }.joined()
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw unwritable }
        defer { close(descriptor) }
        guard write(descriptor, lines, lines.utf8.count) == lines.utf8.count, fsync(descriptor) == 0
        else { throw unwritable }
    }

    private var unwritable: JournalError {
        .file("the list of erasures \(path) cannot be written: \(String(cString: strerror(errno)))")
    }

    /// Erases again what an older copy of the database brought back, before anybody can read it: when it is restored and
    /// when the house is opened. Each is recorded anew, on the basis it had.
    /// - Returns: how many bodies had come back.
    @discardableResult
    package func enforce(in database: any Database, clock: any CityClock, ids: IDGenerator) async throws -> Int {
        var erased = 0
        for entry in try entries().sorted(by: { $0.event.rawValue < $1.event.rawValue }) {
            let isBack = try await database.read { try Self.hasBody(entry.event, in: $0) }
            guard isBack else { continue }
            let (id, salt, now) = (ids.next(NewEvent.self), Salt.random(), clock.now())
            erased += try await database.write("journal.eraseAgain") { transaction in
                // Another node that opens the same copy may have been first.
                guard try Self.hasBody(entry.event, in: transaction) else { return 0 }
                let erasure = Erasure(
                    of: entry.event, id: id, stream: Self.stream,
                    streamSeq: try Journal.lastSeq(of: Self.stream, in: transaction) + 1, at: now, by: Self.house,
                    basis: entry.basis, order: "journal.erasureList", salt: salt)
                try Journal.erase(erasure, in: transaction)
                return 1
            }
        }
        return erased
    }

    private static func hasBody(_ event: ID<NewEvent>, in transaction: any Transaction) throws -> Bool {
        try transaction.first(JournalStore.body, [.id(event)]) { _ in true } ?? false
    }

    /// Erasures made again belong to no dossier: they stand on a stream of their own, by the house itself.
    private static let stream = ID<EventStream>(3)
    private static let house = ID<EventActor>(0)
}
