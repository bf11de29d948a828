import Catalogue
import Civic
import Foundation
import Journal
import Store

/// `motcua simulate`.
package enum SimulationRun {
    package static func run(
        _ files: HouseFiles, dossiers: Int, inFlight: Int, seed: UInt64, procedure: String?,
        door: Simulation.Door, bareEngine: Bool,
        _ progress: (@Sendable (SimulationProgress) -> Void)? = nil
    ) async throws -> SimulationReport {
        try files.database.makeFolder()
        let clock = ManualClock(SystemClock().now())
        var options = CityHouse.Options()
        options.clock = clock
        options.publishes = true
        options.numbersPlaceholders = true
        let house = try await CityHouse.open(files, options)
        try await clock.continues(house)
        let plan = Simulation.Plan(
            dossiers: dossiers, inFlight: inFlight, seed: seed, procedure: procedure,
            startsOn: house.catalogue.zone.day(clock.now()), door: door)

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

    /// A load on the servers at `addresses`, which serve the city of the database. Who closes the
    /// turnstile ends the load once the lifecycles begun are done.
    package static func drive(
        _ files: HouseFiles, at addresses: [String], dossiers: Int, inFlight: Int, seed: UInt64, procedure: String?,
        diary: LoadDiary, through turnstile: Turnstile, _ progress: (@Sendable (Int) -> Void)? = nil
    ) async throws -> LoadReport {
        var options = CityHouse.Options()
        options.numbersPlaceholders = true
        let house = try await CityHouse.open(files, options)
        let plan = Simulation.Plan(
            dossiers: dossiers, inFlight: inFlight, seed: seed, procedure: procedure,
            startsOn: house.catalogue.zone.day(house.clock.now()), door: .http)
        return try await Simulation(house, clock: ManualClock(house.clock.now()), plan: plan).drive(
            addresses.map { "\($0)/api/v1" }, through: turnstile, diary, progress)
    }

    package static func text(_ report: SimulationReport) -> String {
        var lines = [
            "\(report.dossiers) full lifecycles in \(report.seconds) s: \(Int(report.lifecyclesPerSecond))/s, "
                + "\(report.inFlight) in flight; consumers caught up \(report.caughtUpSeconds) s after the last write",
            "\(report.dossiersBefore) dossiers were there before",
            "\(report.bytesPerDossier) bytes a dossier"
                + (report.bareEngineRatio.map { "; \($0) of the bare engine's rate" } ?? ""),
        ]
        for (name, times) in report.steps.sorted(by: { $0.key < $1.key }) { lines.append(line(name, times)) }
        for (name, times) in report.queries.sorted(by: { $0.key < $1.key }) { lines.append(line(name, times)) }
        return lines.joined(separator: "\n")
    }

    package static func text(_ report: LoadReport) -> String {
        let requests = report.requests
        let refusals = requests.refusals.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
        let lines = [
            "\(report.dossiers) full lifecycles of \(requests.begun) begun in \(report.seconds) s: "
                + "\(Int(report.lifecyclesPerSecond))/s",
            "\(requests.acknowledged) writes acknowledged, \(requests.found) found done, "
                + "\(requests.unanswered) requests unanswered"
                + (refusals.isEmpty ? "" : "; refused: " + refusals.joined(separator: ", ")),
        ]
        return (lines + report.steps.sorted { $0.key < $1.key }.map { line($0, $1) }).joined(separator: "\n")
    }

    private static func line(_ name: String, _ times: Distribution) -> String {
        let padded = name + String(repeating: " ", count: max(0, 10 - name.count))
        return "  \(padded) p50 \(times.p50) ms   p95 \(times.p95) ms   p99 \(times.p99) ms   (\(times.count))"
    }
}

extension ManualClock {
    /// Goes on where an earlier load of the same database ended, so that ids and events stay in the order of time.
    func continues(_ house: CityHouse) async throws {
        guard let newest = try await house.database.read(Journal.newest) else { return }
        set(max(now(), newest.adding(seconds: 1)))
    }
}
