package import Store
import Synchronization

/// The writing statements of committed writes, as they were grouped: what the benchmark's bare engine replays.
package final class StatementRecording: Sendable {
    package struct Entry: Sendable {
        package let text: String
        package let values: [SQLValue]
    }

    /// Groups that shared a commit, of writes, of statements.
    package typealias Groups = [[[Entry]]]

    private let kept = Mutex<Groups>([])

    package init() {}

    package var groups: Groups { kept.withLock { $0 } }

    package func clear() {
        kept.withLock { $0 = [] }
    }

    func append(_ group: [[Entry]]) {
        kept.withLock { $0.append(group) }
    }
}
