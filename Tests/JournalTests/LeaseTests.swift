import Civic
import Store
import TestEngines
import Testing

@testable import Journal

/// Two nodes on one database. What is said of the table holds on both engines; that there can be another node is true
/// on PostgreSQL alone, so the embedded one is shown through `Shared`.
@Suite struct LeaseTests {
    /// Says of any engine that others may write to it.
    private struct Shared: Database {
        let engine: any Database

        func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value
        {
            try await engine.read(body)
        }
        func write<Value: Sendable>(
            _ useCase: StaticString, priority: WritePriority,
            _ body: @escaping @Sendable (any Transaction) throws -> Value
        ) async throws -> Committed<Value> {
            try await engine.write(useCase, priority: priority, body)
        }
        func migrate(_ migrations: [Migration]) async throws {}
        func appliedMigrations() async throws -> [AppliedMigration] { [] }
        func estimatedRows(of table: String) async throws -> Int64? { nil }
        func prepareGrowth(at now: Instant) async throws {}
        func bytes() async throws -> Int64 { 0 }
        func backup(to path: String) async throws {}
        func close() async throws {}
        var figures: StoreFigures { engine.figures }
        var admitsOtherNodes: Bool { true }
    }

    private func node(_ name: String, _ fixture: Fixture, life: Duration = .milliseconds(0)) -> LeaseKeeper {
        var terms = LeaseKeeper.Terms()
        terms.life = life
        terms.numberRest = life
        return LeaseKeeper(Shared(engine: fixture.database), clock: fixture.clock, holder: name, terms: terms)
    }

    @Test(arguments: Engine.allCases)
    func `one node of two has the lease, and the other gets it when it is given back`(_ engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let (first, second) = (node("a", fixture, life: .seconds(3_600)), node("b", fixture, life: .seconds(3_600)))
        for node in [first, second] { node.want(["job.timers"]) }

        try await first.beat()
        try await second.beat()
        try await second.beat()
        #expect(first.lease("job.timers")?.term == 1)
        #expect(second.lease("job.timers") == nil)

        try await first.close()
        try await second.beat()
        #expect(first.lease("job.timers") == nil)
        #expect(second.lease("job.timers")?.term == 3, "given back and taken: the number grew twice")
    }

    @Test(arguments: Engine.allCases)
    func `a node that shows no life loses its lease, and its late write is refused`(_ engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let sleeper = node("a", fixture, life: .seconds(3_600))
        let taker = node("b", fixture)
        sleeper.want(["job.timers"])
        taker.want(["job.timers"])
        try await sleeper.beat()
        let old = try #require(sleeper.lease("job.timers"))

        // Seen once, and unchanged when it is looked at again after its life of no time at all.
        try await taker.beat()
        try await taker.beat()

        let fenced = FencedDatabase(fixture.database)
        await #expect(throws: LeaseLost.self) {
            try await Lease.$current.withValue(old) {
                try await fenced.write("test.late") {
                    try $0.execute("INSERT INTO ledger (position, kind) VALUES (1, 'late')")
                }
            }
        }
        #expect(try await fixture.ledger() == [])
        try await sleeper.beat()
        #expect(sleeper.lease("job.timers") == nil, "it learns that it has lost it")
    }

    @Test(arguments: Engine.allCases)
    func `a holder that shows life keeps its lease from one who waits for it`(_ engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let holder = node("a", fixture, life: .seconds(3_600))
        let waiter = node("b", fixture)
        holder.want(["consumer.x"])
        waiter.want(["consumer.x"])

        for _ in 0..<5 {
            try await holder.beat()
            try await waiter.beat()
        }

        #expect(holder.lease("consumer.x")?.term == 1)
        #expect(waiter.lease("consumer.x") == nil)
    }

    @Test(arguments: Engine.allCases)
    func `nodes that start together get different numbers, and a number given back is used again`(
        _ engine: Engine
    ) async throws {
        let fixture = try await Fixture(engine)
        let nodes = (0..<6).map { node("n\($0)", fixture, life: .seconds(3_600)) }

        let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
            for node in nodes { group.addTask { try await node.takeNumber() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(numbers.sorted() == Array(0..<6))

        try await nodes[0].close()
        let again = try await node("late", fixture, life: .seconds(3_600)).takeNumber()
        #expect((0..<6).contains(again))
    }

    @Test(arguments: Engine.allCases)
    func `a consumer is led by the node that holds its lease alone, and by the next when that one stops`(
        _ engine: Engine
    ) async throws {
        let fixture = try await Fixture(engine)
        let shared = FencedDatabase(Shared(engine: fixture.database))
        let (first, second) = (node("a", fixture, life: .seconds(3_600)), node("b", fixture, life: .seconds(3_600)))
        func start(_ keeper: LeaseKeeper) -> Task<Void, Never> {
            var runner = ConsumerRunner(shared, clock: fixture.clock, sequencer: fixture.sequencer, leases: keeper)
            runner.add(ConsumerTests.LedgerKeeper(refuses: Kept(false)))
            let running = runner
            return Task { await running.run(poll: .milliseconds(20)) }
        }
        let work = (start(first), start(second))
        // Both want before either tries.
        while first.wantedCount < 3 || second.wantedCount < 3 { try await Task.sleep(for: .milliseconds(5)) }
        try await first.beat()
        try await second.beat()
        #expect(second.heldNames == [])

        try await fixture.append((1...40).map { fixture.event($0 % 3 + 1, ($0 - 1) / 3 + 1) })
        while try await fixture.ledger().count < 40 { try await Task.sleep(for: .milliseconds(5)) }
        work.0.cancel()
        await work.0.value
        try await first.close()
        try await second.beat()
        #expect(second.heldNames.count == 3)
        try await fixture.append([fixture.event(9, 1)])
        while try await fixture.ledger().count < 41 { try await Task.sleep(for: .milliseconds(5)) }
        work.1.cancel()
        await work.1.value

        #expect(try await fixture.ledger() == Array(0..<41))
    }
}
