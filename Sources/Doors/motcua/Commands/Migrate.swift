import ArgumentParser
import City

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings the database's schema to this program's. `serve` does so when it starts.",
        discussion: "Migrations only go forward. Several nodes may start at once: one migrates, the others wait.")

    @OptionGroup var house: HouseArguments

    @Flag(name: .long, help: "Only say what would run, on which tables, how many rows they hold and who would wait.")
    var plan = false

    @Flag(name: .long, help: "Answer one JSON object.")
    var json = false

    func run() async throws {
        let report = try await plan ? CityMigrating.plan(house.files) : CityMigrating.run(house.files)
        print(json ? report.json : report.text)
    }
}
