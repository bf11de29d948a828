import Synchronization

/// Wakes the consumers after a commit. Ringing costs a lock when nobody sleeps.
package final class JournalBell: Sendable {
    private struct State {
        var rings = 0
        var sleepers: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    package init() {}

    /// Called by the engine after each group of commits, and by a slow poll.
    package func ring() {
        let sleepers = state.withLock { state in
            state.rings += 1
            defer { state.sleepers = [] }
            return state.sleepers
        }
        for sleeper in sleepers { sleeper.resume() }
    }

    var rings: Int { state.withLock { $0.rings } }

    /// Returns at once when it rang since `rings` was read; also when the task is cancelled.
    func wait(after rings: Int) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let rangAlready = state.withLock { state in
                    if state.rings != rings || Task.isCancelled { return true }
                    state.sleepers.append(continuation)
                    return false
                }
                if rangAlready { continuation.resume() }
            }
        } onCancel: {
            ring()
        }
    }
}
