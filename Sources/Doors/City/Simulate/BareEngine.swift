import Civic
import Foundation
import Journal
import Store
import StoreSQLite

/// The ratio to the bare engine: a window of lifecycles on the database of the run, with every committed statement kept,
/// then the same statements replayed on a copy made before the window.
package enum BareEngine {
    package static func ratio(
        _ files: HouseFiles, plan: Simulation.Plan, window: Int = 2_000
    ) async throws -> Double {
        let copy = files.database + ".replay"
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: copy + suffix) }
        let clock = ManualClock(SystemClock().now())
        let recording = StatementRecording()
        var options = CityHouse.Options()
        options.clock = clock
        options.numbersPlaceholders = true
        options.engine.recording = recording
        let house = try await CityHouse.open(files, options)
        defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: copy + suffix) } }
        var second = plan
        second.dossiers = window
        second.seed = plan.seed &+ 1_000_003
        let simulation = try Simulation(house, clock: clock, plan: second)
        let stage = try await simulation.stage()
        let runner = house.consumers()
        try await runner.settle()
        let consuming = Task { await runner.run(poll: .milliseconds(200)) }
        try await house.database.backup(to: copy)
        recording.clear()
        let began = ContinuousClock.now
        try await simulation.load(0..<window, stage, pace: 100, nil)
        let ours = began.duration(to: .now) / .seconds(1)
        try await runner.caughtUp()
        consuming.cancel()
        await consuming.value
        let groups = recording.groups
        try await house.close()
        let bare = try StatementReplay.replay(groups, at: copy)
        return ((bare / max(ours, 0.000_1)) * 1_000).rounded() / 1_000
    }
}
