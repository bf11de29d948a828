import Civic
import Synchronization

/// Counts requests of each address within a minute, in this process: a fence against floods, not an account's limit
/// (those are the Directory's and stand in the database).
final class RequestGate: Sendable {
    private struct Minute {
        var number: Int64 = 0
        var counts: [String: Int] = [:]
    }

    private let perMinute: Int
    private let state = Mutex(Minute())

    init(perMinute: Int) {
        self.perMinute = perMinute
    }

    func admit(_ address: String, at now: Instant) throws(DoorProblem) {
        let number = now.milliseconds / 60_000
        let count = state.withLock { minute -> Int in
            // A flood from many addresses must not fill the memory: the table starts anew each minute and is bounded.
            if minute.number != number || minute.counts.count > 50_000 { minute = Minute(number: number) }
            minute.counts[address, default: 0] += 1
            return minute.counts[address, default: 0]
        }
        guard count > perMinute else { return }
        throw .tooMany(seconds: Int(60 - now.milliseconds / 1_000 % 60))
    }
}
