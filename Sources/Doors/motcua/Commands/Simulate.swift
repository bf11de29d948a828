import ArgumentParser
import City
import Civic
import Foundation

struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Drives the real use cases with synthetic residents and officers, and measures.",
        discussion: """
            Without --database it works on a new database in a temporary folder, removed afterwards. The same seed makes \
            the same load.
            """)

    @Option(name: .long, help: "Full lifecycles.")
    var dossiers = 1_000

    @Flag(name: .long, help: "A year of the city: 3,500,000 dossiers.")
    var year = false

    @Option(name: .long, help: "How many at a time.")
    var inFlight = 64

    @Option(name: .long, help: "The seed.")
    var seed: UInt64 = 1

    @Option(name: .long, help: "The procedure. Default: the marital-status certificate, or the city's first.")
    var procedure: String?

    @Option(
        name: .long,
        help: "The database to fill: a path, or postgres://user@host/database?schema=name. Default: a temporary file.")
    var database: String?

    @Option(name: .long, help: "The city's folder. Default: cities/hanoi.")
    var city: String?

    @Flag(name: .long, help: "Through the JSON API of a server on this machine, with a reading after each step.")
    var http = false

    @Flag(name: .long, help: "Leave out the comparison with the bare engine.")
    var noBareEngine = false

    @Flag(name: .long, help: "End with one JSON object.")
    var json = false

    func validate() throws {
        guard dossiers > 0, dossiers <= 20_000_000 else { throw ValidationError("--dossiers is 1 to 20,000,000.") }
        guard (1...1_000).contains(inFlight) else { throw ValidationError("--in-flight is 1 to 1,000.") }
    }

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "motcua-simulate-\(UUID().uuidString)")
        if database == nil { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
        defer { if database == nil { try? FileManager.default.removeItem(at: folder) } }
        let files = try HouseFiles(database: database ?? folder.appending(path: "city.sqlite").path, city: city)
        let count = year ? 3_500_000 : dossiers
        let report = try await SimulationRun.run(
            files, dossiers: count, inFlight: inFlight, seed: seed, procedure: procedure,
            door: http ? .http : .useCases, bareEngine: !noBareEngine
        ) { progress in
            let share = progress.done * 40 / max(progress.of, 1)
            let bar = String(repeating: "█", count: share) + String(repeating: "░", count: 40 - share)
            Terminal.progress("\(bar) \(progress.done)/\(progress.of)  \(Int(progress.perSecond))/s")
        }
        Terminal.say("")
        print(json ? report.json : SimulationRun.text(report))
    }
}
