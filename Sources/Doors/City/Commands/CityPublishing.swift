import Catalogue
import Civic
import Foundation
import Store

/// `motcua publish`.
package enum CityPublishing {
    package struct Report: Sendable, Encodable {
        package let names: [String]
        package let warnings: Int

        enum CodingKeys: String, CodingKey {
            case names = "published"
            case warnings
        }

        package var json: String {
            (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        }
    }

    package static func run(_ files: HouseFiles) async throws -> Report {
        try files.database.makeFolder()
        let database = try await files.database.open()
        do {
            try await database.migrate(HouseMigrations.all)
            let clock = SystemClock()
            let highest = try await database.read { try HouseStore.highestID(in: $0) }
            let outcome = try await CityHouse.publish(
                files, into: database, clock: clock, ids: IDGenerator(node: 0, clock: clock, highest: highest))
            try await database.close()
            return Report(names: outcome.published, warnings: outcome.warnings.count)
        } catch {
            try await database.close()
            throw error
        }
    }
}
