import Civic
import Store
import Synchronization

/// A streaming replica that answers what the public asks. Nobody waits long for it: what it cannot tell in time, the
/// primary is asked.
final class Replica: Sendable {
    private struct State {
        var restsUntil: ContinuousClock.Instant?
        var answered: Int64 = 0
        var missed: Int64 = 0
    }

    private let lane: Lane
    private let options: PostgresOptions
    private let state = Mutex(State())

    init(_ address: PostgresAddress, _ options: PostgresOptions) {
        self.options = options
        lane = Lane(
            "replica", width: options.readers, bound: options.waitingReads, patience: options.replicaPatience
        ) {
            Worker(attempts: options.attempts) { try Connection.open(address, role: .reader, options: options) }
        }
    }

    var counts: (answered: Int64, missed: Int64) { state.withLock { ($0.answered, $0.missed) } }

    func close() { lane.close() }
    func ended() async { await lane.ended() }

    /// Nil when it cannot be reached, or has not come so far in time.
    func read<Value: Sendable>(
        seeing position: Position?, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Aged<Value>? {
        guard begins() else { return nil }
        let deadline = ContinuousClock.now + options.replicaPatience
        do {
            while true {
                // The wait is a task's, not a session's.
                if let seen = try await look(position, body) {
                    state.withLock { state in
                        state.answered += 1
                        state.restsUntil = nil
                    }
                    return seen
                }
                guard .now < deadline else { break }
                try await Task.sleep(for: .milliseconds(5))
            }
        } catch StoreError.cannotOpen, StoreError.busy {
            state.withLock { $0.restsUntil = .now + options.replicaRest }
        }
        state.withLock { $0.missed += 1 }
        return nil
    }

    /// Nil when it has not come so far.
    private func look<Value: Sendable>(
        _ position: Position?, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Aged<Value>? {
        try await lane.run { worker, deadline in
            try worker.perform(until: deadline) { connection, isStale in
                // Asked before the snapshot is taken, so that the snapshot holds at least that.
                let replay = try connection.replay()
                if let replay, let position, replay.position < position.value { return nil }
                // A server that was promoted is none any more, and tells the newest. One that has not replayed anything
                // since it started cannot say how old it is.
                if let replay, replay.at == nil { return nil }
                return Aged(try UnitOfWork.read(on: connection, isStale, body), asOf: replay?.at)
            }
        }
    }

    /// While it rests nobody tries it; afterwards one does, and the others wait for what that one finds.
    private func begins() -> Bool {
        state.withLock { state in
            guard let until = state.restsUntil else { return true }
            guard .now >= until else {
                state.missed += 1
                return false
            }
            state.restsUntil = .now + options.replicaRest
            return true
        }
    }
}
