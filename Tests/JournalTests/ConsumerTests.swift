import Civic
import Journal
import Store
import TestEngines
import Testing

@Suite struct ConsumerTests {
    struct Refusal: Error {}

    /// Writes one row an event; its primary key would show an event taken twice.
    struct LedgerKeeper: JournalConsumer {
        let name = "test.ledger"
        /// While true, events of kind "bad" are refused.
        let refuses: Kept<Bool>

        func prepare(_ events: [RecordedEvent], _ reader: JournalReader) async throws -> [RecordedEvent] { events }

        func apply(_ events: [RecordedEvent], in transaction: any Transaction) throws {
            for event in events {
                if event.kind == "bad" && refuses.withLock({ $0 }) { throw Refusal() }
                try transaction.execute(Self.insert, [.int(event.position), .text(event.kind)])
            }
        }

        private static let insert = Statement("INSERT INTO ledger (position, kind) VALUES (?, ?)")
    }

    struct Speaker: OutsideConsumer {
        let name = "test.speaker"
        let said = Kept<[String]>([])
        let isDown = Kept(false)

        func wants(_ event: RecordedEvent) -> Bool { event.kind != "unheard" }

        func deliver(_ event: RecordedEvent, key: String, _ reader: JournalReader) async throws {
            if isDown.withLock({ $0 }) { throw Refusal() }
            said.withLock { $0.append("\(event.stream)/\(event.header.streamSeq)") }
        }
    }

    @Test(arguments: Engine.allCases)
    func `every event is taken exactly once though two runners race and are cut off`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let bell = JournalBell()
        var runner = ConsumerRunner(fixture.database, clock: fixture.clock, bell: bell, sequencer: fixture.sequencer)
        runner.add(LedgerKeeper(refuses: Kept(true)))
        let racing = runner

        for round in 0..<4 {
            let tasks = (0..<2).map { _ in Task { await racing.run(poll: .milliseconds(20)) } }
            for part in 0..<5 {
                let first = round * 500 + part * 100
                try await fixture.append((first..<first + 100).map { fixture.event(1, Int64($0 + 1)) })
                bell.ring()
            }
            for task in tasks { task.cancel() }
            for task in tasks { await task.value }
        }
        let task = Task { await racing.run() }
        try await racing.caughtUp()
        task.cancel()
        await task.value

        #expect(try await fixture.ledger() == Array(0..<2_000))
        let report = try await fixture.verifier.verify()
        #expect(report.ok, "\(report.faults)")
        #expect(report.treeSize == 2_000)
    }

    @Test(arguments: Engine.allCases)
    func `an event that fails parks its stream and nobody else's`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let refuses = Kept(true)
        var runner = ConsumerRunner(fixture.database, clock: fixture.clock)
        runner.add(LedgerKeeper(refuses: refuses))
        try await fixture.append(
            fixture.event(1, 1), fixture.event(2, 1, kind: "bad"), fixture.event(2, 2), fixture.event(3, 1),
            fixture.event(1, 2))

        try await runner.settle()
        try await fixture.append(fixture.event(2, 3), fixture.event(3, 2))
        try await runner.settle()

        #expect(try await fixture.ledger() == [0, 3, 4, 6])
        let parked = try await fixture.database.read { try ParkedEvent.all(of: "test.ledger", in: $0) }
        #expect(parked.map(\.position) == [1, 2, 5])
        #expect(parked.first?.reason.contains("Refusal") == true)

        try await runner.retry("test.ledger", ID(2))
        #expect(try await fixture.ledger() == [0, 3, 4, 6])
        refuses.withLock { $0 = false }
        try await runner.retry("test.ledger", ID(2))

        #expect(try await fixture.ledger() == Array(0...6))
        #expect(try await fixture.database.read { try ParkedEvent.all(of: "test.ledger", in: $0) } == [])
    }

    @Test(arguments: Engine.allCases)
    func `nothing is said before its release and nothing overtakes it in its stream`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let speaker = Speaker()
        var runner = ConsumerRunner(fixture.database, clock: fixture.clock)
        runner.add(speaker)
        let release = fixture.clock.now().adding(seconds: 30)
        try await fixture.append(
            fixture.event(1, 1, releasedAt: release), fixture.event(1, 2), fixture.event(2, 1),
            fixture.event(3, 1, kind: "unheard", releasedAt: release), fixture.event(3, 2))

        try await runner.settle()
        #expect(speaker.said.withLock { $0 } == ["2/1", "3/2"])

        fixture.clock.advance(milliseconds: 30_000)
        try await runner.settle()
        #expect(speaker.said.withLock { $0 } == ["2/1", "3/2", "1/1", "1/2"])
    }

    @Test(arguments: Engine.allCases)
    func `a receiver that is down is tried again later and at last given to the administrator`(engine: Engine)
        async throws
    {
        let fixture = try await Fixture(engine)
        let speaker = Speaker()
        speaker.isDown.withLock { $0 = true }
        var runner = ConsumerRunner(fixture.database, clock: fixture.clock)
        runner.add(speaker)
        try await fixture.append(fixture.event(1, 1), fixture.event(1, 2))

        try await runner.settle()
        let first = try await fixture.database.read { try ParkedEvent.all(of: "test.speaker", in: $0) }
        #expect(first.map(\.attempts) == [1, 0])
        for _ in 0..<20 {
            fixture.clock.advance(milliseconds: 3_600_000)
            try await runner.settle()
        }
        let dead = try await fixture.database.read { try ParkedEvent.all(of: "test.speaker", in: $0) }
        #expect(dead.map(\.attempts) == [10, 0])
        #expect(dead.allSatisfy { $0.due == nil })

        speaker.isDown.withLock { $0 = false }
        try await runner.retry("test.speaker", ID(1))
        #expect(speaker.said.withLock { $0 } == ["1/1", "1/2"])
    }

    @Test(arguments: Engine.allCases)
    func `the key of the heads is its owner's alone and is found again`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let path = fixture.folder + "/head.key"

        let made = try HeadKey(file: path)
        let found = try HeadKey(file: path)

        #expect(made.publicKey.keyID == found.publicKey.keyID)
        #expect(try fixture.mode(path) == 0o600)
        let published = try #require(HeadPublicKey(text: try fixture.text(path + ".pub")))
        #expect(published.keyID == made.publicKey.keyID)
    }
}
