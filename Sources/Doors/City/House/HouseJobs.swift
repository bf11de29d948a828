import Civic
import Directory
import Dossiers
import Journal
import Papers
import Store
package import Logging

/// What runs beside the doors: consumers, timers, steps of the house, seals and sweeps.
package struct HouseJobs: Sendable {
    private let house: CityHouse
    private let logger: Logger

    package init(_ house: CityHouse, logger: Logger) {
        self.house = house
        self.logger = logger
    }

    /// Until cancelled.
    package func run() async {
        let logger = logger
        let runner = house.consumers { consumer, error in
            logger.warning("a consumer is in trouble", metadata: ["consumer": "\(consumer)", "error": "\(error)"])
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await runner.run() }
            group.addTask {
                var stuck = StuckTimers()
                await every(.seconds(1), "timers") {
                    try await house.desk.fireTimers(&stuck)
                    for failure in stuck.failures {
                        logger.warning(
                            "a timer could not fire and will be tried again",
                            metadata: ["stream": "\(failure.timer.stream)", "error": "\(failure.error)"])
                    }
                }
            }
            group.addTask { await every(.seconds(1), "system steps") { try await house.desk.runSystemSteps() } }
            group.addTask {
                await every(.seconds(60), "ended units") { _ = try await house.desk.transferFromEndedUnits() }
            }
            group.addTask { await every(.seconds(60), "access seal") { _ = try await house.directory.sealAccessLog() } }
            group.addTask {
                await every(.seconds(3_600), "sweeps") {
                    try await house.directory.throttle.sweep()
                    try await house.directory.sweepSessions()
                    try await house.drafts.sweep()
                    try await house.desk.sweepKeys()
                    _ = try await house.uploads.sweepOrphans()
                    try await house.database.prepareGrowth(at: house.clock.now())
                }
            }
        }
    }

    private func every(_ pause: Duration, _ name: String, _ body: () async throws -> Void) async {
        while !Task.isCancelled {
            do {
                try await body()
            } catch is CancellationError {
                return
            } catch {
                logger.warning("a job failed and will be tried again", metadata: ["job": "\(name)", "error": "\(error)"])
            }
            try? await Task.sleep(for: pause)
        }
    }
}
