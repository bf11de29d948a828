import ArgumentParser
import City
import Civic

struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store", abstract: "A city's growing database on PostgreSQL.",
        subcommands: [Archive.self, Unarchive.self, Distribute.self])

    struct Archive: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes old ranges out of the growing tables into a file.",
            discussion: """
                Bodies of events, deadlines and answers of dossiers that have ended. What stays: the dossiers, the headers \
                of events and the signed tree, so that `journal verify --archive FILE` still finds every change. May run \
                beside a server. Nothing is taken that an open dossier or a reader of the journal still needs.
                """)

        @OptionGroup var house: HouseArguments

        @Option(name: .long, help: "Ranges (99 days each) that end before this day: 2024-01-01.")
        var before: String

        @Option(name: .long, help: "The new file. It must not exist.")
        var to: String

        @Flag(name: .long, help: "Answer one JSON object.")
        var json = false

        func run() async throws {
            guard let day = Day(before) else { throw GrowthProblem.badDay(before) }
            let report = try await CityArchiving.archive(house.files, before: day, to: to)
            print(json ? report.json : report.text)
        }
    }

    struct Unarchive: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Brings the ranges of an archive back: for an erasure, a court, a question.")

        @OptionGroup var house: HouseArguments

        @Option(name: .long, help: "The file of `motcua store archive`.")
        var from: String

        @Flag(name: .long, help: "Answer one JSON object.")
        var json = false

        func run() async throws {
            let report = try await CityArchiving.unarchive(house.files, from: from)
            print(json ? report.json : report.text)
        }
    }

    struct Distribute: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes the city's schema a shard of its own, where Citus is installed.")

        @OptionGroup var house: HouseArguments

        @Flag(name: .long, help: "Answer one JSON object.")
        var json = false

        func run() async throws {
            let report = try await CityDistribution.run(house.files)
            print(json ? report.json : report.text)
        }
    }
}
