import Synchronization

/// The newest events that any consumer of this process has read: the others, a moment behind, take them from here
/// instead of reading and decoding each one again. What stands in the journal at a position never changes.
final class JournalWindow: Sendable {
    private static let most = 2 * ConsumerCursor.batch

    /// Without gaps.
    private let kept = Mutex<[RecordedEvent]>([])

    /// The events from the position on, as far as they are here; nil when that one is not.
    func events(from position: Int64, limit: Int) -> [RecordedEvent]? {
        kept.withLock { kept in
            guard let first = kept.first, position >= first.position, position < first.position + Int64(kept.count)
            else { return nil }
            return Array(kept[Int(position - first.position)...].prefix(limit))
        }
    }

    /// - Parameter events: as read from the journal, one after another. Older ones than are here are not kept: a
    ///   consumer that is far behind goes its way alone.
    func keep(_ events: [RecordedEvent]) {
        guard let first = events.first, let last = events.last else { return }
        kept.withLock { kept in
            guard let end = kept.last?.position else { return kept = events }
            guard last.position > end else { return }
            if first.position <= end + 1 {
                kept.append(contentsOf: events.drop { $0.position <= end })
            } else {
                kept = events
            }
            // In large steps, so that the rest is seldom moved.
            if kept.count > 2 * Self.most { kept.removeFirst(kept.count - Self.most) }
        }
    }
}
