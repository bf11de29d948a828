import ArgumentParser
import City
import Foundation

/// Where the database and the city are: the same words for every command. What an option leaves out, the environment
/// may say, so that a password never stands in the list of processes.
struct HouseArguments: ParsableArguments {
    @Option(
        name: .long,
        help: """
            The database: a path, or postgres://user@host:port/database?schema=hanoi. Default: MOTCUA_DATABASE, then \
            var/motcua.sqlite.
            """)
    var database: String?

    @Option(name: .long, help: "The folder of the city's keys. Default: MOTCUA_KEYS, then beside the database.")
    var keys: String?

    @Option(name: .long, help: "The folder of uploaded papers. Default: MOTCUA_PAPERS, then beside the database.")
    var papers: String?

    @Option(
        name: .long,
        help: """
            The folder of authorities whose signatures on papers count (.crt, .crl, .ocsp). Default: MOTCUA_TRUST, then \
            beside the database.
            """)
    var trust: String?

    @Option(name: .long, help: "The city's folder. Default: cities/hanoi.")
    var city: String?

    @Option(name: .long, help: "Templates, styles and texts. Default: found beside the program or in the checkout.")
    var share: String?

    var files: HouseFiles {
        get throws { try files(database: address, city: city) }
    }

    /// What the option or the environment says; nil for neither.
    var namedDatabase: String? { database ?? ProcessInfo.processInfo.environment["MOTCUA_DATABASE"] }

    var address: String { namedDatabase ?? "var/motcua.sqlite" }

    func files(database: String, city: String?) throws -> HouseFiles {
        let said = ProcessInfo.processInfo.environment
        return try HouseFiles(
            database: database, keys: keys ?? said["MOTCUA_KEYS"],
            papers: papers ?? said["MOTCUA_PAPERS"], trust: trust ?? said["MOTCUA_TRUST"], city: city, share: share)
    }
}
