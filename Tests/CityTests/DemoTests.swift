import City
import Civic
import Directory
import Dossiers
import Foundation
import Journal
import Logging
import TestEngines
import Testing

@Suite(.serialized) struct DemoTests {
    @Test func `the demo city is told through the use cases and its journal is whole`() async throws {
        let fixture = try await CityFixture()
        let files = try fixture.files(city: "hanoi")

        let isNew = try await CityServing.furnishDemo(files, fresh: true) { _ in }
        let again = try await CityServing.furnishDemo(files, fresh: false) { _ in }

        #expect(isNew)
        #expect(!again, "stopping and starting keeps the data")
        let report = try await JournalCheck.run(files)
        #expect(report.ok)
        #expect(report.events > 100)
        let forged = try await JournalCheck.run(try TamperedCopy.files(of: files))
        #expect(!forged.ok && forged.faults.count == 1, "one letter was changed, and one event is named")
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
