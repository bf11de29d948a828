import City
import Civic
import Directory
import Foundation
import Journal
import Store
import TestEngines
import Testing

/// What was erased by law does not come back with an older copy of the database.
@Suite struct ErasedAgainTests {
    @Test func `a backup made before an erasure is opened without the erased body, and verifies`() async throws {
        let fixture = try await CityFixture(on: .sqlite)
        let files = try fixture.files(city: "demo-town")
        var house = try await fixture.open(city: "demo-town")
        let town = try #require(try await JournalReader(house.database).events(from: 0, limit: 1).first)
        try await house.consumers().settle()
        let copy = fixture.folder.path + "/before.sqlite"
        _ = try await CityBackup.run(files, to: copy)
        let erasure = Erasure(
            of: town.id, id: house.ids.next(), stream: town.stream, streamSeq: 2, at: fixture.clock.now(),
            by: ID(5), basis: "Law 91/2025/QH15 Art. 14", order: "12/QĐ", salt: .random())
        _ = try await house.database.write("test.erase") { try Journal.erase(erasure, in: $0) }
        try await house.consumers().settle()
        try await house.close()

        let path = fixture.folder.path + "/city.sqlite"
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: copy, toPath: path)
        // The copy lacks what was signed since: whoever restores says so by moving the kept head away.
        await #expect(throws: JournalError.self) { try await fixture.open(city: "demo-town") }
        try FileManager.default.moveItem(atPath: files.newestHead, toPath: fixture.folder.path + "/head.before")
        house = try await fixture.open(city: "demo-town")

        let reader = JournalReader(house.database)
        let again = try #require(try await reader.event(town.id))
        #expect(try await reader.body(of: again) == nil, "the body came back")
        try await house.consumers().settle()
        try await house.close()
        let report = try await JournalCheck.run(files)
        #expect(report.ok && report.erased == 1, "\(report.text)")

        // Opened once more, nothing is left to erase.
        try await fixture.open(city: "demo-town").close()
        #expect(try await JournalCheck.run(files).events == report.events)
    }
}
