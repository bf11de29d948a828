import City
import Civic
import Foundation
import Journal
import Papers
import Store
import StoreSQLite
import Testing

/// A database goes with its keys, its files are for one user, and its past is what was signed.
@Suite(.serialized) struct HouseKeysTests {
    private let disk = FileManager.default

    /// The house's files are what these tests are about: they have one engine, whichever is chosen.
    private func path(_ fixture: CityFixture) -> String { fixture.folder.path + "/city.sqlite" }

    private func files(_ fixture: CityFixture) throws -> HouseFiles {
        try HouseFiles(
            database: path(fixture), city: CityFixture.root + "/cities/demo-town", share: CityFixture.root + "/share")
    }

    private func open(_ fixture: CityFixture) async throws -> CityHouse {
        var options = CityHouse.Options()
        options.clock = fixture.clock
        options.publishes = true
        options.numbersPlaceholders = true
        return try await CityHouse.open(try files(fixture), options)
    }

    /// A small city that was opened, signed and closed.
    private func town(_ fixture: CityFixture) async throws -> HouseFiles {
        let house = try await open(fixture)
        try await house.consumers().settle()
        try await house.close()
        return try files(fixture)
    }

    private func mode(_ path: String) throws -> Int? {
        try disk.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func run(_ fixture: CityFixture, _ sql: SQL...) async throws {
        let database = try SQLiteDatabase(path: path(fixture))
        for statement in sql { _ = try await database.write("test.tamper") { try $0.execute(statement) } }
        try await database.close()
    }

    @Test(arguments: ["", "/ring", "/head"])
    func `a database without its keys is not served with new ones`(lost: String) async throws {
        let fixture = try await CityFixture()
        let files = try await town(fixture)
        try disk.removeItem(atPath: files.keys + lost)

        await #expect(throws: HouseProblem.keysMissing(files.keys + (lost.isEmpty ? "/ring" : lost))) {
            try await open(fixture)
        }
        #expect(!disk.fileExists(atPath: files.keys + (lost.isEmpty ? "" : lost)), "and none are made")
    }

