import Store
import TestEngines
import Testing

struct ReadLimitTests {
    private static let endless = Statement(
        """
        WITH RECURSIVE step (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n < 4000000000)
        SELECT COUNT(*) FROM step
        """)

    @Test(arguments: Engine.allCases)
    func `a read that takes too long is stopped, and the next one is not`(engine: Engine) async throws {
        var limits = TestDatabase.Limits()
        limits.readLimit = .milliseconds(500)
        let fixture = try await Fixture(engine, limits)
        try await fixture.add(1)

        let failure = await #expect(throws: StoreError.self) {
            try await fixture.database.read { try $0.first(Self.endless) { $0.int(0) } }
        }

        #expect(failure?.detail.contains("page by key") == true)
        for _ in 0..<100 {
            #expect(try await fixture.database.read { try $0.all(Fixture.ids) { $0.int(0) } } == [1])
        }
    }
}
