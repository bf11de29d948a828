import Civic
import Directory
import Synchronization

/// How much of all bodies may lie in memory at once: bytes are borrowed as they arrive and given back when their request
/// is answered. One person holds a quarter at most, all who have not signed in an eighth together. The first 16 KB of a
/// body are free, so that people sign in and look dossiers up while the rest is spent; the number of connections bounds
/// what that takes.
final class BodyBudget: Sendable {
    static let free = 16 << 10

    private struct Lent {
        var total = 0
        /// Nil is everybody who has not signed in.
        var held: [ID<Subject>?: Int] = [:]
    }

    private let most: Int
    private let lent = Mutex(Lent())

    init(bytes: Int) {
        most = bytes
    }

    /// Bytes lent at the moment.
    var total: Int { lent.withLock { $0.total } }

    /// - Parameter most: beyond so many bytes the reader keeps nothing.
    func loan(to actor: Actor, most: Int) -> BodyLoan {
        BodyLoan(budget: self, borrower: actor.standing == .anyone ? nil : actor.subject, most: most)
    }

    fileprivate func lend(_ bytes: Int, to borrower: ID<Subject>?) -> Bool {
        lent.withLock { lent in
            let share = borrower == nil ? most / 8 : most / 4
            let held = lent.held[borrower, default: 0] + bytes
            guard held <= share, lent.total + bytes <= most else { return false }
            lent.held[borrower] = held
            lent.total += bytes
            return true
        }
    }

    fileprivate func takeBack(_ bytes: Int, from borrower: ID<Subject>?) {
        lent.withLock { lent in
            let held = lent.held[borrower, default: 0]
            lent.held[borrower] = held > bytes ? held - bytes : nil
            lent.total -= bytes
        }
    }
}

/// What one request has borrowed.
final class BodyLoan: Sendable {
    private struct Count {
        var seen = 0
        var borrowed = 0
    }

    private let budget: BodyBudget
    private let borrower: ID<Subject>?
    private let most: Int
    private let count = Mutex(Count())

    fileprivate init(budget: BodyBudget, borrower: ID<Subject>?, most: Int) {
        self.budget = budget
        self.borrower = borrower
        self.most = most
    }

    /// - Throws: `crowded` when the budget is spent.
    func take(_ bytes: Int) throws(DoorProblem) {
        let isLent = count.withLock { count in
            let owed = min(most, max(0, count.seen + bytes - BodyBudget.free)) - count.borrowed
            guard owed <= 0 || budget.lend(owed, to: borrower) else { return false }
            count.seen += bytes
            count.borrowed += max(0, owed)
            return true
        }
        guard isLent else { throw .crowded }
    }

    func giveBack() {
        count.withLock { count in
            if count.borrowed > 0 { budget.takeBack(count.borrowed, from: borrower) }
            count.borrowed = 0
        }
    }
}
