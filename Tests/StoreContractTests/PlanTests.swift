import Store
import StorePostgres
import StoreSQLite
import TestEngines
import Testing

/// How each engine finds rows, in its own words.
@Suite struct PlanTests {
    @Test func `a clustered table is found by its key and a plan shows it`() async throws {
        let table = Table(
            "word", primaryKey: ["unit", "folded"], clustered: true,
            columns: [Column("unit", .text, .open), Column("folded", .text, .open)])
        let fixture = try await SQLiteFixture(migrations: [Migration("Test.0001", [.createTable(table)])])

        let plan = try await fixture.sqlite.explainQueryPlan(
            Statement("SELECT folded FROM word WHERE unit = ? AND folded >= ?"))

        #expect(plan == ["SEARCH word USING PRIMARY KEY (unit=? AND folded>?)"])
        #expect(try await fixture.sqlite.unprepared(among: [Statement("SELECT nothing FROM word")]).count == 1)
    }

    @Test func `a plan of PostgreSQL names the index and shows when there is none`() async throws {
        let fixture = try await Fixture(.postgres)
        let database = try #require(fixture.database as? PostgresDatabase)

        let found = try await database.explain(Fixture.name)
        let scanned = try await database.explain(Statement("SELECT id FROM lantern WHERE height = ?"))

        #expect(found.contains { $0.contains("Index Scan using lantern_pkey") })
        #expect(scanned.contains { $0.contains("Seq Scan on lantern") })
    }

    @Test func `a row that could not be read is told when its statement is prepared`() async throws {
        let fixture = try await Fixture(.postgres)

        let reasons = try await fixture.home.unprepared(among: [
            Statement("SELECT SUM(height) FROM lantern"), Statement("SELECT CAST(SUM(height) AS BIGINT) FROM lantern"),
        ])

        #expect(reasons.count == 1)
        #expect(reasons.first?.contains("cast it") == true)
    }
}
