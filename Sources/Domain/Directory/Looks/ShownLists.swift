import Synchronization

/// Lists written to the access log in this quarter of an hour: shown again they need no second row. Only memory: after
/// a start the log's own key keeps a second row out.
final class ShownLists: Sendable {
    private struct State {
        var quarter: Int64 = 0
        var shown: Set<String> = []
    }

    private static let most = 20_000
    private let state = Mutex(State())

    func knows(_ list: String, in quarter: Int64) -> Bool {
        state.withLock { $0.quarter == quarter && $0.shown.contains(list) }
    }

    func keep(_ list: String, in quarter: Int64) {
        state.withLock { state in
            if state.quarter != quarter || state.shown.count >= Self.most { state = State(quarter: quarter) }
            state.shown.insert(list)
        }
    }
}
