import Foundation
import Synchronization

/// The engine's threads, each with the connection it owns. The last one to end closes the connection that writes, then
/// lets the lock of the file go: only a connection that may write folds the log into the file when it goes, and a file
/// that was closed holds everything by itself.
final class EngineThreads: Sendable {
    private struct State {
        var running = 0
        var waiters: [CheckedContinuation<Void, Never>] = []
        var lock: FileLock?
        var lastToClose: Connection?
    }

    private let state: Mutex<State>

    init(holding lock: FileLock?) {
        state = Mutex(State(lock: lock))
    }

    /// - Parameter isLast: the connection is closed when all the others are.
    func start(
        _ name: String, _ work: @escaping @Sendable () -> Void, _ connection: Connection,
        closingLast isLast: Bool = false
    ) {
        state.withLock { $0.running += 1 }
        let thread = Thread { [self] in
            work()
            if isLast { state.withLock { $0.lastToClose = connection } } else { Self.close(connection) }
            ended()
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

    /// A statement that somebody still holds would keep it open until that goes, on whichever thread that is.
    private static func close(_ connection: Connection) {
        do { try connection.close() } catch { assertionFailure("a connection stays open: \(error)") }
    }

    private func ended() {
        let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.running -= 1
            guard state.running == 0 else { return [] }
            if let last = state.lastToClose.take() { Self.close(last) }
            state.lock = nil
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
