import Synchronization

/// Counts open connections by network, so that one network does not take all of them.
final class ConnectionCrowd: Sendable {
    private let share: Int
    private let open = Mutex<[String: Int]>([:])

    /// - Parameter share: how many one network may hold.
    init(share: Int) {
        self.share = share
    }

    /// Whether there was room; then `leave` is owed.
    func enter(_ network: String) -> Bool {
        open.withLock { open in
            guard open[network, default: 0] < share else { return false }
            open[network, default: 0] += 1
            return true
        }
    }

    func leave(_ network: String) {
        open.withLock { open in
            guard let count = open[network] else { return }
            open[network] = count > 1 ? count - 1 : nil
        }
    }
}
