package import Civic
import Foundation
package import Store

/// The erasures, kept in a file apart from backups: a backup made before one would bring the body back, and `restore`
/// erases what stands here again. One line an event: its id, when it was recorded, the basis.
package struct ErasureList: OutsideConsumer {
    package let name = "journal.erasureList"
    private let path: String

    package init(path: String) {
        self.path = path
    }

    package func wants(_ event: RecordedEvent) -> Bool { event.kind == Erasure.kind }

    /// Synced before the cursor moves; a line may stand twice after a crash, which changes nothing.
    package func deliver(_ event: RecordedEvent, key: String, _ reader: JournalReader) async throws {
        guard let erased = event.facts.int("event") else { return }
        let line = "\(erased) \(event.header.at.milliseconds) \(event.facts.text("basis") ?? "")\n"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        defer { close(descriptor) }
        guard descriptor >= 0, write(descriptor, line, line.utf8.count) == line.utf8.count, fsync(descriptor) == 0
        else {
            throw JournalError.file(
                "the list of erasures \(path) cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    /// The events whose bodies must not be there.
    package func events() throws -> [ID<NewEvent>] { try lines().map(\.event) }

    private func lines() throws -> [(event: ID<NewEvent>, basis: String)] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        return lines.compactMap { line -> (event: ID<NewEvent>, basis: String)? in
            let parts = line.split(separator: " ", maxSplits: 2)
            guard let first = parts.first, let event = ID<NewEvent>(first) else { return nil }
            return (event: event, basis: parts.count == 3 ? String(parts[2]) : "")
        }
    }

    /// Erases again what an older copy of the database brought back, before anybody can read it: at the opening of the
    /// house. Each is recorded anew, on the basis it had.
    /// - Returns: how many bodies had come back.
    @discardableResult
    package func enforce(in database: any Database, clock: any CityClock, ids: IDGenerator) async throws -> Int {
        var erased: Set<ID<NewEvent>> = []
        for line in try lines() where !erased.contains(line.event) {
            let isBack = try await database.read {
                try $0.first(JournalStore.body, [.id(line.event)]) { _ in true } ?? false
            }
            guard isBack else { continue }
            erased.insert(line.event)
            let (id, salt, now) = (ids.next(NewEvent.self), Salt.random(), clock.now())
            _ = try await database.write("journal.eraseAgain") { transaction in
                let erasure = Erasure(
                    of: line.event, id: id, stream: Self.stream,
                    streamSeq: try Journal.lastSeq(of: Self.stream, in: transaction) + 1, at: now, by: Self.house,
                    basis: line.basis, order: "journal.erasureList", salt: salt)
                try Journal.erase(erasure, in: transaction)
            }
        }
        return erased.count
    }

    /// Erasures made again belong to no dossier: they stand on a stream of their own, by the house itself.
    private static let stream = ID<EventStream>(3)
    private static let house = ID<EventActor>(0)
}
