import Foundation

/// What a load on servers that run already came to, as `motcua simulate --url --json` prints it.
package struct LoadReport: Sendable, JSONReport {
    /// Whole lifecycles.
    package let dossiers: Int
    package let seconds: Double
    package let lifecyclesPerSecond: Double
    package let requests: LoadDiary.Count
    package let steps: [String: Distribution]

    enum CodingKeys: String, CodingKey {
        case dossiers, seconds, requests, steps
        case lifecyclesPerSecond = "lifecycles_per_second"
    }
}

extension Simulation {
    /// Goes through the servers' JSON API until the turnstile closes. The staff is hired in the city's database before;
    /// then the house is closed, so that the load knows no more than its requests are told.
    func drive(
        _ servers: [String], through turnstile: Turnstile, _ diary: LoadDiary,
        _ progress: (@Sendable (Int) -> Void)? = nil
    ) async throws -> LoadReport {
        let stage = try await stage()
        let credentials = try await HTTPDesk.accounts(of: stage.staff, in: house)
        try await house.close()
        let servers = LoadServers(servers, credentials, diary: diary)
        let began = ContinuousClock.now
        let done = Tally()
        do {
            try await load(through: turnstile, stage, at: HTTPDesk(servers: servers), pace: 0) { _ in
                let count = done.add()
                progress?(count)
            }
            try await servers.close()
        } catch {
            try? await servers.close()
            throw error
        }
        let seconds = began.duration(to: .now) / .seconds(1)
        return LoadReport(
            dossiers: done.count, seconds: rounded(seconds),
            lifecyclesPerSecond: rounded(Double(done.count) / max(seconds, 0.000_1)), requests: diary.count,
            steps: times.distributions)
    }
}
