import Civic
import Directory
import Foundation
import Journal
package import Logging
import StoreSQLite
package import Web

/// `motcua serve` and `motcua demo`.
package enum CityServing {
    package static func serve(
        _ files: HouseFiles, _ settings: HouseServer.Settings, numbersPlaceholders: Bool, witness: String? = nil,
        logger: Logger, onReady: @escaping @Sendable () -> Void
    ) async throws {
        var options = CityHouse.Options()
        options.numbersPlaceholders = numbersPlaceholders
        options.witness = witness
        options.engine.onSlowWrite = { write in
            logger.warning(
                "a write held the writer for long",
                metadata: ["use_case": "\(write.useCase)", "ms": "\(write.duration / .milliseconds(1))"])
        }
        let house = try await CityHouse.open(files, options)
        do {
            try await HouseServer(house, settings, logger: logger).run(onReady: onReady)
            try await house.close()
        } catch {
            try await house.close()
            throw error
        }
    }

    /// Makes the demo city where there is none yet.
    /// - Returns: true when it was made now.
    @discardableResult
    package static func furnishDemo(
        _ files: HouseFiles, fresh: Bool, _ note: @escaping @Sendable (String) -> Void
    ) async throws -> Bool {
        if fresh {
            for suffix in ["", "-wal", "-shm", ".keys", ".papers", ".lock"] {
                try? FileManager.default.removeItem(atPath: files.database + suffix)
            }
        }
        try FolderMaking.parent(of: files.database)
        let now = SystemClock().now()
        let clock = ManualClock(now)
        var options = CityHouse.Options()
        options.clock = clock
        options.publishes = true
        options.numbersPlaceholders = true
        note("city")
        let house = try await CityHouse.open(files, options)
        do {
            let isNew = try await !DemoCity.isFurnished(house)
            if isNew {
                try await DemoCity(house, clock: clock, note: note).furnish()
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

    package static var demoAccounts: [WebSettings.DemoAccount] {
        DemoCast.all.map { WebSettings.DemoAccount(login: $0.login, password: DemoPerson.password, who: $0.who) }
    }
}
