import Civic
import Foundation
import Journal
import Store
import TestEngines
import Testing

/// What shows of a past that was forged without the key.
@Suite struct KeptHeadTests {
    @Test(arguments: Engine.allCases)
    func `the newest head is kept outside the database, for its owner alone`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.fill(5)
        let first = try fixture.kept.read()
        try await fixture.append(fixture.event(9, 1))
        try await fixture.settle()

        #expect(first?.size == 5)
        #expect(try fixture.kept.read()?.size == 6)
        #expect(try fixture.mode(fixture.kept.path) == 0o600)
        #expect(try await fixture.withKept().ok)
    }

    @Test(arguments: Engine.allCases)
    func `events older than a minute past the last head are a fault, younger ones are not`(engine: Engine) async throws
    {
        let fixture = try await Fixture(engine)
        try await fixture.fill(5)
        try await fixture.append(fixture.event(9, 1))
        try await fixture.number()
        fixture.clock.advance(milliseconds: 60_000)
        #expect(try await fixture.verifier.verify().ok)

        fixture.clock.advance(milliseconds: 1)

        let faults = try await fixture.faults()
        #expect(faults.map(\.kind) == [.unsigned])
        #expect(faults.first?.position == 5)
        fixture.clock.set(Instant(milliseconds: fixture.clock.now().milliseconds - 120_002))
        #expect(try await fixture.faults().map(\.kind) == [.unsigned], "dated ahead of the clock")
    }

    @Test(arguments: Engine.allCases)
    func `heads that were taken away are a fault, with and without the kept one`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.fill(30)
        try await fixture.run("DELETE FROM tree_head")

        #expect(try await fixture.withKept().faults.map(\.kind) == [.head])
        fixture.clock.advance(milliseconds: 120_000)
        #expect(try await fixture.faults().map(\.kind) == [.unsigned])
    }

    @Test(arguments: Engine.allCases)
    func `a forged past whose tree was taken away is found and never signed`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let events = try await fixture.fill(30)
        var forged = events[4].header
        forged.kind = "lantern.out"
        try await fixture.run(
            "UPDATE event SET kind = 'lantern.out', header = \(.blob(try forged.encoded())) WHERE position = 4")
        try await fixture.forgetTree()

        #expect(!(try await fixture.withKept().ok))
        await #expect(throws: JournalError.pastChanged(kept: fixture.kept.path, size: 30)) {
            try await fixture.settle()
        }
        #expect(try await fixture.heads() == 0)
        #expect(!(try await fixture.withKept().ok))
    }

    @Test(arguments: Engine.allCases)
    func `a roll back to an earlier signed head is found and nothing is signed over it`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.fill(5)
        let later = try await fixture.append((1...4).map { fixture.event(50, $0) })
        try await fixture.settle()
        for event in later {
            try await fixture.run("DELETE FROM event WHERE id = \(.id(event.id))")
            try await fixture.run("DELETE FROM event_body WHERE event = \(.id(event.id))")
        }
        try await fixture.run("DELETE FROM tree_head WHERE size > 5")
        // The numbering's cursor too, on engines that have one.
        try await fixture.run("UPDATE consumer_cursor SET position = 5")

        #expect(try await fixture.withKept().faults.map(\.kind).contains(.cutOff))
        try await fixture.append((1...9).map { fixture.event(60, $0) })
        await #expect(throws: JournalError.pastChanged(kept: fixture.kept.path, size: 9)) {
            try await fixture.settle()
        }
        #expect(try await fixture.heads() == 1)
    }

    @Test(arguments: Engine.allCases)
    func `a wiped journal is found`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.fill(5)
        try await fixture.run("DELETE FROM event_body")
        try await fixture.run("DELETE FROM event")
        try await fixture.forgetTree()

        #expect(Set(try await fixture.withKept().faults.map(\.kind)) == [.head, .cutOff])
    }

    @Test(arguments: Engine.allCases)
    func `a node that takes the tree over has an older head, which asks for less and is brought up to date`(
        engine: Engine
    ) async throws {
        let fixture = try await Fixture(engine)
        let other = KeptHead(file: fixture.folder + "/other.newest")
        func settle(_ kept: KeptHead) async throws {
            let sequencer = TreeSequencer(fixture.database, clock: fixture.clock, key: fixture.key, kept: kept)
            try await ConsumerRunner(fixture.database, clock: fixture.clock, sequencer: sequencer).settle()
        }
        try await fixture.fill(5)
        try await fixture.append(fixture.event(50, 1))
        try await settle(other)
        #expect(try (fixture.kept.read()?.size, other.read()?.size) == (5, 6))

        // Back again, and nothing happened meanwhile.
        try await settle(fixture.kept)
        #expect(try fixture.kept.read() == other.read())

        // The server is put back to where it was when the other had not signed yet.
        try await fixture.run("DELETE FROM event WHERE stream = 50")
        try await fixture.run("DELETE FROM tree_head WHERE size > 5")
        try await fixture.run("UPDATE consumer_cursor SET position = 5")
        await #expect(throws: JournalError.pastChanged(kept: other.path, size: 6)) { try await settle(other) }
        #expect(try await fixture.heads() == 1)
    }

    @Test func `a kept head that cannot be read is told and not written over`() async throws {
        let fixture = try await Fixture(.sqlite)
        try await fixture.fill(5)
        try "nothing".write(toFile: fixture.kept.path, atomically: true, encoding: .utf8)
        try await fixture.append(fixture.event(9, 1))

        await #expect(throws: JournalError.self) { try await fixture.settle() }
        #expect(try fixture.text(fixture.kept.path) == "nothing")
    }
}

extension Fixture {
    fileprivate func withKept() async throws -> VerifyReport {
        let head = try kept.read()
        return try await JournalVerifier(
            database, keys: [key.publicKey], witnessed: head.map { [$0] } ?? [], clock: clock
        ).verify()
    }

    fileprivate func forgetTree() async throws {
        try await run("DELETE FROM tree_head")
        try await run("DELETE FROM tree_tile")
        try await run("UPDATE consumer_cursor SET position = 0 WHERE name = 'journal.tree'")
    }

    fileprivate func heads() async throws -> Int64 {
        try await database.read { try $0.first("SELECT COUNT(*) FROM tree_head") { $0.int(0) } ?? 0 }
    }
}
