import Catalogue
import City
import Civic
import Directory
import Dossiers
import Foundation
import Journal
import Store
import StoreSQLite
import TestEngines
import Testing

/// A ward grows into a cluster and takes its data home again.
@Suite(.serialized) struct RestoreTests {
    private func simulate(_ house: CityHouse, _ fixture: CityFixture, _ count: Int, seed: UInt64) async throws {
        let plan = Simulation.Plan(
            dossiers: count, inFlight: 4, seed: seed, startsOn: house.catalogue.zone.day(fixture.clock.now()))
        _ = try await Simulation(house, clock: fixture.clock, plan: plan).run()
    }

    private func heads(_ house: CityHouse) async throws -> TreeHead? {
        try await house.database.read { try Journal.lastHead(in: $0) }
    }

    struct Way: Sendable, CustomTestStringConvertible {
        let from: Engine
        let to: Engine
        var testDescription: String { "\(from) → \(to)" }
        static let all = Engine.allCases.flatMap { from in Engine.allCases.map { Way(from: from, to: $0) } }
    }

    @Test(arguments: Way.all)
    func `what is restored on either engine verifies, serves, and goes on with new ids and numbers`(
        _ way: Way
    ) async throws {
        let (old, new) = (try await CityFixture(on: way.from), try await CityFixture(on: way.to))
        let (oldFiles, newFiles) = (try old.files(city: "demo-town"), try new.files(city: "demo-town"))
        let before = try await old.open(city: "demo-town")
        try await simulate(before, old, 6, seed: 3)
        let head = try #require(try await heads(before))
        let backup = old.folder.path + "/backup.sqlite"

        // Online: the house is open.
        let made = try await CityBackup.run(oldFiles, to: backup, papers: true, clock: old.clock)
        #expect(made.ok && made.events == head.size && made.papers == 0)
        try await before.close()
        // The keys travel apart.
        try FileManager.default.copyItem(atPath: oldFiles.keys, toPath: newFiles.keys)
        new.clock.set(old.clock.now())
        let report = try await CityRestore.run(
            from: backup, papers: backup + ".papers", into: newFiles, clock: new.clock
        ) { _ in }
        #expect(report.ok, "\(report.faults)")
        #expect(report.events == head.size && report.behind == 0)

        let after = try await new.open(city: "demo-town")
        #expect(try await heads(after) == head)
        try await simulate(after, new, 4, seed: 4)
        let day = after.catalogue.zone.day(old.clock.now())
        let lines = try await after.desk.statistics(unit: nil, from: day + -800, to: day + 800, by: .procedure)
        #expect(lines.map(\.granted).reduce(0, +) == 10, "six finished before, four after")
        try await after.close()
        try await requireWhole(newFiles, new.clock, past: head.size)
    }

    private func requireWhole(_ files: HouseFiles, _ clock: ManualClock, past size: Int64) async throws {
        let verified = try await JournalCheck.run(files, clock: clock)
        #expect(verified.ok, "\(verified.json)")
        #expect(verified.events > size && verified.treeSize == verified.events)
    }

