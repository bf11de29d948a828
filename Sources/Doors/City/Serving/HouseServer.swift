import API
import Catalogue
import Civic
import Directory
package import Door
import Foundation
import Hummingbird
package import Logging
import Papers
import ServiceLifecycle
import UnixSignals
package import Web

/// The two doors on one port, with the house's jobs beside them.
package struct HouseServer: Sendable {
    package struct Settings: Sendable {
        package var host = "127.0.0.1"
        package var port = 8080
        /// `https://…` when a proxy of ours ends TLS.
        package var publicOrigin: String?
        package var trustsProxy = false
        package var demoAccounts: [WebSettings.DemoAccount] = []
        package var requestsPerMinute = 600
        /// Bytes of request bodies in memory at once.
        package var bodyBytes = 256 << 20
        /// Connections open at once.
        package var connections = 800
        /// Seconds a connection may stand still.
        package var patience = 30
        /// What Prometheus shows to read the figures; nil: only programs on this machine may.
        package var watchToken: String?
        /// A node whose consumers are behind for longer says that it is not ready.
        package var longestLag = Duration.seconds(600)
        /// Told to stop, it says so to `/ready` for this long before it takes no more connections.
        package var drain = Duration.zero
        /// What is under way then has so long to be finished.
        package var stopWithin = Duration.seconds(30)

        package init() {}

        /// Where people find the house. Every address of a machine is none that could be told anybody.
        package var origin: String? {
            if let publicOrigin { return publicOrigin }
            if port == 0 || host == "0.0.0.0" || host == "::" { return nil }
            return "http://" + (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
        }

        var isLoopback: Bool { host == "127.0.0.1" || host == "localhost" || host == "::1" }
    }

    private let house: CityHouse
    private let settings: Settings
    private let logger: Logger
    private let measures = MeasureBook()
    private let readiness: Readiness
    private let trust: TrustFolder

    package init(_ house: CityHouse, _ settings: Settings, logger: Logger) {
        self.house = house
        self.settings = settings
        self.logger = logger
        readiness = Readiness(longestLag: settings.longestLag)
        trust = TrustFolder(house.files.trust) { problem in
            logger.error(
                "the folder of trusted authorities cannot be read; what was read before holds",
                metadata: [
                    "problem": "\(problem.publicMessage.en)"
                ])
        }
    }

    /// Every route of both doors, each with its rule.
    package static func routes(_ house: CityHouse) throws -> [RouteEntry] {
        try HouseServer(house, Settings(), logger: Logger(label: "motcua")).router(of: house).routes
    }

    /// Serves until told to stop: then no new request is taken, those under way are finished, the last tree head signed.
    /// - Parameter onReady: told the port that is listened on, which the system chose where the settings say 0.
    package func run(onReady: @escaping @Sendable (_ port: Int) -> Void = { _ in }) async throws {
        if !settings.isLoopback, try await house.directory.hasDemoAccounts() {
            throw HouseProblem.demoAccountsExposed(settings.host)
        }
        // The provider sends people back to one address, and has to be told which.
        if house.identity != nil, settings.origin == nil { throw HouseProblem.badSetting("--oidc, --public-origin") }
        try trust.open()
        let live = try LiveHouse(house) { try router(of: $0).responder() }
        let connections = ConnectionRules(most: settings.connections, patience: Double(settings.patience))
        let app = Application(
            responder: LiveResponder(
                live: live, isSecure: settings.publicOrigin?.hasPrefix("https://") ?? false),
            server: .http1(configuration: connections.channel(trustsProxy: settings.trustsProxy)),
            configuration: .init(
                address: .hostname(settings.host, port: settings.port), serverName: "motcua",
                availableConnectionsDelegate: connections.accepting(logger)),
            onServerRunning: { onReady($0.localAddress?.port ?? settings.port) }, logger: logger)
        let jobs = HouseJobs(live, measures: measures, logger: logger)
        // Stopped in the reverse order: first the word to the balancer, then the doors, then what works behind them.
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: JobsBesideTheDoors(jobs: jobs)),
                .init(service: app, successTerminationBehavior: .gracefullyShutdownGroup),
                .init(service: WordToTheBalancer(readiness: readiness, drain: settings.drain)),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = settings.drain + settings.stopWithin
        try await ServiceGroup(configuration: configuration).run()
    }

    private func router(of house: CityHouse) throws -> GuardedRouter {
        let city = house.catalogue.city
        let door = DoorSettings(
            publicOrigin: settings.publicOrigin, isSecure: settings.publicOrigin?.hasPrefix("https://") ?? false,
            trustsProxy: settings.trustsProxy, formKey: house.keys.blindIndex("forms", context: "door"),
            requestsPerMinute: settings.requestsPerMinute, bodyBytes: settings.bodyBytes,
            watchToken: settings.watchToken)
        let seal = FormSeal(key: door.formKey)
        var web = WebSettings(
            cityName: city.name, brandColour: city.brandColour, helpPhone: city.supportPhone ?? "",
            helpEmail: city.supportEmail ?? "", helpHours: city.supportHours ?? LocalizedText(vi: "", en: ""),
            zone: house.catalogue.zone, clock: house.clock, shareFolder: house.files.share,
            isDemo: !settings.demoAccounts.isEmpty, demoAccounts: settings.demoAccounts,
            publicOrigin: settings.origin,
            homeArea: house.catalogue.areas.first { $0.parent == nil && $0.validTo == nil && $0.name == city.name }?
                .code)
        web.offersIdentity = house.identity != nil
        let texts = Texts([.vi: house.catalogue.allTexts(.vi), .en: house.catalogue.allTexts(.en)])
        let pages = try Pages(settings: web, texts: texts, seal: seal)
        let printRoom = house.printRoom(address: settings.publicOrigin)
        let verifier = PaperVerifier(trusting: trust)
        let rooms = House(
            pages: pages, desk: house.desk, drafts: house.drafts, catalogue: house.catalogue,
            directory: house.directory, uploads: house.uploads, pagesOfPapers: house.pagesOfPapers,
            compared: house.compared,
            printRoom: printRoom, verifier: verifier, results: house.results, keystore: house.keystore,
            messages: house.messages, contacts: house.contacts, portal: house.portal, editor: house.editor,
            identity: house.identity)
        let threshold = Threshold(
            settings: door, sessions: house.directory, pages: WebFace(pages: pages), documents: APIFace(),
            clock: house.clock,
            measures: measures, logger: logger)
        let router = GuardedRouter(threshold: threshold)
        WebDoor(rooms).register(on: router)
        let api = APIHouse(
            desk: house.desk, drafts: house.drafts, catalogue: house.catalogue, directory: house.directory,
            clock: house.clock, printRoom: printRoom, verifier: verifier, uploads: house.uploads,
            results: house.results, keystore: house.keystore)
        CityAPI(house: api, seal: seal).register(on: router)
        WatchDoor(readiness: readiness, measures: measures, house: house).register(on: router)
        return router
    }
}

private struct JobsBesideTheDoors: Service {
    let jobs: HouseJobs

    func run() async throws {
        let work = Task { try await jobs.run() }
        try await withTaskCancellationHandler {
            try await withGracefulShutdownHandler {
                try await work.value
            } onGracefulShutdown: {
                work.cancel()
            }
        } onCancel: {
            work.cancel()
        }
    }
}

/// Nobody new is sent here any more, and those on their way arrive.
private struct WordToTheBalancer: Service {
    let readiness: Readiness
    let drain: Duration

    func run() async throws {
        try await gracefulShutdown()
        readiness.stop()
        try? await Task.sleep(for: drain)
    }
}
