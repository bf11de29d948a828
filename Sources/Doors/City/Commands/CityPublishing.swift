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
        let database = FencedDatabase(try await files.database.open())
        let leases = LeaseKeeper(database, clock: SystemClock(), holder: NodeName.make())
        do {
            let report = try await publish(city, files, into: database, leases)
            try await leases.close()
            try await database.close()
            return report
        } catch {
            try? await leases.close()
            try await database.close()
            throw error
        }
    }

    /// What is published is signed at once where no program runs for it; one that runs signs it itself.
    private static func publish(
        _ city: CataloguePublisher.Sound, _ files: HouseFiles, into database: any Database, _ leases: LeaseKeeper
    ) async throws -> Report {
        try await database.migrate(HouseMigrations.all)
        let clock = SystemClock()
        let keys = try await HouseKeys.open(files, for: database)
        let sequencer = TreeSequencer(
            database, clock: clock, key: keys.head, kept: KeptHead(file: files.newestHead))
        try await sequencer.requirePast()
        // Any machine may publish while nodes serve: its ids need a number of their own.
        let node = try await leases.takeNumber()
        let highest = try await database.read { try HouseStore.highestID(in: $0) }
        let outcome = try await CityHouse.publisher.publish(
            city, into: database, actor: .system("publish"), clock: clock,
            ids: IDGenerator(node: node, clock: clock, highest: highest))
        let runner = ConsumerRunner(database, clock: clock, sequencer: sequencer, leases: leases)
        leases.want(runner.leaseNames)
        try await leases.beat()
        try await runner.settle()
        return Report(names: outcome.published, warnings: outcome.warnings.count)
    }
}
