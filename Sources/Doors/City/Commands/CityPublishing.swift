import Catalogue
import Civic
import Directory
import Foundation
import Journal
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
        // A folder that is not there, or is wrong, leaves no empty database behind.
        let city = try CityHouse.publisher.sound(try CityHouse.cityFolder(files))
        try files.database.makeFolder()
        let database = try await files.database.open()
        do {
            let report = try await publish(city, files, into: database)
            try await database.close()
            return report
        } catch {
            try await database.close()
            throw error
        }
    }

    /// What is published is signed at once: no program need run for it.
    private static func publish(
        _ city: CataloguePublisher.Sound, _ files: HouseFiles, into database: any Database
    ) async throws -> Report {
        try await database.migrate(HouseMigrations.all)
        let clock = SystemClock()
        let keys = try await HouseKeys.open(files, for: database)
        let sequencer = TreeSequencer(
            database, clock: clock, key: keys.head, kept: KeptHead(file: files.newestHead))
        try await sequencer.requirePast()
        let highest = try await database.read { try HouseStore.highestID(in: $0) }
        let outcome = try await CityHouse.publisher.publish(
            city, into: database, actor: .system("publish"), clock: clock,
            ids: IDGenerator(node: 0, clock: clock, highest: highest))
        try await ConsumerRunner(database, clock: clock, sequencer: sequencer).settle()
        return Report(names: outcome.published, warnings: outcome.warnings.count)
    }
}
