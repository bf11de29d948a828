import Civic
import Store
import TestEngines
import Testing

@Suite struct GrowthTests {
    private static let migrations =
        Fixture.migrations + [
            Migration(
                "Test.0002_create_glow",
                [
                    .createTable(
                        Table(
                            "glow", primaryKey: ["id", "number"], indexes: [Index("glow_by_shine", ["shine"])],
                            checks: ["number > 0"],
                            columns: [
                                Column("id", .id, .open), Column("number", .int, .open), Column("shine", .int, .open),
                            ]))
                ])
        ]
    private static let split = migrations + [Migration("Test.0003_split_glow", [.split(table: "glow", by: "id")])]

    private static let insert = Statement("INSERT INTO glow (id, number, shine) VALUES (?, 1, 7)")
    private static let all = Statement("SELECT id FROM glow WHERE shine = 7 ORDER BY id")
    private static let year: Int64 = 31_556_952_000

    /// The first id of a moment.
    private func id(_ moment: Instant) -> Int64 {
        (moment.milliseconds - IDGenerator.epoch) << IDGenerator.millisecondShift
    }

    @Test(arguments: Engine.allCases)
    func `a table that is split keeps its rows, its keys and its checks`(engine: Engine) async throws {
        let fixture = try await Fixture(engine, migrations: Self.migrations)
        let now = SystemClock().now()
        let ids = (-2...3).map { id(Instant(milliseconds: now.milliseconds + $0 * Self.year)) }
        try await fixture.database.write("test") { try $0.execute(Self.insert, [.int(ids[0])]) }
        try await fixture.database.migrate(Self.split)
        for id in ids.dropFirst() {
            try await fixture.database.write("test") { try $0.execute(Self.insert, [.int(id)]) }
        }

        #expect(try await fixture.database.read { try $0.all(Self.all) { $0.int(0) } } == ids)
        try await fixture.database.prepareGrowth(at: Instant(milliseconds: now.milliseconds + 3 * Self.year))
        #expect(try await fixture.database.read { try $0.all(Self.all) { $0.int(0) } } == ids, "and what moves is kept")
        for id in ids {
            await #expect(throws: StoreError.self) {
                try await fixture.database.write("test") { try $0.execute(Self.insert, [.int(id)]) }
            }
        }
    }

    @Test func `ranges are made ahead, once, and take what a fast clock had put aside`() async throws {
        let fixture = try await Fixture(.postgres, migrations: Self.split)
        let now = SystemClock().now()
        let late = Instant(milliseconds: now.milliseconds + Self.year)
        try await fixture.database.write("test") { [id = id(late)] in try $0.execute(Self.insert, [.int(id)]) }
        let before = try await ranges(fixture)

        try await fixture.database.prepareGrowth(at: now)
        #expect(try await ranges(fixture) == before, "the next range was there already")
        try await fixture.database.prepareGrowth(at: late)
        try await fixture.database.prepareGrowth(at: late)

        #expect(try await ranges(fixture) == before + (id(late) >> 55) - (id(now) >> 55))
        let rest = try await fixture.database.read {
            try $0.first("SELECT CAST(COUNT(*) AS BIGINT) FROM glow_rest") { $0.int(0) }
        }
        #expect(rest == 0)
    }

    private func ranges(_ fixture: Fixture) async throws -> Int64 {
        try await fixture.database.read {
            try $0.first("SELECT COUNT(*) FROM pg_inherits WHERE inhparent = CAST('glow' AS regclass)") { $0.int(0) }
                ?? 0
        }
    }
}
