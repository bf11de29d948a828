import Civic
import Foundation
import Journal
import Store
import StorePostgres
import StoreSQLite

/// The ratio to the bare engine: a window of lifecycles on the database of the run, beside what the engine alone does in
/// the same minute. On SQLite every committed statement is kept and replayed on a copy made before the window; on
/// PostgreSQL the server makes as many durable transactions of one row.
package enum BareEngine {
    package static func ratio(
        _ files: HouseFiles, plan: Simulation.Plan, window: Int = 2_000
    ) async throws -> Double {
        let clock = ManualClock(SystemClock().now())
        let recording = StatementRecording()
        var options = CityHouse.Options()
        options.clock = clock
        options.numbersPlaceholders = true
        if case .file = files.database { options.engine.recording = recording }
        let house = try await CityHouse.open(files, options)
        try await clock.continues(house)
        var second = plan
        second.dossiers = window
        second.door = .useCases
        second.seed = plan.seed &+ 1_000_003
        let simulation = try Simulation(house, clock: clock, plan: second)
        let stage = try await simulation.stage()
        let runner = house.consumers()
        try await runner.settle()
        let consuming = Task { await runner.run(poll: .milliseconds(200)) }
        let copy = try await copyForReplay(of: house)
        defer { if let copy { remove(copy) } }
        recording.clear()
        let began = ContinuousClock.now
        try await simulation.load(0..<window, stage, at: UseCaseDesk(desk: house.desk), pace: 100, nil)
        let ours = began.duration(to: .now) / .seconds(1)
        try await runner.caughtUp()
        consuming.cancel()
        await consuming.value
        let groups = recording.groups
        try await house.close()
        let bare =
            switch files.database {
            case .file: try StatementReplay.replay(groups, at: copy ?? "")
            case .server(let address): try await BareCommits.seconds(for: simulation.times.count, at: address)
            }
        return ((bare / max(ours, 0.000_1)) * 1_000).rounded() / 1_000
    }

    private static func copyForReplay(of house: CityHouse) async throws -> String? {
        guard case .file(let path) = house.files.database else { return nil }
        let copy = path + ".replay"
        remove(copy)
        try await house.database.backup(to: copy)
        return copy
    }

    private static func remove(_ copy: String) {
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: copy + suffix) }
    }
}
