import Civic
import Store

/// What leads a consumer along the journal.
protocol Follower: Sendable {
    var name: String { get }
    func start() async throws
    /// Takes the next batch and answers how many events it was.
    func step() async throws -> Int
    func retry(_ stream: ID<EventStream>) async throws
}

package enum ConsumerFailure {
    /// Whether an error comes from what the events say, so that waiting does not help; a full disk or a busy queue
    /// stops the consumer for a while and parks nothing.
    package static func isOfTheEvents(_ error: any Error) -> Bool {
        switch error {
        case is CancellationError, is CursorMoved, is LeaseLost, is OutsideUnreachable: false
        case StoreError.busy, StoreError.full, StoreError.damaged, StoreError.cannotOpen, StoreError.inDoubt: false
        default: true
        }
    }

    static func reason(_ error: any Error) -> String {
        (error as? StoreError)?.detail ?? "\(error)"
    }
}
