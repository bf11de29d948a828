import Foundation
import Synchronization

/// Lets a test hold an engine's thread until it says so.
package final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let begun = DispatchSemaphore(value: 0)

    package init() {}

    package func pass() {
        begun.signal()
        semaphore.wait()
    }

    package func open() {
        semaphore.signal()
    }

    package func awaitSomebody() async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [begun] in
                begun.wait()
                continuation.resume()
            }
        }
    }
}

/// What the tasks of a test tell each other.
package final class Kept<Value: Sendable>: Sendable {
    private let value: Mutex<Value>

    package init(_ value: Value) {
        self.value = Mutex(value)
    }

    package func withLock<Result: Sendable>(_ body: @Sendable (inout Value) -> Result) -> Result {
        value.withLock { body(&$0) }
    }
}
