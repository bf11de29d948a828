import Civic
import Journal
import Store
import TestEngines
import Testing

@Suite struct LagTests {
    @Test(arguments: Engine.allCases)
    func `a consumer is behind by what it has not taken, and by how long the first of it waits`(
        _ engine: Engine
    ) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.fill(5)
        try await fixture.append([fixture.event(7, 1), fixture.event(7, 2)])
        try await fixture.number()
        fixture.clock.advance(milliseconds: 90_000)
        try await fixture.append([fixture.event(8, 1)])
        let now = fixture.clock.now()

        let names = ["journal.tree", "journal.positions"]
        let lags = try await fixture.database.read { try ConsumerLag.all(of: names, at: now, in: $0) }

        let tree = try #require(lags.first { $0.consumer == "journal.tree" })
        #expect(tree.events == 3 && tree.seconds == 90 && tree.parked == 0)
        #expect(
            lags.contains { $0.consumer == "journal.positions" } == (engine == .postgres), "nobody moves it on SQLite")
        #expect(try await fixture.database.read { try ConsumerLag.all(of: [], at: now, in: $0) }.isEmpty)
    }
}
