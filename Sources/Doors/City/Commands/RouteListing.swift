import API
import Civic
import Directory
import Door
import Foundation
import Rules

/// `motcua routes` and `motcua openapi`.
package struct RouteListing: Sendable {
    private let routes: [RouteEntry]

    /// Opens a house of its own in a temporary folder: routes need no data, but they need a city.
    package static func run(city: String?) async throws -> RouteListing {
        let folder = FileManager.default.temporaryDirectory.appending(path: "motcua-routes-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var options = CityHouse.Options()
        options.publishes = true
        let files = try HouseFiles(database: folder.appending(path: "city.sqlite").path, city: city)
        let house = try await CityHouse.open(files, options)
        let routes = try HouseServer.routes(house)
        try await house.close()
        return RouteListing(routes: routes)
    }

    package var text: String {
        routes.map { "\($0.method)\t\($0.path)\t\($0.rule.text)\t\($0.summary)" }.joined(separator: "\n")
    }

    package var json: String {
        let rows = routes.map { route in
            JSONValue.object(
                JSONObject([
                    ("method", .string(route.method)), ("path", .string(route.path)),
                    ("access", .string(route.rule.text)),
                    ("door", .string(route.door.rawValue)), ("summary", .string(route.summary)),
                ]))
        }
        return JSONText.write(.array(rows))
    }

    package static var openAPI: String { CityAPI.documentText }
}
