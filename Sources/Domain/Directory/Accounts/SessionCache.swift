import Civic
import Synchronization

/// Answers of `resolve`, kept for seconds so that a request costs a look-up in memory.
final class SessionCache: Sendable {
    struct Entry: Sendable {
        let actor: Actor
        let session: Session
        let until: Instant
    }

    private static let bound = 50_000
    private let entries = Mutex<[SessionToken: Entry]>([:])

    subscript(token: SessionToken, at now: Instant) -> Entry? {
        entries.withLock { entries in
            guard let entry = entries[token], now < entry.until, now < entry.session.expires else { return nil }
            return entry
        }
    }

    func keep(_ entry: Entry, for token: SessionToken) {
        entries.withLock { entries in
            if entries.count >= Self.bound { entries.removeAll(keepingCapacity: true) }
            entries[token] = entry
        }
    }

    func forget(_ token: SessionToken) {
        entries.withLock { _ = $0.removeValue(forKey: token) }
    }

    /// After anything that changes what people may do: a mandate, a post, an absence, a closed account.
    func forgetAll() {
        entries.withLock { $0.removeAll(keepingCapacity: true) }
    }
}
