import Synchronization

/// What whoever is being served wrote last, here or through another node: their public reads must see it. A task-local
/// value, so that no use case passes it on.
package final class OwnWrites: Sendable {
    @TaskLocal package static var current: OwnWrites?

    /// Before this request.
    package let before: Position?
    private let last = Mutex<Position?>(nil)

    package init(before: Position?) {
        self.before = before
    }

    /// In this request; nil when nothing was written.
    package var latest: Position? { last.withLock { $0 } }

    package func note(_ position: Position) {
        last.withLock { $0 = max($0 ?? position, position) }
    }
}
