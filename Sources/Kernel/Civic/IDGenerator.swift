import Synchronization

/// Makes ids without a round trip; never goes back, whatever the clock does.
///
/// One generator per process and node number. It keeps the highest id it made or was shown, so that an event's id is
/// greater than its stream's last even when the clock was set back.
package final class IDGenerator: Sendable {
    /// 2020-01-01T00:00:00Z in milliseconds since 1970.
    package static let epoch: Int64 = 1_577_836_800_000
    private static let sequenceBits: Int64 = 12
    private static let nodeBits: Int64 = 10
    /// An id shifted right by so much is its milliseconds since the epoch.
    package static let millisecondShift = nodeBits + sequenceBits

    private let node: Int64
    private let clock: any CityClock
    private let last: Mutex<Int64>

    /// - Parameters:
    ///   - node: 0…1023, leased from the database.
    ///   - highest: the highest id this node ever wrote, read at start.
    package init(node: Int, clock: any CityClock, highest: Int64 = 0) {
        precondition((0..<1024).contains(node), "a node number has ten bits")
        self.node = Int64(node)
        self.clock = clock
        self.last = Mutex(highest)
    }

    package func next<Subject>(_ subject: Subject.Type = Subject.self) -> ID<Subject> {
        let millisecond = max(clock.now().milliseconds - Self.epoch, 0)
        let floor = millisecond << Self.millisecondShift | node << Self.sequenceBits
        let value = last.withLock { last -> Int64 in
            if floor > last {
                last = floor
            } else {
                // The clock stands still or went back: count on, and step over into the next millisecond when the
                // sequence of this one is used up, keeping the node's own bits.
                let sequence = last & ((1 << Self.sequenceBits) - 1)
                if sequence < (1 << Self.sequenceBits) - 1 && (last >> Self.sequenceBits) & 1023 == node {
                    last += 1
                } else {
                    let nextMillisecond = (last >> Self.millisecondShift) + 1
                    last = nextMillisecond << Self.millisecondShift | node << Self.sequenceBits
                }
            }
            return last
        }
        return ID(value)
    }

    /// The least id that can be made at this moment or later: ids are ordered by time.
    package static func first(at instant: Instant) -> Int64 {
        max(instant.milliseconds - epoch, 0) << (nodeBits + sequenceBits)
    }

    /// When an id was made.
    package static func moment(of id: Int64) -> Instant {
        Instant(milliseconds: (id >> millisecondShift) + epoch)
    }

    /// Takes note of an id made elsewhere, so that the next one made here is greater.
    package func observe<Subject>(_ id: ID<Subject>) {
        last.withLock { $0 = max($0, id.rawValue) }
    }
}
