import ArgumentParser
import City

/// Where the database and the city are: the same words for every command.
struct HouseArguments: ParsableArguments {
    @Option(name: .long, help: "The database: a path, or sqlite:PATH.")
    var database = "var/motcua.sqlite"

    @Option(name: .long, help: "The city's folder. Default: cities/hanoi.")
    var city: String?

    @Option(name: .long, help: "Templates, styles and texts. Default: found beside the program or in the checkout.")
    var share: String?

    var files: HouseFiles {
        get throws { try HouseFiles(database: database, city: city, share: share) }
    }
}
