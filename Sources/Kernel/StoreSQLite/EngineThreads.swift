import Foundation
import Synchronization

/// The engine's threads, each with the connection it owns. The last one to end lets the lock of the file go.
final class EngineThreads: Sendable {
    private struct State {
        var running = 0
        var waiters: [CheckedContinuation<Void, Never>] = []
        var lock: FileLock?
    }

    private let state: Mutex<State>

    init(holding lock: FileLock?) {
        state = Mutex(State(lock: lock))
    }

    func start(_ name: String, _ work: @escaping @Sendable () -> Void, _ connection: Connection) {
        state.withLock { $0.running += 1 }
        let thread = Thread { [self] in
            work()
            try? connection.close()
            ended(one: name)
        }
        thread.name = "motcua.\(name)"
        thread.stackSize = 8 << 20
        thread.start()
    }

    func ended() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.running > 0 { state.waiters.append(continuation) }
                return state.running == 0
            }
            if isOver { continuation.resume() }
        }
    }

    private func ended(one name: String) {
        let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.running -= 1
            guard state.running == 0 else { return [] }
            state.lock = nil
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
