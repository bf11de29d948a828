import Civic
import Store
import TestEngines
import Testing

@testable import Journal

/// How events come to their positions where writers run side by side (decision record 0005).
@Suite struct NumberingTests {
    @Test func `the order is that of ids, but never a stream's next before its last`() {
        func event(_ id: Int64, _ stream: Int64, _ seq: Int64, after predecessor: Int64?) -> PendingEvent {
            PendingEvent(id: id, stream: stream, streamSeq: seq, predecessor: predecessor)
        }
        let pending = [
            event(50, 1, 1, after: nil),
            // The clock of the node that wrote 3 and 2 was behind.
            event(20, 1, 3, after: -40), event(40, 1, 2, after: -50),
            event(30, 2, 8, after: 7),
            // Its predecessor waits, but was not among those read.
            event(10, 3, 5, after: -99),
        ]

        #expect(NumberingOrder.ids(of: pending) == [30, 50, 40, 20])
    }

    @Test func `any order of reading gives the same order of numbers`() {
        var random = Seeded(5)
        for _ in 0..<50 {
            var events: [PendingEvent] = []
            for stream in Int64(1)...6 {
                let ids = (0..<8).map { _ in Int64.random(in: 1...1_000_000, using: &random) }
                for (seq, id) in ids.enumerated() {
                    events.append(
                        PendingEvent(
                            id: id, stream: stream, streamSeq: Int64(seq + 1),
                            predecessor: seq == 0 ? nil : -ids[seq - 1]))
                }
            }
            let order = NumberingOrder.ids(of: events)

            #expect(order.count == events.count)
            #expect(NumberingOrder.ids(of: events.shuffled(using: &random)) == order)
            for event in events {
                guard let predecessor = event.predecessor, let before = order.firstIndex(of: -predecessor) else {
                    continue
                }
                #expect(order.firstIndex(of: event.id).map { $0 > before } == true)
            }
        }
    }

    @Test func `an event has no position before it is numbered and is there all the same`() async throws {
        let fixture = try await Fixture(.postgres)
        let events = try await fixture.append((1...5).map { fixture.event(1, Int64($0)) })

        #expect(try await fixture.reader.count() == 0)
        #expect(try await fixture.reader.events(from: 0, limit: 9).isEmpty)
        #expect(try await fixture.reader.stream(ID(1)).map(\.event.id) == events.map(\.id))
        #expect(try await fixture.database.read { try Journal.lastSeq(of: ID(1), in: $0) } == 5)
        #expect(try await fixture.verifier.verify().unnumbered == 5)

        try await fixture.number()

        #expect(try await fixture.reader.events(from: 0, limit: 9).map(\.position) == Array(0..<5))
        #expect(try await fixture.verifier.verify().unnumbered == 0)
    }

    @Test func `what commits late is numbered later and by nobody skipped`() async throws {
        let fixture = try await Fixture(.postgres)
        let gate = Gate()
        let late = fixture.event(1, 1)
        let early = (2...5).map { fixture.event(Int64($0), 1) }

        // The first id, the first statement, the last commit.
        let writing = Task {
            _ = try await fixture.database.write("test.late") { transaction in
                try Journal.append(late, in: transaction)
                _ = try Journal.lastSeq(of: late.stream, in: transaction)
                gate.pass()
            }
        }
        await gate.awaitSomebody()
        try await fixture.append(early)
        try await fixture.number()
        let before = try await fixture.reader.events(from: 0, limit: 9).map(\.id)
        gate.open()
        try await writing.value
        try await fixture.settle()

        #expect(before == early.map(\.id))
        #expect(try await fixture.reader.events(from: 0, limit: 9).map(\.id) == (early + [late]).map(\.id))
        #expect(try await fixture.verifier.verify().ok)
    }

    @Test func `an event behind a gap in its stream waits and is reported`() async throws {
        let fixture = try await Fixture(.postgres)
        try await fixture.append(fixture.event(1, 2), fixture.event(1, 3), fixture.event(2, 1))

        try await fixture.settle()

        #expect(try await fixture.reader.events(from: 0, limit: 9).map(\.stream) == [ID(2)])
        let report = try await fixture.verifier.verify()
        #expect(report.faults.map(\.kind) == [.missing])
        #expect(report.unnumbered == 2)
        try await fixture.append(fixture.event(1, 1))
        try await fixture.settle()
        #expect(try await fixture.verifier.verify().ok)
        #expect(try await fixture.reader.count() == 4)
    }

    @Test func `many writers and racing sequencers leave one dense order that every consumer sees once`() async throws {
        let fixture = try await Fixture(.postgres)
        let bell = JournalBell()
        var runner = ConsumerRunner(fixture.database, clock: fixture.clock, bell: bell, sequencer: fixture.sequencer)
        runner.add(ConsumerTests.LedgerKeeper(refuses: Kept(false)))
        let racing = runner
        let nodes = (0..<3).map { _ in Task { await racing.run(poll: .milliseconds(20)) } }

        try await withThrowingTaskGroup(of: Void.self) { group in
            for stream in Int64(1)...8 {
                group.addTask {
                    var random = Seeded(UInt64(stream))
                    for seq in Int64(1)...25 {
                        let event = fixture.event(stream, seq)
                        let pause = Double.random(in: 0...0.004, using: &random)
                        _ = try await fixture.database.write("test.append") { transaction in
                            try Journal.append(event, in: transaction)
                            // Commits leave in another order than ids were drawn.
                            try transaction.first("SELECT 1 FROM (SELECT pg_sleep(\(.real(pause)))) AS held") { _ in }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        try await racing.caughtUp()
        for node in nodes { node.cancel() }
        for node in nodes { await node.value }

        #expect(try await fixture.reader.count() == 200)
        #expect(try await fixture.ledger() == Array(0..<200))
        let report = try await fixture.verifier.verify()
        #expect(report.ok, "\(report.faults)")
        #expect(report.treeSize == 200)
    }
}
