import Civic
import Dossiers
import Foundation
import Journal
import Store
import Synchronization

extension Simulation {
    /// Runs the whole plan on an open house: an open worklist beside it, the measured load with all consumers running,
    /// the queries.
    package func run(_ progress: (@Sendable (SimulationProgress) -> Void)? = nil) async throws -> SimulationReport {
        let stage = try await stage()
        switch plan.door {
        case .http:
            return try await HTTPDesk.serving(house, stage.staff) { try await measure($0, stage, progress) }
        case .useCases:
            let runner = house.consumers()
            let consuming = Task { await runner.run(poll: .milliseconds(200)) }
            let report = try await measure(UseCaseDesk(desk: house.desk), stage, progress)
            consuming.cancel()
            await consuming.value
            return report
        }
    }

    private func measure(
        _ desk: any SimulatedDesk, _ stage: Stage, _ progress: (@Sendable (SimulationProgress) -> Void)?
    ) async throws -> SimulationReport {
        // Open work beside the finished: a desk is never empty.
        let before = try await dossierCount()
        let open = min(5_000, max(8, plan.dossiers / 20))
        try await load(plan.dossiers..<(plan.dossiers + open), stage, at: desk, stopsAfter: 3, pace: pace, nil)
        times.clear()
        let began = ContinuousClock.now
        let done = Tally()
        let total = plan.dossiers
        try await load(0..<plan.dossiers, stage, at: desk, pace: pace) { _ in
            let count = done.add()
            if count % 256 == 0 || count == total, let progress {
                let seconds = began.duration(to: .now) / .seconds(1)
                progress(SimulationProgress(done: count, of: total, perSecond: Double(count) / max(seconds, 0.001)))
            }
        }
        let seconds = began.duration(to: .now) / .seconds(1)
        let late = ContinuousClock.now
        try await house.consumers().caughtUp()
        let caughtUp = late.duration(to: .now) / .seconds(1)
        let sample = try await sampleDossiers()
        return SimulationReport(
            dossiers: plan.dossiers, dossiersBefore: before, seconds: rounded(seconds),
            lifecyclesPerSecond: rounded(Double(plan.dossiers) / max(seconds, 0.000_1)), bareEngineRatio: nil,
            caughtUpSeconds: rounded(caughtUp), inFlight: plan.inFlight, seed: plan.seed, steps: times.distributions,
            queries: try await queries(stage, sample: sample),
            bytesPerDossier: Int(try await house.database.bytes()) / max(try await dossierCount(), 1))
    }

    /// Milliseconds of the city's clock between two dossiers: a day's worth of a year, so that the load spreads over
    /// working days as the city's does. The clock all but stands where officers must not be signed out by it.
    private var pace: Int64 {
        plan.door == .http ? 1 : max(1, 31_536_000_000 / Int64(max(plan.dossiers, 200_000)))
    }

    private func dossierCount() async throws -> Int {
        try await house.database.read { transaction in
            Int(try transaction.first(SimulationStore.count) { $0.int(0) } ?? 0)
        }
    }

    private func sampleDossiers() async throws -> [ID<Dossier>] {
        try await house.database.read { transaction in
            try transaction.all(SimulationStore.sample) { $0.id(0) }
        }
    }

    func rounded(_ value: Double) -> Double { (value * 1_000).rounded() / 1_000 }
}

/// Counts what many workers finish.
final class Tally: Sendable {
    private let state = Mutex(0)

    var count: Int { state.withLock { $0 } }

    func add() -> Int {
        state.withLock { count in
            count += 1
            return count
        }
    }
}

enum SimulationStore {
    static let count = Statement("SELECT COUNT(*) FROM dossier")
    static let sample = Statement("SELECT id FROM dossier ORDER BY id DESC LIMIT 5000")
}