    @Test(arguments: Engine.allCases)
    func `nothing is restored over a city`(_ engine: Engine) async throws {
        let (old, new) = (try await CityFixture(on: .sqlite), try await CityFixture(on: engine))
        let files = try old.files(city: "demo-town")
        try await old.open(city: "demo-town").close()
        let house = try await new.open(city: "demo-town")
        try await house.consumers().settle()
        try await house.close()
        let backup = old.folder.path + "/backup.sqlite"
        _ = try await CityBackup.run(files, to: backup, clock: old.clock)

        let there = try new.files(city: "demo-town")
        await #expect(throws: HouseProblem.notEmpty(there.database.place)) {
            try await CityRestore.run(from: backup, papers: nil, into: there) { _ in }
        }
        let verified = try await JournalCheck.run(there, clock: new.clock)
        #expect(verified.ok, "what stood there stands")
    }

    /// A town whose journal is signed, closed, and its keys where the copy will look for them.
    private func town(_ old: CityFixture, keysFor new: CityFixture? = nil) async throws -> HouseFiles {
        let files = try old.files(city: "demo-town")
        let house = try await old.open(city: "demo-town")
        try await house.consumers().settle()
        try await house.close()
        if let new {
            try FileManager.default.copyItem(atPath: files.keys, toPath: try new.files(city: "demo-town").keys)
        }
        return files
    }

    @Test(arguments: Engine.allCases)
    func `a copy that would stand without its keys, or with another city's, is not made`(_ engine: Engine) async throws
    {
        let (old, new) = (try await CityFixture(on: engine), try await CityFixture(on: .sqlite))
        let (files, there) = (try await town(old), try new.files(city: "demo-town"))

        await #expect(throws: HouseProblem.keysMissing(there.keys + "/head.pub")) {
            try await CityRestore.run(from: files.database.text, papers: nil, into: there) { _ in }
        }
        let stranger = try await CityFixture(on: .sqlite)
        _ = try await town(stranger, keysFor: new)
        await #expect(throws: HouseProblem.keysForeign(there.keys + "/ring")) {
            try await CityRestore.run(from: files.database.text, papers: nil, into: there) { _ in }
        }
        #expect(!FileManager.default.fileExists(atPath: there.database.text))
    }

    @Test func `a backup older than the kept head is restored, says what it lacks, and is served on purpose only`()
        async throws
    {
        let (old, new) = (try await CityFixture(on: .sqlite), try await CityFixture(on: .sqlite))
        let (files, there) = (try await town(old), try new.files(city: "demo-town"))
        let backup = old.folder.path + "/backup.sqlite"
        #expect(try await CityBackup.run(files, to: backup, clock: old.clock).ok)
        let house = try await old.open(city: "demo-town")
        try await simulate(house, old, 1, seed: 6)
        let head = try #require(try await heads(house))
        try await house.close()
        try FileManager.default.copyItem(atPath: files.keys, toPath: there.keys)

        let report = try await CityRestore.run(from: backup, papers: nil, into: there, clock: old.clock) { _ in }

        #expect(report.ok && report.behind == head.size - report.events && report.behind > 0)
        await #expect(throws: JournalError.pastChanged(kept: there.newestHead, size: head.size)) {
            try await new.open(city: "demo-town")
        }
        try FileManager.default.moveItem(atPath: there.newestHead, toPath: there.newestHead + ".before")
        try await new.open(city: "demo-town").close()
    }

    @Test(arguments: Engine.allCases)
    func `what was erased since the backup is erased in what is restored from it`(_ engine: Engine) async throws {
        let (old, new) = (try await CityFixture(on: .sqlite), try await CityFixture(on: engine))
        let (files, there) = (try await town(old, keysFor: new), try new.files(city: "demo-town"))
        let backup = old.folder.path + "/backup.sqlite"
        _ = try await CityBackup.run(files, to: backup, clock: old.clock)
        let copy = try SQLiteDatabase.openReadOnly(path: backup)
        let event = try #require(try await JournalReader(copy).events(from: 0, limit: 1).first).id
        try await copy.close()
        try "\(event) 1795000000000 Law 91/2025/QH15 Art. 14\n"
            .write(toFile: there.erased, atomically: true, encoding: .utf8)

        let report = try await CityRestore.run(from: backup, papers: nil, into: there, clock: old.clock) { _ in }

        #expect(report.ok && report.erasedAgain == 1, "\(report.faults)")
        let house = try await new.open(city: "demo-town")
        let again = try #require(try await JournalReader(house.database).event(event))
        #expect(try await JournalReader(house.database).body(of: again) == nil)
        try await house.close()
    }

    @Test(arguments: Engine.allCases)
    func `a forged backup is refused and gets no name`(_ engine: Engine) async throws {
        let (old, new) = (try await CityFixture(on: .sqlite), try await CityFixture(on: engine))
        let files = try old.files(city: "demo-town")
        let house = try await old.open(city: "demo-town")
        try await simulate(house, old, 2, seed: 5)
        try await house.close()
        try FileManager.default.copyItem(atPath: files.keys, toPath: try new.files(city: "demo-town").keys)
        // Somebody with the database's password rewrites the past.
        let forged = try await old.open(city: "demo-town")
        _ = try await forged.database.write("test.forge") {
            try $0.execute("UPDATE event SET at = at + 1 WHERE position = 3")
        }
        try await forged.close()

        let there = try new.files(city: "demo-town")
        let report = try await CityRestore.run(from: files.database.text, papers: nil, into: there) { _ in }

        #expect(!report.ok && report.faults.count == 1, "\(report.faults)")
        let again = try await CityRestore.run(from: files.database.text, papers: nil, into: there) { _ in }
        #expect(again.faults == report.faults, "the name is still free")
    }
}
