import City
import CityFolder
import Foundation
import TestEngines
import Testing

@Suite struct HouseFilesTests {
    @Test func `the share folder is the same one through a link, with dots and relative to here`() async throws {
        let fixture = try await CityFixture(on: .sqlite)
        let share = CityFixture.root + "/share"
        let link = fixture.folder.path + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: share)
        let here = FileManager.default.currentDirectoryPath
        let up = String(repeating: "../", count: here.split(separator: "/").count)

        for way in [share, share + "/", share + "/../share", link, up + String(share.dropFirst())] {
            let files = try HouseFiles(
                database: fixture.folder.path + "/a.sqlite", city: CityFixture.root + "/cities/demo-town", share: way)
            #expect(files.share == URL(filePath: share).resolvingSymlinksInPath().path, "\(way)")
            let folder = try CityHouse.cityFolder(files)
            #expect(folder.everyFile("text/vi.yaml").first.map { $0.bytes.count > 1_000 } == true, "\(way)")
        }
    }

    @Test func `a share folder without texts is refused, not served empty`() async throws {
        let fixture = try await CityFixture(on: .sqlite)

        #expect(throws: HouseProblem.shareEmpty(fixture.folder.resolvingSymlinksInPath().path)) {
            try HouseFiles(database: "a.sqlite", city: "cities/hanoi", share: fixture.folder.path)
        }
    }

    @Test func `a city behind a link is read like the city itself`() async throws {
        let fixture = try await CityFixture(on: .sqlite)
        let link = fixture.folder.path + "/town"
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: CityFixture.root + "/cities/demo-town")
        let files = try HouseFiles(
            database: fixture.folder.path + "/a.sqlite", city: link, share: CityFixture.root + "/share")

        #expect(try CityCheck.run(files).errors == 0)
    }
}
