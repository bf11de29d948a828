import Civic
import Foundation
import Journal
import Store
import TestEngines
import Testing

@Suite struct VerifierTests {
    typealias Kind = VerifyReport.Fault.Kind

    @Test(arguments: Engine.allCases, [0, 1, 30, 501, 1_300])
    func `an untouched journal is whole`(engine: Engine, count: Int) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.fill(count)
        try await fixture.append(fixture.event(77, 1))
        try await fixture.number()

        let report = try await fixture.verifier.verify()

        #expect(report.ok, "\(report.faults)")
        #expect(report.events == Int64(count + 1))
        #expect(report.treeSize == Int64(count))
    }

    @Test(arguments: Engine.allCases)
    func `a changed header is named`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let events = try await fixture.fill(600)
        var forged = events[520].header
        forged.purpose = "nothing"
        try await fixture.run("UPDATE event SET header = \(.blob(try forged.encoded())) WHERE position = 520")

        let faults = try await fixture.faults()

        #expect(faults.map(\.kind) == [.headerChanged])
        #expect(faults.first?.position == 520)
        #expect(faults.first?.text.contains(events[520].id.description) == true)
    }

    @Test(arguments: Engine.allCases)
    func `a changed column is named`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.fill(30)
        try await fixture.run("UPDATE event SET kind = 'lantern.out' WHERE position = 7")

        let faults = try await fixture.faults()

        #expect(faults.map(\.kind) == [.columnChanged])
        #expect(faults.first?.position == 7)
    }

    @Test(arguments: Engine.allCases)
    func `a changed body, a changed salt and a body taken away are named`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let events = try await fixture.fill(30)
        try await fixture.run("UPDATE event_body SET body = \(.blob([1])) WHERE event = \(.id(events[3].id))")
        try await fixture.run(
            "UPDATE event_body SET salt = \(.blob(Array(repeating: 0, count: 32))) WHERE event = \(.id(events[4].id))")
        try await fixture.run("DELETE FROM event_body WHERE event = \(.id(events[5].id))")
        // An erasure that no event records is none.
        try await fixture.run("DELETE FROM event_body WHERE event = \(.id(events[6].id))")
        try await fixture.run(
            """
            INSERT INTO erasure (event, recorded_by, basis, at)
            VALUES (\(.id(events[6].id)), \(.id(events[0].id)), 'none', 1)
            """
        )

        let faults = try await fixture.faults()

        #expect(faults.map(\.position) == [3, 4, 5, 6])
        #expect(faults.map(\.kind) == [.bodyChanged, .bodyChanged, .bodyMissing, .bodyMissing])
    }

    @Test(arguments: Engine.allCases)
    func `bodies that only a table calls archived are missing all the same`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let events = try await fixture.fill(10)
        try await fixture.run("DELETE FROM event_body WHERE event = \(.id(events[5].id))")
        try await fixture.run(
            """
            INSERT INTO archived_range (table_name, start, past, column_names, row_count, digest, file, recorded_by, at)
            VALUES ('event_body', 0, \(Int64.max), 'event salt body', 1, \(.blob(Array(repeating: 0, count: 32))),
                'nowhere', \(.id(events[0].id)), 1)
            """)

        #expect(try await fixture.faults().map(\.kind) == [.archive, .bodyMissing])
    }

    @Test(arguments: Engine.allCases)
    func `a body without its event is named`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.fill(3)
        try await fixture.run("INSERT INTO event_body (event, salt, body) VALUES (12345, \(.blob([])), \(.blob([])))")

        #expect(try await fixture.faults().map(\.kind) == [.strayBody])
    }

    @Test(arguments: Engine.allCases)
    func `a missing event is named by its place`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let events = try await fixture.fill(600)
        try await fixture.run("DELETE FROM event WHERE position = 300")
        try await fixture.run("DELETE FROM event_body WHERE event = \(.id(events[300].id))")

        let faults = try await fixture.faults()

        #expect(faults.contains { $0.kind == .missing && $0.position == 300 })
        #expect(faults.allSatisfy { $0.kind == .missing })
    }

    @Test(arguments: Engine.allCases)
    func `a missing event is found though the rest was numbered anew`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let events = try await fixture.append((0..<40).map { fixture.event(Int64($0 + 1), 1) })
        try await fixture.settle()
        try await fixture.run("DELETE FROM event WHERE position = 10")
        try await fixture.run("DELETE FROM event_body WHERE event = \(.id(events[10].id))")
        for position in 11..<40 {
            try await fixture.run("UPDATE event SET position = \(position - 1) WHERE position = \(position)")
        }

        let faults = try await fixture.faults()

        #expect(faults.map(\.kind) == [.missing])
        #expect(faults.first?.position == 10)
    }

    @Test(arguments: Engine.allCases)
    func `an inserted event is named`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.append((0..<40).map { fixture.event(Int64($0 + 1), 1) })
        try await fixture.settle()
        for position in (10..<40).reversed() {
            try await fixture.run("UPDATE event SET position = \(position + 1) WHERE position = \(position)")
        }
        let forged = fixture.event(99, 1)
        try await fixture.append(forged)
        try await fixture.run("UPDATE event SET position = 10 WHERE id = \(.id(forged.id))")

        let faults = try await fixture.faults()

        #expect(faults.map(\.kind) == [.inserted])
        #expect(faults.first?.position == 10)
        #expect(faults.first?.text.contains(forged.id.description) == true)
    }

    @Test(arguments: Engine.allCases)
    func `events that changed places are named`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.append((0..<40).map { fixture.event(Int64($0 + 1), 1) })
        try await fixture.settle()
        try await fixture.run("UPDATE event SET position = 1000 WHERE position = 20")
        try await fixture.run("UPDATE event SET position = 20 WHERE position = 21")
        try await fixture.run("UPDATE event SET position = 21 WHERE position = 1000")

        let faults = try await fixture.faults()

        #expect(faults.map(\.kind) == [.reordered])
        #expect(faults.first?.position == 20)
    }

    @Test(arguments: Engine.allCases)
    func `a tail cut off is found, also when the tree was cut with it`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let events = try await fixture.fill(30)
        for event in events[25...] {
            try await fixture.run("DELETE FROM event WHERE id = \(.id(event.id))")
            try await fixture.run("DELETE FROM event_body WHERE event = \(.id(event.id))")
        }

        let first = try await fixture.faults()
        try await fixture.run("UPDATE consumer_cursor SET position = 25 WHERE name = 'journal.tree'")
        let second = try await fixture.faults()

        #expect(first.map(\.kind).contains(.cutOff))
        #expect(second.map(\.kind).contains(.cutOff))
        #expect(second.first { $0.kind == .cutOff }?.text.contains("5 events") == true)
    }

    @Test(arguments: Engine.allCases)
    func `a tail cut off with its heads is found by what the witness keeps`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let witness = fixture.folder + "/witness"
        try FileManager.default.createDirectory(atPath: witness, withIntermediateDirectories: true)
        let events = try await fixture.append((1...8).map { fixture.event(1, Int64($0)) })
        let sequencer = TreeSequencer(fixture.database, clock: fixture.clock, key: fixture.key, witness: witness)
        try await ConsumerRunner(fixture.database, clock: fixture.clock, sequencer: sequencer).settle()
        try await fixture.run("DELETE FROM event WHERE position = 7")
        try await fixture.run("DELETE FROM event_body WHERE event = \(.id(events[7].id))")
        try await fixture.run("DELETE FROM tree_head")
        try await fixture.run("UPDATE consumer_cursor SET position = 7 WHERE name = 'journal.tree'")

        let text = try String(contentsOfFile: witness + "/head-8.txt", encoding: .utf8)
        let head = try #require(TreeHead(text: text))
        let witnessed = try await JournalVerifier(
            fixture.database, keys: [fixture.key.publicKey], witnessed: [head], clock: fixture.clock
        ).verify()

        #expect(witnessed.faults.map(\.kind).contains(.cutOff))
    }

    @Test(arguments: Engine.allCases)
    func `a changed leaf is told from a changed event`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.fill(30)
        try await fixture.changeTile(level: 0, byte: 32 * 12)

        let faults = try await fixture.faults()

        #expect(faults.contains { $0.kind == .tile && $0.position == 12 })
        #expect(faults.allSatisfy { $0.kind == .tile })
    }

    @Test(arguments: Engine.allCases)
    func `a changed upper tile is found`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.fill(600)
        try await fixture.changeTile(level: 1, byte: 33)

        #expect(try await fixture.faults().map(\.kind) == [.tile])
    }

    @Test(arguments: Engine.allCases)
    func `a changed head and an unknown key are found`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.fill(30)

        #expect(
            try await JournalVerifier(fixture.database, keys: [], clock: fixture.clock).verify().faults.map(\.kind) == [
                .head
            ])
        try await fixture.run("UPDATE tree_head SET root = \(.blob(Array(repeating: 7, count: 32)))")
        #expect(try await fixture.faults().map(\.kind) == [.head])
    }

    @Test(arguments: Engine.allCases)
    func `a past rewritten with its tree does not give the signed root`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let events = try await fixture.fill(30)
        var forged = events[4].header
        forged.actor = ID(666)
        let header = try forged.encoded()
        try await fixture.run("UPDATE event SET header = \(.blob(header)) WHERE position = 4")
        try await fixture.changeTile(level: 0, byte: 32 * 4, to: MerkleTree.leaf(header).bytes)

        #expect(try await fixture.faults().map(\.kind) == [.head])
    }
}

extension Fixture {
    fileprivate func changeTile(level: Int, byte: Int, to bytes: [UInt8]? = nil) async throws {
        var tile = try await database.read { transaction in
            try transaction.first("SELECT hashes FROM tree_tile WHERE level = \(level) AND tile = 0") { $0.blob(0) }
                ?? []
        }
        if let bytes { tile.replaceSubrange(byte..<byte + bytes.count, with: bytes) } else { tile[byte] ^= 1 }
        try await run("UPDATE tree_tile SET hashes = \(.blob(tile)) WHERE level = \(level) AND tile = 0")
    }
}
