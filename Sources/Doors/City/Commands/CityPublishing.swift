import Catalogue
import Civic
import Directory
import Foundation
import Journal
import Store

/// `motcua publish`.
package enum CityPublishing {
    package struct Report: Sendable, JSONReport {
        package let names: [String]
        package let warnings: Int

        enum CodingKeys: String, CodingKey {
            case names = "published"
            case warnings
        }

    }

    package static func run(_ files: HouseFiles) async throws -> Report {
        // A folder that is not there, or is wrong, leaves no empty database behind.
        let city = try CityHouse.cityFolder(files)
        _ = try CityHouse.publisher.sound(city)
        try files.database.makeFolder()
        return try await PassingNode.run(files, on: try await files.database.open()) { node in
            let outcome = try await CityHouse.publisher.publish(
                city, into: node.database, actor: .system("publish"), clock: node.clock, ids: node.ids)
            return Report(names: outcome.published, warnings: outcome.warnings.count)
        }
    }
}
