import City
import Civic
import Foundation
import TestEngines

/// A house of its own for each test, in a folder that goes with it; on PostgreSQL its schema is one of a server's that
/// syncs, as `serve` asks for.
final class CityFixture: Sendable {
    let folder: URL
    let clock = ManualClock(Instant(milliseconds: 1_795_050_000_000))

    private let address: String

    init(on engine: Engine = .chosen) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "motcua-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        address =
            switch engine {
            case .sqlite: folder.appending(path: "city.sqlite").path
            case .postgres: try await PostgresServer.durable.value.newURL()
            }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// The checkout, found from this file.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    func files(city: String) throws -> HouseFiles {
        try HouseFiles(
            database: address, keys: folder.path + "/city.sqlite.keys",
            papers: folder.path + "/city.sqlite.papers", trust: folder.path + "/city.sqlite.trust",
            city: Self.root + "/cities/\(city)",
            share: Self.root + "/share")
    }

    func open(city: String) async throws -> CityHouse {
        var options = CityHouse.Options()
        options.clock = clock
        options.publishes = true
        options.numbersPlaceholders = true
        return try await CityHouse.open(try files(city: city), options)
    }
}
