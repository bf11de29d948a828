import Catalogue
import City
import CityFolder
import Civic
import Directory
import Dossiers
import Foundation
import Store
import TestEngines
import Testing

/// A database published from an older state of the folder meets the folder of today.
@Suite(.serialized) struct UpgradeTests {
    /// The cities as they were before the drafts were checked line by line.
    private func older(_ fixture: CityFixture) throws -> HouseFiles {
        let cities = fixture.folder.appending(path: "cities")
        try FileManager.default.copyItem(atPath: CityFixture.root + "/cities", toPath: cities.path)
        let procedures = cities.appending(path: "base-vn/procedures")
        for file in try FileManager.default.contentsOfDirectory(atPath: procedures.path)
        where file.hasPrefix("1.001193-") || file.hasPrefix("1.004873-") {
            try FileManager.default.removeItem(at: procedures.appending(path: file))
        }
        return try HouseFiles(
            database: fixture.folder.path + "/city.sqlite", city: cities.path + "/hanoi",
            share: CityFixture.root + "/share")
    }

    private func open(_ files: HouseFiles, _ clock: ManualClock) async throws -> CityHouse {
        var options = CityHouse.Options()
        options.clock = clock
        options.publishes = true
        options.numbersPlaceholders = true
        return try await CityHouse.open(files, options)
    }

    @Test func `running dossiers keep their version, new ones get the new one, and both go on`() async throws {
        let fixture = try await CityFixture(on: .sqlite)
        let before = try await open(try older(fixture), fixture.clock)
        let day = before.catalogue.zone.day(fixture.clock.now())
        _ = try await Simulation(
            before, clock: fixture.clock,
            plan: Simulation.Plan(dossiers: 12, inFlight: 4, seed: 5, procedure: "1.004873", startsOn: day)
        ).run()
        let old = try await dossiers(before)
        #expect(!old.isEmpty && old.allSatisfy { $0.procedureVersion == "2026-01-01" })
        try await before.close()

        let after = try await open(try fixture.files(city: "hanoi"), fixture.clock)
        let running = try #require(try await dossiers(after).first { !$0.status.isFinal })
        #expect(running.procedureVersion == "2026-01-01")
        if running.acceptedAt == nil {
            _ = try await after.desk.accept(running.id, expecting: running.version, by: .system("test"))
        }
        let open = try await after.desk.state(of: running.id)
        #expect(!open.openTasks.isEmpty && open.dossier.procedureVersion == "2026-01-01")
        _ = try await Simulation(
            after, clock: fixture.clock,
            plan: Simulation.Plan(dossiers: 12, inFlight: 4, seed: 6, procedure: "1.004873", startsOn: day)
        ).run()
        let new = try await dossiers(after).filter { one in !old.contains { $0.id == one.id } }
        #expect(!new.isEmpty && new.allSatisfy { $0.procedureVersion == "2026-11-02" })
        try await after.close()
    }

    @Test func `a text changed under its old version is refused with the cure`() async throws {
        let fixture = try await CityFixture(on: .sqlite)
        let files = try older(fixture)
        try await open(files, fixture.clock).close()
        let path = files.city + "/../base-vn/procedures/1.004873.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8).replacing(
            "valid_months: 6", with: "valid_months: 7")
        try text.write(toFile: path, atomically: true, encoding: .utf8)

        await #expect {
            _ = try await CityPublishing.run(files)
        } throws: { error in
            guard let problem = error as? CityFolderProblem,
                problem == .versionChanged(kind: "procedure", code: "1.004873", version: "2026-01-01")
            else { return false }
            return ["like: 1.004873.yaml", "valid_from", "--fresh"].allSatisfy { problem.publicMessage.en.contains($0) }
        }
    }

    private func dossiers(_ house: CityHouse) async throws -> [Dossier] {
        let ids = try await house.database.read { transaction in
            try transaction.all("SELECT id FROM dossier ORDER BY id") { $0.id(0, of: Dossier.self) }
        }
        var found: [Dossier] = []
        for id in ids { found.append(try await house.desk.state(of: id).dossier) }
        return found
    }
}
