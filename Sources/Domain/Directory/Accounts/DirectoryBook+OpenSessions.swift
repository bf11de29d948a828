package import Civic
import Store

/// A session that has not ended, as its owner sees it.
package struct OpenSession: Sendable, Hashable {
    /// Names it among its owner's own; it opens nothing.
    package let mark: String
    package let created: Instant
    /// Up to five minutes behind.
    package let lastSeen: Instant
    package let purpose: Session.Purpose
    /// The one that asks.
    package let isThis: Bool

    fileprivate let hash: [UInt8]
}

extension DirectoryBook {
    /// The sessions of the account that this one belongs to, the last active first; 50 at most.
    package func openSessions(beside token: SessionToken) async throws -> [OpenSession] {
        guard let (actor, session) = try await resolve(token) else { throw DirectoryProblem.signInNeeded }
        let now = clock.now()
        // One that nobody touched for so long is over, though its row waits for the sweep.
        let idle = Int64(rules.idle(isOfficer: actor.officer != nil).count + rules.touch.count)
        let own = token.hash
        return try await database.read { transaction in
            try transaction.all(AccountStore.ofAccount, [.id(session.account), .instant(now)]) { row in
                let hash = row.blob(0)
                return OpenSession(
                    mark: Hex.text(Array(hash.prefix(8))), created: row.instant(1), lastSeen: row.instant(2),
                    purpose: Session.Purpose(rawValue: row.text(3)) ?? .web, isThis: hash == own, hash: hash)
            }.filter { $0.isThis || now < $0.lastSeen.adding(minutes: idle) }
        }
    }

    /// Ends another session of the same account: a device that was lost, or left signed in.
    /// - Parameter mark: of one that is gone: then there is nothing to do.
    package func endSession(_ mark: String, beside token: SessionToken) async throws {
        guard let other = try await openSessions(beside: token).first(where: { $0.mark == mark && !$0.isThis }) else {
            return
        }
        try await database.write("Directory.endSession") {
            try $0.execute(AccountStore.endSession, [.blob(other.hash)])
        }
        sessions.forgetAll()
    }
}
