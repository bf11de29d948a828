import Civic
import Synchronization

/// Counts requests of each address within a minute, in this process: a fence against floods, not an account's limit
/// (those are the Directory's and stand in the database).
///
/// The counts are a count-min sketch: a fixed table in which each address has one cell in each of four rows, and its
/// count is the smallest of them. However many addresses a flood has, nobody is forgotten and nothing grows; a million
/// in a minute let an address appear to have asked some fifteen times more than it did.
final class RequestGate: Sendable {
    private static let rows = 4
    private static let columns = 1 << 16

    private struct Minute {
        var number: Int64 = 0
        var counts = [UInt16](repeating: 0, count: rows * columns)
    }

    private let perMinute: Int
    private let state = Mutex(Minute())

    init(perMinute: Int) {
        self.perMinute = perMinute
    }

    func admit(_ address: String, at now: Instant) throws(DoorProblem) {
        let number = now.milliseconds / 60_000
        let cells = Self.cells(of: address)
        let count = state.withLock { minute -> Int in
            if minute.number != number { minute = Minute(number: number) }
            // Only the smallest cells are counted up: the others hold somebody else's requests too.
            let least = cells.map { minute.counts[$0] }.min() ?? 0
            guard least < .max else { return Int(least) }
            for cell in cells where minute.counts[cell] == least { minute.counts[cell] += 1 }
            return Int(least) + 1
        }
        guard count > perMinute else { return }
        throw .tooMany(seconds: Int(60 - now.milliseconds / 1_000 % 60))
    }

    /// The process's own seed is in every hash, so that nobody can choose addresses that share another's cells.
    private static func cells(of address: String) -> [Int] {
        var hasher = Hasher()
        hasher.combine(address)
        let hash = UInt64(bitPattern: Int64(hasher.finalize()))
        return (0..<rows).map { row in row * columns + Int(hash >> (16 * UInt64(row)) & 0xFFFF) }
    }
}
