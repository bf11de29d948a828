import Civic
import Directory
import Foundation
import Journal
import Store
import Synchronization

/// Whether this process can do its work: what a load balancer asks before it sends people here.
final class Readiness: Sendable {
    struct Answer: Sendable {
        /// Each with what is wrong; nil when it is well. In words for the administrator, without anything of the city.
        var checks: [(name: String, fault: String?)] = []
        var isReady: Bool { checks.allSatisfy { $0.fault == nil } }
    }

    private struct State {
        var isStopping = false
        var last: (answer: Answer, at: ContinuousClock.Instant)?
    }

    /// A consumer behind for longer makes the pages tell old news.
    private let longestLag: Duration
    private let state = Mutex(State())

    init(longestLag: Duration) {
        self.longestLag = longestLag
    }

    /// The program was told to stop: from now on nobody new is to be sent here.
    func stop() {
        state.withLock { $0.isStopping = true }
    }

    /// Asked by anybody, so it looks at most once a second.
    func answer(for house: CityHouse) async -> Answer {
        let (isStopping, last) = state.withLock { ($0.isStopping, $0.last) }
        if isStopping { return Answer(checks: [("serving", "the program was told to stop")]) }
        if let last, last.at.duration(to: .now) < .seconds(1) { return last.answer }
        let answer = await look(house)
        state.withLock { $0.last = (answer, .now) }
        return answer
    }

    private func look(_ house: CityHouse) async -> Answer {
        var answer = Answer()
        do {
            let (names, now) = (house.consumers().names, house.clock.now())
            let (applied, lags) = try await Self.within(.seconds(2)) {
                (
                    try await house.database.appliedMigrations().map(\.name),
                    try await house.database.read { try ConsumerLag.all(of: names, at: now, in: $0) }
                )
            }
            answer.checks.append(("database", nil))
            let isWhole = applied == HouseMigrations.all.map(\.name)
            answer.checks.append(("migrations", isWhole ? nil : "the schema is not this program's: run motcua migrate"))
            let late = lags.filter { $0.seconds > longestLag / .seconds(1) }
            answer.checks.append(
                ("consumers", late.isEmpty ? nil : "behind: " + late.map(\.consumer).joined(separator: ", ")))
        } catch {
            answer.checks.append(("database", "does not answer"))
        }
        let keys = house.files.keys
        let areReadable = ["/ring", "/head"].allSatisfy { FileManager.default.isReadableFile(atPath: keys + $0) }
        answer.checks.append(("keys", areReadable ? nil : "the key folder cannot be read"))
        return answer
    }

    private static func within<Value: Sendable>(
        _ limit: Duration, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        // Not a task group: that would wait for a read which hangs.
        let (answers, answered) = AsyncStream<Result<Value, any Error>>.makeStream()
        Task {
            do { answered.yield(.success(try await work())) } catch { answered.yield(.failure(error)) }
        }
        Task {
            try? await Task.sleep(for: limit)
            answered.yield(.failure(StoreError.busy))
        }
        for await answer in answers { return try answer.get() }
        throw CancellationError()
    }
}
