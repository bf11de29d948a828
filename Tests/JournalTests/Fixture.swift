import Civic
import Foundation
import Journal
import Store
import TestEngines

/// A journal of its own for each test, with a standing clock.
final class Fixture: Sendable {
    let home: TestDatabase
    let clock = ManualClock(Instant(milliseconds: 1_795_000_000_000))
    let ids: IDGenerator
    let key = HeadKey()

    var folder: String { home.folder }
    var database: any Database { home.database }
    var kept: KeptHead { KeptHead(file: folder + "/head.newest") }
    var sequencer: TreeSequencer { TreeSequencer(database, clock: clock, key: key, kept: kept) }
    var verifier: JournalVerifier { JournalVerifier(database, keys: [key.publicKey], clock: clock) }
    var reader: JournalReader { JournalReader(database) }

    init(_ engine: Engine) async throws {
        ids = IDGenerator(node: 3, clock: clock)
        home = try await TestDatabase(engine)
        try await database.migrate(JournalSchema.migrations + [Self.ledger])
    }

    /// What the tests' consumer writes: one row an event, so that a second writing shows.
    static let ledger = Migration(
        "Test.0001_create_ledger",
        [
            .createTable(
                Table(
                    "ledger", primaryKey: ["position"],
                    columns: [Column("position", .id, .open), Column("kind", .text, .open)]))
        ])

    func event(
        _ stream: Int64, _ seq: Int64, kind: String = "lantern.lit", facts: EventFacts = ["height": 3],
        releasedAt: Instant? = nil
    ) -> NewEvent {
        NewEvent(
            id: ids.next(), stream: ID(stream), streamSeq: seq, kind: kind, at: clock.now(), releasedAt: releasedAt,
            actor: .house, unit: "HN.HK", facts: facts, body: BodyWriter.object { $0.int("seq", seq) }, salt: .random())
    }

    @discardableResult
    func append(_ events: NewEvent...) async throws -> [NewEvent] {
        try await append(events)
    }

    @discardableResult
    func append(_ events: [NewEvent]) async throws -> [NewEvent] {
        _ = try await database.write("test.append") { transaction in
            for event in events { try Journal.append(event, in: transaction) }
        }
        return events
    }

    /// `count` events on three streams, followed by the tree and a signed head.
    @discardableResult
    func fill(_ count: Int) async throws -> [NewEvent] {
        let events: [NewEvent] = (0..<Int64(count)).map { event($0 % 3 + 1, $0 / 3 + 1) }
        try await append(events)
        try await settle()
        return events
    }

    func settle() async throws {
        try await ConsumerRunner(database, clock: clock, sequencer: sequencer).settle()
    }

    /// Positions for what was appended, and nothing else.
    func number() async throws {
        try await ConsumerRunner(database, clock: clock).settle()
    }

    func run(_ sql: SQL) async throws {
        _ = try await database.write("test.tamper") { try $0.execute(sql) }
    }

    func faults() async throws -> [VerifyReport.Fault] {
        try await verifier.verify().faults
    }

    func ledger() async throws -> [Int64] {
        try await database.read { try $0.all("SELECT position FROM ledger ORDER BY position") { $0.int(0) } }
    }
}

extension Fixture {
    func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    func text(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }
}
