import Catalogue
import Civic
import Foundation

/// `motcua simulate`.
package enum SimulationRun {
    package static func run(
        _ files: HouseFiles, dossiers: Int, inFlight: Int, seed: UInt64, procedure: String?,
        door: Simulation.Door, bareEngine: Bool,
        _ progress: (@Sendable (SimulationProgress) -> Void)? = nil
    ) async throws -> SimulationReport {
        try files.database.makeFolder()
        // The year before now, so that a clock that runs on never passes the present.
        let now = SystemClock().now()
        let clock = ManualClock(now)
        var options = CityHouse.Options()
        options.clock = clock
        options.publishes = true
        options.numbersPlaceholders = true
        let house = try await CityHouse.open(files, options)
        let plan = Simulation.Plan(
            dossiers: dossiers, inFlight: inFlight, seed: seed, procedure: procedure,
            startsOn: house.catalogue.zone.day(now), door: door)

        var report: SimulationReport
        do {
            report = try await Simulation(house, clock: clock, plan: plan).run(progress)
            try await house.close()
        } catch {
            try await house.close()
            throw error
        }
        if bareEngine {
            report.bareEngineRatio = try await BareEngine.ratio(files, plan: plan, window: min(dossiers, 2_000))
        }
        return report
    }

    package static func text(_ report: SimulationReport) -> String {
        var lines = [
            "\(report.dossiers) full lifecycles in \(report.seconds) s: \(Int(report.lifecyclesPerSecond))/s, "
                + "\(report.inFlight) in flight; consumers caught up \(report.caughtUpSeconds) s after the last write",
            "\(report.bytesPerDossier) bytes a dossier"
                + (report.bareEngineRatio.map { "; \($0) of the bare engine's rate" } ?? ""),
        ]
        for (name, times) in report.steps.sorted(by: { $0.key < $1.key }) { lines.append(line(name, times)) }
        for (name, times) in report.queries.sorted(by: { $0.key < $1.key }) { lines.append(line(name, times)) }
        return lines.joined(separator: "\n")
    }

    private static func line(_ name: String, _ times: Distribution) -> String {
        let padded = name + String(repeating: " ", count: max(0, 10 - name.count))
        return "  \(padded) p50 \(times.p50) ms   p95 \(times.p95) ms   p99 \(times.p99) ms   (\(times.count))"
    }
}
