import API
import Catalogue
import Civic
import Directory
package import Door
import Foundation
import Hummingbird
package import Logging
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

    package init(_ house: CityHouse, _ settings: Settings, logger: Logger) {
        self.house = house
        self.settings = settings
        self.logger = logger
    }

    /// Every route of both doors, each with its rule.
    package static func routes(_ house: CityHouse) throws -> [RouteEntry] {
        try HouseServer(house, Settings(), logger: Logger(label: "motcua")).router().routes
    }

    /// Serves until told to stop: then no new request is taken, those under way are finished, the last tree head signed.
    package func run(onReady: @escaping @Sendable () -> Void = {}) async throws {
        if !settings.isLoopback, try await house.directory.hasDemoAccounts() {
            throw HouseProblem.demoAccountsExposed(settings.host)
        }
        let router = try router()
        let connections = ConnectionRules(most: settings.connections, patience: Double(settings.patience))
        let app = Application(
            responder: router.responder(),
            server: .http1(configuration: connections.channel(trustsProxy: settings.trustsProxy)),
            configuration: .init(
                address: .hostname(settings.host, port: settings.port), serverName: "motcua",
                availableConnectionsDelegate: connections.accepting(logger)),
            onServerRunning: { _ in onReady() }, logger: logger)
        let jobs = HouseJobs(house, logger: logger)
        let group = ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: JobsBesideTheDoors(jobs: jobs)), .init(service: app, successTerminationBehavior: .gracefullyShutdownGroup),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }

    private func router() throws -> GuardedRouter {
        let city = house.catalogue.city
        let door = DoorSettings(
            publicOrigin: settings.publicOrigin, isSecure: settings.publicOrigin?.hasPrefix("https://") ?? false,
            trustsProxy: settings.trustsProxy, formKey: house.keys.blindIndex("forms", context: "door"),
            requestsPerMinute: settings.requestsPerMinute, bodyBytes: settings.bodyBytes)
        let seal = FormSeal(key: door.formKey)
        let web = WebSettings(
            cityName: city.name, brandColour: city.brandColour, helpPhone: city.supportPhone ?? "",
            helpEmail: city.supportEmail ?? "", helpHours: city.supportHours ?? LocalizedText(vi: "", en: ""),
            zone: house.catalogue.zone, clock: house.clock, shareFolder: house.files.share,
            isDemo: !settings.demoAccounts.isEmpty, demoAccounts: settings.demoAccounts,
            publicOrigin: settings.origin, homeArea: house.catalogue.areas.first { $0.parent == nil && $0.validTo == nil && $0.name == city.name }?.code)
        let texts = Texts([.vi: house.catalogue.allTexts(.vi), .en: house.catalogue.allTexts(.en)])
        let pages = try Pages(settings: web, texts: texts, seal: seal)
        let printRoom = house.printRoom(address: settings.publicOrigin)
        let rooms = House(
            pages: pages, desk: house.desk, drafts: house.drafts, catalogue: house.catalogue,
            directory: house.directory, uploads: house.uploads, printRoom: printRoom)
        let threshold = Threshold(
            settings: door, sessions: house.directory, pages: WebFace(pages: pages), documents: APIFace(), clock: house.clock,
            logger: logger)
        let router = GuardedRouter(threshold: threshold)
        WebDoor(rooms).register(on: router)
        let api = APIHouse(
            desk: house.desk, drafts: house.drafts, catalogue: house.catalogue, directory: house.directory,
            clock: house.clock, printRoom: printRoom)
        CityAPI(house: api, seal: seal).register(on: router)
        return router
    }
}

private struct JobsBesideTheDoors: Service {
    let jobs: HouseJobs

    func run() async throws {
        let work = Task { await jobs.run() }
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await work.value
            } onGracefulShutdown: {
                work.cancel()
            }
        } onCancel: {
            work.cancel()
        }
    }
}
