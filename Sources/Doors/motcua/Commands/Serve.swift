import ArgumentParser
import City
import Civic
import Foundation
import Logging

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Opens both doors: pages and the API. Serves what `publish` has published.")

    @OptionGroup var house: HouseArguments

    @Option(name: .long, help: "Address to listen on.")
    var host = "127.0.0.1"

    @Option(name: .long, help: "Port to listen on.")
    var port = 8080

    @Option(name: .long, help: "The address people use, when a proxy ends TLS: https://…")
    var publicOrigin: String?

    @Flag(name: .long, help: "Believe X-Forwarded-For and X-Request-Id (only behind a proxy of yours).")
    var trustProxy = false

    @Option(name: .long, help: "Connections open at once; keep `ulimit -n` above it.")
    var connections = 800

    @Option(name: .long, help: "Seconds a connection may stand still while bytes of it are waited for.")
    var patience = 30

    @Option(name: .long, help: "Megabytes of request bodies that may lie in memory at once; at least 16.")
    var bodyMemory = 256

    @Flag(name: .long, help: "Let placeholder unit codes number dossiers (trials only).")
    var allowPlaceholders = false

    @Option(name: .long, help: "A folder on another machine that gets every signed head of the journal.")
    var witness: String?

    @Option(name: .long, help: "Who stamps the time of signatures (RFC 3161): http://… or MOTCUA_TSA.")
    var tsa: String?

    @Option(
        name: .long,
        help: "A replica of the PostgreSQL database that answers what the public asks. Default: MOTCUA_READ_REPLICA.")
    var readReplica: String?

    @OptionGroup var messages: MessageArguments

    @OptionGroup var portal: PortalArguments

    @OptionGroup var identity: IdentityArguments

    @Option(
        name: .long,
        help: "Where clamd looks uploads over for malware: host:port or /path, or none. Default: MOTCUA_CLAMD.")
    var clamd: String?

    @OptionGroup var watch: WatchArguments

    @Flag(name: .long, help: "Say the address as one JSON object.")
    var json = false

    func validate() throws {
        try Self.requirePort(port)
        guard (4...100_000).contains(connections) else { throw ValidationError("--connections is 4 to 100000.") }
        guard (1...3_600).contains(patience) else { throw ValidationError("--patience is 1 to 3600 seconds.") }
        guard (16...65_536).contains(bodyMemory) else { throw ValidationError("--body-memory is 16 to 65536 MB.") }
    }

    static func requirePort(_ port: Int) throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is 0 to 65535.") }
    }

    func run() async throws {
        var settings = HouseServer.Settings()
        settings.connections = connections
        settings.patience = patience
        settings.bodyBytes = bodyMemory << 20
        settings.host = host
        settings.port = port
        settings.publicOrigin = publicOrigin
        settings.trustsProxy = trustProxy
        try watch.apply(to: &settings)
        let logger = watch.logger
        let address = "http://\(host):\(port)"
        try await CityServing.serve(
            house.files, settings, numbersPlaceholders: allowPlaceholders, witness: witness,
            timestamps: tsa ?? ProcessInfo.processInfo.environment["MOTCUA_TSA"],
            replica: readReplica ?? ProcessInfo.processInfo.environment["MOTCUA_READ_REPLICA"],
            malware: try MalwareSetting(clamd ?? ProcessInfo.processInfo.environment["MOTCUA_CLAMD"]),
            messages: try messages.settings, portal: try portal.settings,
            identity: try identity.settings, logger: logger
        ) { [json] in
            if json { Terminal.answer("{\"address\":\"\(address)\"}") } else { print("Open at \(address)") }
        }
    }
}

enum DemoStore: String, ExpressibleByArgument, CaseIterable {
    case sqlite
    case postgres
}

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Hanoi on this machine: invented people, live dossiers, a tour of three minutes.")

    @OptionGroup var house: HouseArguments

    @Option(
        name: .long,
        help: "sqlite, or postgres: a PostgreSQL of the demo's own, its data in var/postgres, stopped with it.")
    var store = DemoStore.sqlite

    @Flag(name: .long, help: "Begin anew: the old demo is removed.")
    var fresh = false

    @Option(name: .long, help: "Port to listen on.")
    var port = 8080

    @OptionGroup var messages: MessageArguments

    @OptionGroup var portal: PortalArguments

    @OptionGroup var identity: IdentityArguments

    @Flag(name: .long, help: "Make the city and stop.")
    var noServe = false

    @Flag(name: .long, help: "Say the address and accounts as one JSON object.")
    var json = false

    func validate() throws {
        guard store == .sqlite || house.namedDatabase == nil else {
            throw ValidationError("--store postgres brings its own database: leave out --database.")
        }
        try Serve.requirePort(port)
    }

    func run() async throws {
        guard store == .postgres else { return try await run(house.files) }
        let server = try await DemoServer.start(in: "var/postgres")
        defer { server.stop() }
        try await run(house.files(database: server.database, city: house.city))
    }

    private func run(_ files: HouseFiles) async throws {
        let began = ContinuousClock.now
        let isNew = try await CityServing.furnishDemo(files, fresh: fresh, origin: "http://127.0.0.1:\(port)") {
            stage in
            let words = [
                "city": "publishing the city …", "accounts": "opening accounts …",
                "dossiers": "telling the stories of the tour …", "journal": "signing the journal …",
            ]
            Terminal.say("  \(words[stage] ?? stage)")
        }
        let seconds = Int(began.duration(to: .now) / .seconds(1))
        Terminal.say(isNew ? "  the demo city is ready (\(seconds) s)" : "  the demo city is as you left it")
        if noServe { return }
        var settings = HouseServer.Settings()
        settings.port = port
        settings.demoAccounts = try CityServing.demoAccounts(files)
        // Everybody of the tour comes from one address.
        settings.requestsPerMinute = 6_000
        var logger = Logger(label: "motcua")
        logger.logLevel = .warning
        let address = "http://127.0.0.1:\(port)"
        let asJSON = json
        let tour = try DemoTour.text(address: address, files: files)
        try await CityServing.serve(
            files, settings, numbersPlaceholders: true, messages: try messages.settings, portal: try portal.settings,
            identity: try identity.settings, logger: logger
        ) {
            if asJSON {
                Terminal.answer("{\"address\":\"\(address)\",\"password\":\"\(DemoPerson.password)\"}")
            } else {
                Terminal.answer(tour)
            }
        }
    }
}
