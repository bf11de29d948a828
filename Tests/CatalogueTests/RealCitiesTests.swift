import Catalogue
import CityFolder
import Civic
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

    @Test func `Hanoi is laid over the base`() throws {
        let folder = try RealCities.folder("hanoi")

        #expect(folder.layers.map(\.name) == ["base-vn", "hanoi"])
        #expect(folder.file("holidays.csv")?.name == "base-vn/holidays.csv")
        #expect(folder.file("units.csv")?.name == "hanoi/units.csv")
    }
}
