import Catalogue
import City
import Civic
import Directory
import Dossiers
import Foundation
import Journal
import Logging
import Store
import TestEngines
import Testing

@Suite(.serialized) struct DemoTests {
    @Test(arguments: [("hanoi", Int64(100)), ("demo-town", 20)])
    func `the demo of a city is told through the use cases and its journal is whole`(
        city: String, events: Int64
    ) async throws {
        let fixture = try await CityFixture()
        let files = try fixture.files(city: city)

        let isNew = try await CityServing.furnishDemo(files, fresh: true) { _ in }
        let again = try await CityServing.furnishDemo(files, fresh: false) { _ in }

        #expect(isNew)
        #expect(!again, "stopping and starting keeps the data")
        let report = try await JournalCheck.run(files)
        #expect(report.ok)
        #expect(report.events > events)
        let forged = try await JournalCheck.run(try TamperedCopy.files(of: files))
        #expect(!forged.ok && forged.faults.count == 1, "one letter was changed, and one event is named")
    }

    @Test func `the PostgreSQL of the demo starts in a folder that is its owner's alone`() async throws {
        let above = FileManager.default.temporaryDirectory.path + "/motcua-way-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: above, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: above) }

        let server = try await DemoServer.start(in: above + "/postgres")

        #expect(server.database.contains("schema=demo"))
        server.stop()
    }

    @Test(arguments: ["2026-11-20T16:50", "2026-11-22T11:30", "2026-11-23T08:05", "2026-11-25T10:00"])
    func `on any day of the week something is due soon, one is late, one waits for a signature`(
        start: String
    ) async throws {
        let fixture = try await CityFixture()
        let files = try fixture.files(city: "hanoi")
        let now = CityZone.hanoi.instant(try #require(LocalTime(start)))
        fixture.clock.set(now)
        try await CityServing.furnishDemo(files, fresh: true, at: now) { _ in }
        let house = try await fixture.open(city: "hanoi")
        let calendar = house.catalogue.officeCalendar
        let today = CityZone.hanoi.day(now)

        let (running, signs, me) = try await house.database.read { transaction in
            (
                try transaction.all("SELECT due FROM dossier WHERE clock = 'running'") { $0.instant(0) },
                try transaction.all("SELECT due FROM task WHERE step = 'sign' AND closed_at IS NULL") { $0.instant(0) },
                try transaction.first("SELECT applicant FROM dossier WHERE applicant_name = 'Nguyễn Thị Ánh Tuyết'") {
                    $0.id(0, of: Subject.self)
                }
            )
        }
        let days = running.filter { $0 > now }.map { CityZone.hanoi.day($0) }
        #expect(running.count { $0 <= now } == 1, "one is late")
        #expect(days.contains { $0 <= calendar.nextWorkingDay(after: today) }, "something is due soon")
        if calendar.isWorking(today) { #expect(days.contains(today), "something is due today") }
        #expect(signs.count >= 3 && signs.allSatisfy { $0 > now }, "the chairwoman has time to sign")
        #expect(try await house.directory.looks(at: try #require(me), before: nil, limit: 50).count >= 4)
        try await house.close()
    }

    @Test func `a city without people for it has no demo, and is told what it lacks`() async throws {
        let fixture = try await CityFixture()
        let city = fixture.folder.appending(path: "bare")
        try FileManager.default.copyItem(atPath: CityFixture.root + "/cities/demo-town", toPath: city.path)
        try FileManager.default.removeItem(at: city.appending(path: "demo"))
        let files = try HouseFiles(
            database: fixture.folder.path + "/bare.sqlite", city: city.path, share: CityFixture.root + "/share")

        await #expect(throws: HouseProblem.noDemo("bare")) {
            try await CityServing.furnishDemo(files, fresh: true) { _ in }
        }
    }

    @Test func `accounts of the demo are refused anywhere but on this machine`() async throws {
        let fixture = try await CityFixture()
        let files = try fixture.files(city: "hanoi")
        try await CityServing.furnishDemo(files, fresh: true) { _ in }
        var settings = HouseServer.Settings()
        settings.host = "0.0.0.0"
        settings.port = 0

        await #expect(throws: HouseProblem.demoAccountsExposed("0.0.0.0")) {
            try await CityServing.serve(
                files, settings, numbersPlaceholders: true, logger: .init(label: "test"), onReady: {})
        }
    }

    @Test(.enabled(if: Engine.chosen == .sqlite, "a server's files are not the program's to copy"))
    func `a backup is a city of its own that verifies`() async throws {
        let fixture = try await CityFixture()
        let files = try fixture.files(city: "demo-town")
        let house = try await fixture.open(city: "demo-town")
        try await house.consumers().settle()

        let report = try await CityBackup.run(files, to: fixture.folder.path + "/copy.sqlite")

        #expect(report.ok)
        #expect(report.events > 0)
        try await house.close()
    }
}
