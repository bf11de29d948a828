/// Whether the other side of a connection keeps its pace. Seconds count only while it is the other side's turn: while a
/// head or more of a body is waited for, or while an answer waits to be taken. What arrives buys time again, so that a
/// slow but steady line may send for hours, and one that stands still is given up.
package struct ConnectionPace: Sendable {
    package struct Limits: Sendable, Equatable {
        /// Seconds the other side may stand still when it is its turn.
        package var patience: Double
        /// Bytes a second that keep the pace; the poorest mobile line carries some thousands.
        package var floor: Double = 500
        /// Seconds between two requests; longer than proxies keep a connection that they may use again.
        package var idle: Double { 2.5 * patience }

        package init(patience: Double = 30) {
            self.patience = patience
        }
    }

    package enum Verdict: Sendable, Equatable {
        case keeps
        /// A body does not come: its request is to be refused.
        case tooSlow
        /// Nothing more is to be hoped for.
        case spent
    }

    /// Whose turn it is, with the seconds left to the other side.
    private enum Turn {
        case head(Double)
        case body(Double)
        /// Told that it was too slow; its answer is on the way.
        case refused(Double)
        case ours
    }

    private let limits: Limits
    private var turn: Turn
    private var unanswered = 0
    private var unsentBefore = 0
    /// Seconds left for taking an answer.
    private var taking: Double

    package init(_ limits: Limits) {
        self.limits = limits
        turn = .head(limits.patience)
        taking = limits.patience
    }

    package mutating func headCame() {
        unanswered += 1
        if case .refused = turn { return }
        turn = .body(limits.patience)
    }

    package mutating func bodyCame(_ bytes: Int) {
        guard case .body(let left) = turn else { return }
        turn = .body(min(limits.patience, left + Double(bytes) / limits.floor))
    }

    package mutating func requestEnded() {
        guard case .body = turn else { return }
        turn = unanswered == 0 ? .head(limits.idle) : .ours
    }

    package mutating func answered() {
        unanswered -= 1
        if unanswered == 0, case .ours = turn { turn = .head(limits.idle) }
    }

    /// - Parameters:
    ///   - isAsked: more bytes are waited for; while the house itself does not read, nobody is slow.
    ///   - unsent: bytes of answers that the other side has not taken.
    package mutating func passed(_ seconds: Double, isAsked: Bool, unsent: Int) -> Verdict {
        guard isTaking(unsent, seconds) else { return .spent }
        switch turn {
        case .ours:
            return .keeps
        case .head(let left):
            turn = .head(left - seconds)
            return left > seconds ? .keeps : .spent
        case .refused(let left):
            turn = .refused(left - seconds)
            return left > seconds ? .keeps : .spent
        case .body(let left):
            guard isAsked else { return .keeps }
            turn = left > seconds ? .body(left - seconds) : .refused(limits.patience)
            return left > seconds ? .keeps : .tooSlow
        }
    }

    private mutating func isTaking(_ unsent: Int, _ seconds: Double) -> Bool {
        let taken = max(0, unsentBefore - unsent)
        unsentBefore = unsent
        guard unsent > 0 else {
            taking = limits.patience
            return true
        }
        taking = min(limits.patience, taking + Double(taken) / limits.floor) - seconds
        return taking > 0
    }
}
