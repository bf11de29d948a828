import Civic
import Synchronization

/// Boards that were computed a moment ago: reading and masking a city's year is the dearest thing that a stranger may ask
/// for, and many ask for the same.
final class BoardShelf: Sendable {
    struct Computed: Sendable {
        let board: PublicBoard
        let readAt: Instant?
        fileprivate let at = ContinuousClock.now
    }

    private static let fresh = Duration.seconds(5)
    private static let most = 64
    private let boards = Mutex<[FigurePeriod: Computed]>([:])

    func board(
        over period: FigurePeriod, compute: () async throws -> (PublicBoard, Instant?)
    ) async throws -> Computed {
        if let found = boards.withLock({ $0[period] }), found.at.duration(to: .now) < Self.fresh { return found }
        let (board, readAt) = try await compute()
        let computed = Computed(board: board, readAt: readAt)
        boards.withLock { boards in
            if boards.count >= Self.most { boards = [:] }
            boards[period] = computed
        }
        return computed
    }
}
