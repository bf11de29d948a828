import ArgumentParser
import City
import Foundation

struct Routes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Every route of both doors with its access rule.")

    @Option(name: .long, help: "The city's folder. Default: cities/hanoi.")
    var city: String?

    @Flag(name: .long, help: "Answer one JSON array.")
    var json = false

    func run() async throws {
        let listing = try await RouteListing.run(city: city)
        print(json ? listing.json : listing.text)
    }
}

struct OpenAPI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi", abstract: "The OpenAPI 3.1 document of the JSON API.")

    @Flag(name: .long, help: "Answer JSON (always so).")
    var json = false

    func run() throws {
        print(RouteListing.openAPI)
    }
}