    @Test(arguments: ["/ring", "/head"])
    func `a database is not served with the keys of another one`(foreign: String) async throws {
        let fixture = try await CityFixture()
        let other = try await CityFixture()
        let files = try await town(fixture)
        let strangers = try await town(other)
        for suffix in foreign == "/head" ? ["", ".pub"] : [""] {
            try disk.removeItem(atPath: files.keys + foreign + suffix)
            try disk.copyItem(atPath: strangers.keys + foreign + suffix, toPath: files.keys + foreign + suffix)
        }

        await #expect(throws: HouseProblem.keysForeign(files.keys + foreign)) {
            try await open(fixture)
        }
    }

    @Test func `a head key that was rotated opens the house while the old public half lies beside it`() async throws {
        let fixture = try await CityFixture()
        let files = try await town(fixture)
        try disk.moveItem(atPath: files.keys + "/head.pub", toPath: files.keys + "/head-1.pub")
        try disk.moveItem(atPath: files.keys + "/head", toPath: files.keys + "/head-1")
        _ = try HeadKey(file: files.keys + "/head")

        let house = try await open(fixture)
        try await house.close()
    }

    @Test func `a database of an earlier version takes the ring it has as its own`() async throws {
        let fixture = try await CityFixture()
        let files = try await town(fixture)
        try await run(fixture, "DELETE FROM ring_mark")

        try await open(fixture).close()
        try disk.removeItem(atPath: files.keys + "/ring")

        await #expect(throws: HouseProblem.keysMissing(files.keys + "/ring")) {
            try await open(fixture)
        }
    }

    @Test func `a past forged without the key is found, and no house opens over it`() async throws {
        let fixture = try await CityFixture()
        let files = try await town(fixture)
        #expect(try await JournalCheck.run(files, clock: fixture.clock).ok)
        try await run(
            fixture, "DELETE FROM tree_head", "DELETE FROM tree_tile",
            "UPDATE consumer_cursor SET position = 0 WHERE name = 'journal.tree'")

        let report = try await JournalCheck.run(files, clock: fixture.clock)

        #expect(!report.ok)
        let size = try #require(try KeptHead(file: files.newestHead).read()).size
        await #expect(throws: JournalError.pastChanged(kept: files.newestHead, size: size)) {
            try await open(fixture)
        }
    }

    @Test func `database, log, backup, keys and papers are for the house's user alone`() async throws {
        let fixture = try await CityFixture()
        let house = try await open(fixture)
        try await house.consumers().settle()
        let files = try self.files(fixture)
        let copy = fixture.folder.path + "/backups/copy.sqlite"
        _ = try await CityBackup.run(files, to: copy)

        for path in ["", "-wal", "-shm", ".lock"].map({ path(fixture) + $0 }) + [copy, files.newestHead] {
            #expect(try mode(path) == 0o600, "\(path)")
        }
        for path in [files.keys, files.papers, fixture.folder.path + "/backups"] {
            #expect(try mode(path) == 0o700, "\(path)")
        }
        try await house.close()
    }

    @Test func `what is published without a server is signed`() async throws {
        let fixture = try await CityFixture()
        let files = try self.files(fixture)

        _ = try await CityPublishing.run(files)

        let report = try await JournalCheck.run(files)
        #expect(report.ok && report.events > 0 && report.treeSize == report.events)
    }

    @Test func `papers are published with their city`() async throws {
        let fixture = try await CityFixture()
        let cities = fixture.folder.path + "/cities"
        try disk.copyItem(atPath: CityFixture.root + "/cities", toPath: cities)
        try disk.createDirectory(atPath: cities + "/demo-town/papers", withIntermediateDirectories: true)
        try disk.copyItem(
            atPath: cities + "/base-vn/papers/receipt-2025.yaml", toPath: cities + "/demo-town/papers/receipt.yaml")
        let files = try HouseFiles(
            database: path(fixture), city: cities + "/demo-town", share: CityFixture.root + "/share")

        _ = try await CityPublishing.run(files)

        let database = try SQLiteDatabase.openReadOnly(path: path(fixture))
        #expect(try await PaperCabinet.load(from: database).codes == ["receipt"])
        try await database.close()
    }

    @Test func `publishing a folder that is not there leaves no database behind`() async throws {
        let fixture = try await CityFixture()
        let files = try HouseFiles(
            database: fixture.folder.path + "/new.sqlite", city: "/nonexistent", share: CityFixture.root + "/share")

        await #expect(throws: (any Error).self) { try await CityPublishing.run(files) }
        #expect(!disk.fileExists(atPath: fixture.folder.path + "/new.sqlite") && !disk.fileExists(atPath: files.keys))
    }

    @Test func `publishing a folder with an error leaves no database behind`() async throws {
        let fixture = try await CityFixture()
        let cities = fixture.folder.path + "/cities"
        try disk.copyItem(atPath: CityFixture.root + "/cities", toPath: cities)
        let file = URL(filePath: cities + "/demo-town/procedures/T.000001.yaml")
        try Data("code: T.000001\n".utf8).write(to: file)
        let files = try HouseFiles(
            database: fixture.folder.path + "/new.sqlite", city: cities + "/demo-town",
            share: CityFixture.root + "/share")

        await #expect(throws: (any Error).self) { try await CityPublishing.run(files) }
        #expect(!disk.fileExists(atPath: fixture.folder.path + "/new.sqlite") && !disk.fileExists(atPath: files.keys))
    }

    @Test func `folders that cannot be read or made are told in both languages`() async throws {
        let fixture = try await CityFixture()
        let files = try await town(fixture)

        await #expect(throws: HouseProblem.witnessUnreadable("/nonexistent")) {
            try await JournalCheck.run(files, witness: "/nonexistent", clock: fixture.clock)
        }
        do {
            _ = try await CityBackup.run(files, to: "/proc/x/y")
            Issue.record("a backup in /proc")
        } catch let problem as HouseProblem {
            #expect(problem.code == "house.folder_unmakeable")
            #expect(!"\(problem.operatorMessage)".contains("NSCocoa"))
        }
    }

    @Test(arguments: [100, 8_192])
    func `a database cut short is a fault in JSON too, and names no command that is not there`(bytes: Int) async throws
    {
        let fixture = try await CityFixture()
        let files = try await town(fixture)
        let file = try #require(FileHandle(forUpdatingAtPath: path(fixture)))
        try file.truncate(atOffset: UInt64(bytes))
        try file.close()

        do {
            let report = try await JournalCheck.run(files, clock: fixture.clock)
            #expect(!report.ok)
        } catch let problem as any Problem {
            let report = JournalCheck.Report(problem)
            let json = try #require(try JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any])
            #expect(json["ok"] as? Bool == false && (json["faults"] as? [Any])?.count == 1)
            #expect(!report.json.contains("motcua restore") && !report.json.contains("help desk"))
        }
    }
}
