import Foundation

/// Where passwords are hashed: two at a time, on threads of its own, never on the cooperative pool.
package final class PasswordQueue: Sendable {
    /// Beyond this many the door says "busy" instead of keeping people waiting.
    package static let bound = 64

    private let queue: OperationQueue

    package init() {
        queue = OperationQueue()
        queue.name = "motcua.passwords"
        queue.maxConcurrentOperationCount = 2
    }

    package var isFull: Bool { queue.operationCount >= Self.bound }

    package func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result(catching: work)) }
        }
    }
}
