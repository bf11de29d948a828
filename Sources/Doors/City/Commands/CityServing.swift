package import Civic
import Directory
import Foundation
import Journal
package import Logging
import Store
package import Web

/// `motcua serve` and `motcua demo`.
package enum CityServing {
    package static func serve(
        _ files: HouseFiles, _ settings: HouseServer.Settings, numbersPlaceholders: Bool, witness: String? = nil,
        timestamps: String? = nil, replica: String? = nil, malware: MalwareSetting = .off,
        messages: MessageSettings = MessageSettings(), portal: PortalSettings = PortalSettings(),
        identity: IdentitySettings = IdentitySettings(), logger: Logger,
        onReady: @escaping @Sendable () -> Void
    ) async throws {
        var options = CityHouse.Options()
        options.numbersPlaceholders = numbersPlaceholders
        options.witness = witness
        options.timestamps = timestamps
        options.malware = malware
        switch malware {
        case .clamd: break
        case .off: logger.notice("uploads are not scanned for malware")
        case .unsaid:
            logger.warning(
                "uploads are not scanned for malware: name clamd with --clamd host:port or /path, or say --clamd none")
        }
        options.publicOrigin = settings.origin
        options.messages = messages
        options.portal = portal
        options.identity = identity
        // Read before anything is opened: a wrong one is a misuse.
        if let replica, case .file = try DatabaseAddress(replica) { throw HouseProblem.engineUnknown(replica) }
        options.engine.replica = replica
        options.engine.onSlowWrite = { useCase, duration in
            logger.warning(
                "a write held the writer for long",
                metadata: ["use_case": "\(useCase)", "ms": "\(duration / .milliseconds(1))"])
        }
        let house = try await CityHouse.open(files, options)
        do {
            if try await !house.directory.hasAdministrator() {
                logger.warning("nobody administers this city yet: enter the first administrator with `motcua setup`")
            }
            try await HouseServer(house, settings, logger: logger).run { _ in onReady() }
            try await house.close()
        } catch {
            try await house.close()
            throw error
        }
    }

    /// Makes the demo city where there is none yet, as it stands at `now`.
    /// - Parameter origin: where it will be served: the papers of its stories name it.
    /// - Returns: true when it was made now.
    @discardableResult
    package static func furnishDemo(
        _ files: HouseFiles, fresh: Bool, origin: String? = nil, at now: Instant = SystemClock().now(),
        _ note: @escaping @Sendable (String) -> Void
    ) async throws -> Bool {
        if fresh {
            try await refuseToRemoveCity(files)
            try await files.database.remove()
            for folder in [files.keys, files.papers, files.trust, files.erased] {
                try? FileManager.default.removeItem(atPath: folder)
            }
        }
        try files.database.makeFolder()
        let clock = ManualClock(now)
        var options = CityHouse.Options()
        options.clock = clock
        options.publishes = true
        options.numbersPlaceholders = true
        options.publicOrigin = origin
        note("city")
        var house = try await CityHouse.open(files, options)
        do {
            let isNew = try await !DemoCity.isFurnished(house)
            if isNew {
                // Opened again with the keys that stamp times.
                let keys = try DemoKeys.make(files, from: now.adding(hours: -24 * 302), at: now)
                try await house.close()
                options.publishes = false
                house = try await CityHouse.open(files, options)
                try await DemoCity(house, clock: clock, keys: keys, note: note).furnish()
                note("journal")
                try await house.consumers().settle()
            }
            try await house.close()
            if isNew { try await TamperedCopy.make(of: files) }
            return isNew
        } catch {
            try await house.close()
            throw error
        }
    }

    /// `--fresh` removes a demo, never somebody's dossiers. What cannot be read is no city.
    private static func refuseToRemoveCity(_ files: HouseFiles) async throws {
        guard files.database.isThere, let database = try? await files.database.openReadOnly() else { return }
        let isCity = (try? await database.read { try HouseStore.holdsCity(in: $0) }) ?? false
        try await database.close()
        if isCity { throw HouseProblem.notADemo(files.database.place) }
    }

    package static func demoAccounts(_ files: HouseFiles) throws -> [WebSettings.DemoAccount] {
        try DemoCast.people(files).map {
            WebSettings.DemoAccount(login: $0.login, password: DemoPerson.password, who: $0.who)
        }
    }
}
