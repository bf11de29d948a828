import Catalogue
import City
import Civic
import Dossiers
import Foundation
import Journal
import Store
import StoreSQLite
import TestEngines
import Testing

/// Old ranges leave the database and still answer for themselves.
@Suite(.serialized) struct ArchiveTests {
    /// A town with six dossiers that ended, and more than a year later.
    private func oldTown() async throws -> CityFixture {
        let fixture = try await CityFixture(on: .postgres)
        let house = try await fixture.open(city: "demo-town")
        try await simulate(house, fixture, 6, seed: 3)
        // The simulation ends with the result; here each was handed over too.
        _ = try await house.database.write("test") { try $0.execute("UPDATE dossier SET status = 10") }
        try await house.consumers().settle()
        fixture.clock.advance(milliseconds: 400 * 86_400_000)
        try await house.database.prepareGrowth(at: fixture.clock.now())
        try await house.close()
        return fixture
    }

    private func simulate(_ house: CityHouse, _ fixture: CityFixture, _ count: Int, seed: UInt64) async throws {
        let plan = Simulation.Plan(
            dossiers: count, inFlight: 2, seed: seed, startsOn: house.catalogue.zone.day(fixture.clock.now()))
        _ = try await Simulation(house, clock: fixture.clock, plan: plan).run()
    }

    private func archive(_ fixture: CityFixture, to name: String) async throws -> CityArchiving.Report {
        try await CityArchiving.archive(
            try fixture.files(city: "demo-town"), before: CityZone.hanoi.day(fixture.clock.now()) + -5,
            to: fixture.folder.path + "/" + name, clock: fixture.clock)
    }

    private func verify(_ fixture: CityFixture, _ archives: String...) async throws -> JournalCheck.Report {
        try await JournalCheck.run(
            try fixture.files(city: "demo-town"), archives: archives.map { fixture.folder.path + "/" + $0 },
            clock: fixture.clock)
    }

    @Test func `what was archived is gone from the database, verifies with its file, and comes back`() async throws {
        let fixture = try await oldTown()
        let files = try fixture.files(city: "demo-town")

        let report = try await archive(fixture, to: "2026.archive")

        #expect(Set(report.ranges.map(\.table)) == ["event_body", "deadline_entry", "dossier_answers"])
        #expect(report.ranges.allSatisfy { $0.rows > 0 })
        let alone = try await verify(fixture)
        #expect(alone.ok && alone.archived == 0, "\(alone.json)")
        #expect(alone.unseen == report.ranges.first { $0.table == "event_body" }?.rows)
        let together = try await verify(fixture, "2026.archive")
        #expect(together.ok && together.unseen == 0 && together.archived == alone.unseen, "\(together.json)")
        #expect(try await archive(fixture, to: "again.archive").ranges.isEmpty)

        // The city goes on, and its backup is whole without the archive.
        let house = try await fixture.open(city: "demo-town")
        try await simulate(house, fixture, 2, seed: 4)
        try await house.consumers().settle()
        try await house.close()
        let backup = try await CityBackup.run(files, to: fixture.folder.path + "/backup.db", clock: fixture.clock)
        #expect(backup.ok, "\(backup.faults)")

        let back = try await CityArchiving.unarchive(
            files, from: fixture.folder.path + "/2026.archive", clock: fixture.clock)
        #expect(back.ranges.map(\.rows).reduce(0, +) == report.ranges.map(\.rows).reduce(0, +))
        let whole = try await verify(fixture)
        #expect(whole.ok && whole.unseen == 0 && whole.archived == 0, "\(whole.json)")
    }

    @Test func `a changed archive is found, and nothing comes back from it`() async throws {
        let fixture = try await oldTown()
        _ = try await archive(fixture, to: "2026.archive")
        let file = try SQLiteDatabase(path: fixture.folder.path + "/2026.archive")
        _ = try await file.write("test") { transaction in
            try transaction.execute(
                "UPDATE event_body SET body = \(.blob([1])) WHERE event = (SELECT MIN(event) FROM event_body)")
        }
        try await file.close()

        let report = try await verify(fixture, "2026.archive")

        #expect(!report.ok)
        #expect(report.json.contains("\"archive\"") && report.json.contains("bodyChanged"), "\(report.json)")
        let path = fixture.folder.path + "/2026.archive"
        let files = try fixture.files(city: "demo-town")
        let back = try await CityArchiving.unarchive(files, from: path, clock: fixture.clock)
        #expect(!back.ranges.contains { $0.table == "event_body" }, "the other tables are as they were")
        let unseen = try await verify(fixture).unseen
        #expect(unseen > 0)
    }

    @Test func `nothing is archived that an open dossier needs, and it is named`() async throws {
        let fixture = try await oldTown()
        let house = try await fixture.open(city: "demo-town")
        let code = try await house.database.read { try $0.first("SELECT MIN(code) FROM dossier") { $0.text(0) } }
        _ = try await house.database.write("test") { transaction in
            try transaction.execute("UPDATE dossier SET status = 4 WHERE code = \(code ?? "")")
        }
        try await house.close()

        await #expect {
            try await archive(fixture, to: "2026.archive")
        } throws: { error in
            if case GrowthProblem.inUse(_, let dossiers, _) = error { dossiers == [code] } else { false }
        }
        #expect(!FileManager.default.fileExists(atPath: fixture.folder.path + "/2026.archive"))
        let report = try await verify(fixture)
        #expect(report.ok && report.unseen == 0)
    }

    @Test func `a file has no ranges, and says where growth leads`() async throws {
        let fixture = try await CityFixture(on: .sqlite)
        try await fixture.open(city: "demo-town").close()
        let files = try fixture.files(city: "demo-town")

        await #expect(throws: GrowthProblem.onlyServers(files.database.place)) {
            try await archive(fixture, to: "2026.archive")
        }
        await #expect(throws: GrowthProblem.onlyServers(files.database.place)) {
            try await CityDistribution.run(files)
        }
    }
}

@Suite(.serialized) struct DistributionTests {
    @Test func `without Citus a schema stays where it is, and the next step is named`() async throws {
        let fixture = try await CityFixture(on: .postgres)
        try await fixture.open(city: "demo-town").close()

        await #expect {
            try await CityDistribution.run(try fixture.files(city: "demo-town"))
        } throws: { error in
            guard case GrowthProblem.noDistribution(let why) = error else { return false }
            return why.en.contains("CREATE EXTENSION citus") && why.vi.contains("CREATE EXTENSION citus")
        }
    }

    /// A stand-in with the two names of Citus that are used: it cannot be installed where the tests run.
    @Test func `with Citus the schema is distributed once`() async throws {
        let fixture = try await CityFixture(on: .postgres)
        let house = try await fixture.open(city: "demo-town")
        _ = try await house.database.write("test") { transaction in
            try transaction.execute("CREATE TABLE citus_schemas (schema_name regnamespace)")
            try transaction.execute(
                """
                CREATE FUNCTION citus_schema_distribute(schema regnamespace) RETURNS void LANGUAGE SQL
                AS 'INSERT INTO citus_schemas VALUES (schema)'
                """)
        }
        try await house.close()
        let files = try fixture.files(city: "demo-town")

        #expect(try await CityDistribution.run(files).isNew)
        #expect(try await !CityDistribution.run(files).isNew)
    }
}
