import ArgumentParser
import City
import Civic
import Foundation

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lints a city folder: references, translations, expressions, times, dates.")

    @Argument(help: "The city's folder. Default: cities/hanoi.")
    var folder: String?

    @Option(name: .long, help: "The city's folder, as for the other commands.")
    var city: String?

    @Option(name: .long, help: "The language of the findings: vi or en.")
    var language = "en"

    @Flag(name: .long, help: "Answer one JSON object.")
    var json = false

    func run() throws {
        guard let language = Language(rawValue: language) else { throw ValidationError("--language is vi or en.") }
        let report = try CityCheck.run(HouseFiles(database: ":none:", city: folder ?? city))
        print(json ? report.json : report.text(language))
        if report.errors > 0 { throw ExitCode(1) }
    }
}

struct Publish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks a city folder and publishes what is new into the database, as one event.")

    @OptionGroup var house: HouseArguments

    @Argument(help: "The city's folder. Default: cities/hanoi.")
    var folder: String?

    @Flag(name: .long, help: "Answer one JSON object.")
    var json = false

    func run() async throws {
        let files = try house.files(database: house.address, city: folder ?? house.city)
        let published = try await CityPublishing.run(files)
        if json {
            print(published.json)
        } else {
            print(published.names.isEmpty ? "Everything was published already." : "Published \(published.names.count):")
            for name in published.names { print("  \(name)") }
        }
    }
}
