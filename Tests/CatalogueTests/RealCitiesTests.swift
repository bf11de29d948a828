import Catalogue
import CityFolder
import Civic
import Directory
import Foundation
import Testing

/// The cities of this repository, found from this file upwards.
enum RealCities {
    static func folder(_ name: String, from file: String = #filePath) throws -> CityFolder {
        var place = URL(filePath: file).deletingLastPathComponent()
        while place.path != "/" {
            let candidate = place.appending(path: "cities/\(name)")
            if FileManager.default.fileExists(atPath: candidate.path) { return try CityFolder(city: candidate.path) }
            place.deleteLastPathComponent()
        }
        throw CityFolderProblem.unreadable("cities/\(name)", "not above \(file)")
    }
}

@Suite struct RealCitiesTests {
    @Test(arguments: ["hanoi", "demo-town"]) func `the cities of the repository pass their checks`(_ name: String)
        throws
    {
        let errors = try RealCities.folder(name).check(CatalogueLints.all).filter { $0.severity == .error }

        #expect(errors.isEmpty, "\(errors.prefix(40).map { $0.formatted(.en) }.joined(separator: "\n"))")
    }

    @Test(arguments: [
        ("quận Hoàn Kiếm", "Quận Hoàn Kiếm", ["00070", "00082"]), ("huyen ba vi", "Huyện Ba Vì", ["09700", "09619"]),
        ("Cầu Giấy", "Quận Cầu Giấy", ["00160", "00166", "00175"]),
    ])
    func `a district that ended is found by its name and leads to the communes it became`(
        typed: String, former: String, among: [String]
    ) throws {
        let folder = try RealCities.folder("hanoi")
        let findings = Findings()
        let atlas = AreaAtlas(
            AreasFile.read(folder, findings), successions: AreasFile.readSuccessions(folder, findings))
        let today = try #require(Day("2026-11-22"))

        let match = try #require(atlas.search(typed, on: today).first { $0.area.name.vi == former })

        #expect(Set(among).isSubset(of: match.current.map(\.code)))
        #expect(match.current.allSatisfy { $0.isValid(on: today) && $0.parent == "01" })
        #expect(match.current.count < 12, "not every neighbour that got a strip of it")
    }

    @Test func `an older and a younger version of a procedure stand in one folder, the younger written as a change`()
        throws
    {
        let content = try #require(CityContent(try RealCities.folder("hanoi"), Findings()))
        let births = content.procedures.filter { $0.code == "1.001193" }.sorted { $0.version < $1.version }

        #expect(births.map(\.version) == ["2026-01-01", "2026-11-02", "2026-11-22"])
        #expect(births[0].pages.map(\.id) == births[1].pages.map(\.id) && !births[0].pages.isEmpty)
        #expect(births[0].result.proof == nil && births[1].result.proof?.isEmpty == false)
    }

    @Test func `Hanoi is laid over the base`() throws {
        let folder = try RealCities.folder("hanoi")

        #expect(folder.layers.map(\.name) == ["base-vn", "hanoi"])
        #expect(folder.file("holidays.csv")?.name == "base-vn/holidays.csv")
        #expect(folder.file("units.csv")?.name == "hanoi/units.csv")
    }
}
