import Foundation

/// What a simulation came to, as `motcua simulate --json` prints it.
package struct SimulationReport: Sendable, JSONReport {
    package var dossiers: Int
    /// How many the database held before the load.
    package var dossiersBefore: Int
    package var seconds: Double
    package var lifecyclesPerSecond: Double
    /// Our rate divided by the bare engine's with the same writing statements, in the same run.
    package var bareEngineRatio: Double?
    package var caughtUpSeconds: Double
    package var inFlight: Int
    package var seed: UInt64
    package var steps: [String: Distribution]
    package var queries: [String: Distribution]
    package var bytesPerDossier: Int

    enum CodingKeys: String, CodingKey {
        case dossiers, seconds, seed, steps, queries
        case dossiersBefore = "dossiers_before"
        case lifecyclesPerSecond = "lifecycles_per_second"
        case bareEngineRatio = "bare_engine_ratio"
        case caughtUpSeconds = "caught_up_seconds"
        case inFlight = "in_flight"
        case bytesPerDossier = "bytes_per_dossier"
    }
}
