import ArgumentParser
import City
import Civic
import Foundation
import UnixSignals

struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Drives the real use cases with synthetic residents and officers, and measures.",
        discussion: """
            Without --database it works on a new database in a temporary folder, removed afterwards. The same seed makes \
            the same load. A second load on one database needs another seed and goes on where the first ended.

            With --url it goes through servers that run already, which serve the city of --database: no fault of theirs \
            ends it, what nobody took is sent again, and --diary keeps every acknowledgement. Told to stop (SIGTERM, \
            Ctrl-C) it ends the lifecycles it began.
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

    @OptionGroup var house: HouseArguments

    @Flag(name: .long, help: "Through the JSON API of a server on this machine.")
    var http = false

    @Option(name: .long, help: "The address of a server, http://host:port; may be given several times.")
    var url: [String] = []

    @Option(name: .long, help: "A new file: what the servers of --url answered, a JSON object a line.")
    var diary: String?

    @Flag(name: .long, help: "Leave out the comparison with the bare engine.")
    var noBareEngine = false

    @Flag(name: .long, help: "End with one JSON object.")
    var json = false

    func validate() throws {
        guard dossiers > 0, dossiers <= 20_000_000 else { throw ValidationError("--dossiers is 1 to 20,000,000.") }
        guard (1...1_000).contains(inFlight) else { throw ValidationError("--in-flight is 1 to 1,000.") }
        guard url.isEmpty || house.namedDatabase != nil else {
            throw ValidationError("--url needs --database: its officers are hired there.")
        }
        guard diary == nil || !url.isEmpty else { throw ValidationError("--diary is kept of a load with --url.") }
        for address in url where URL(string: address)?.host() == nil {
            throw ValidationError("--url is http://host:port, not \(address).")
        }
    }

    func run() async throws {
        if url.isEmpty { try await simulate() } else { try await drive() }
    }

    private var count: Int { year ? 3_500_000 : dossiers }

    private func simulate() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "motcua-simulate-\(UUID().uuidString)")
        // Never what the environment names: that is the city's own.
        let database = house.database
        if database == nil { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
        defer { if database == nil { try? FileManager.default.removeItem(at: folder) } }
        let files = try house.files(database: database ?? folder.appending(path: "city.sqlite").path, city: house.city)
        let report = try await SimulationRun.run(
            files, dossiers: count, inFlight: inFlight, seed: seed, procedure: procedure,
            door: http ? .http : .useCases, bareEngine: !noBareEngine
        ) { progress in
            Self.show(progress.done, of: progress.of, perSecond: progress.perSecond)
        }
        Terminal.say("")
        print(json ? report.json : SimulationRun.text(report))
    }

    private func drive() async throws {
        let turnstile = Turnstile(0..<count)
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        let stopping = Task { for await _ in signals { turnstile.close() } }
        defer { stopping.cancel() }
        let began = ContinuousClock.now
        let report = try await SimulationRun.drive(
            try house.files, at: url, dossiers: count, inFlight: inFlight, seed: seed, procedure: procedure,
            diary: try LoadDiary(path: diary), through: turnstile
        ) { done in
            guard done % 64 == 0 else { return }
            Self.show(done, of: count, perSecond: Double(done) / (began.duration(to: .now) / .seconds(1)))
        }
        Terminal.say("")
        print(json ? report.json : SimulationRun.text(report))
    }

    private static func show(_ done: Int, of all: Int, perSecond: Double) {
        let share = done * 40 / max(all, 1)
        let bar = String(repeating: "█", count: share) + String(repeating: "░", count: 40 - share)
        Terminal.progress("\(bar) \(done)/\(all)  \(Int(perSecond))/s")
    }
}
