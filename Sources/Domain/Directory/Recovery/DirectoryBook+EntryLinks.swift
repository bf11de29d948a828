package import Civic
import Crypto
import Foundation
import Journal
import Store

/// One-time links: whoever hands one over learns no password, and it opens nothing twice.
extension DirectoryBook {
    /// Stands where no password was chosen yet; it is nobody's hash, so that nothing matches it.
    static let noPassword = "none"
    /// How long a first link is good; a recovery's ends with the working day.
    static let firstLinkHours: Int64 = 72

    func freshLink(until expires: Instant) -> EntryLink {
        EntryLink(text: Hex.text(SecureBytes.random(32)), expires: expires)
    }

    /// The newest replaces every earlier one.
    static func write(
        _ link: EntryLink, for account: ID<Account>, at now: Instant, in transaction: any Transaction
    ) throws {
        try transaction.execute(RecoveryStore.removeLinks, [.id(account)])
        try transaction.execute(
            RecoveryStore.insertLink, [.blob(hash(link.text)), .id(account), .instant(now), .instant(link.expires)])
    }

    /// A link for an account in which no password was ever chosen; one that had a password takes two people.
    /// - Throws: `recoveryPointless`, `accessRefused`.
    package func firstLink(of officer: ID<Officer>, by actor: Actor) async throws -> EntryLink {
        let reach = try await self.reach(of: officer)
        try requireRight(.manageUnit, over: reach, by: actor)
        let account = try await officerAccount(of: officer)
        guard !account.hasPassword, !account.isClosed else { throw DirectoryProblem.recoveryPointless }
        // A link that a recovery made is the second pair of eyes' to give.
        let recovered = try await recoveries(of: officer, by: actor).contains {
            $0.kind == .password && $0.state == .confirmed
        }
        guard !recovered else { throw DirectoryProblem.recoveryPointless }
        let now = clock.now()
        let link = freshLink(until: now.adding(hours: Self.firstLinkHours))
        let event = event("entryLinkMade", on: account.id, by: actor, unit: reach.home)
        try await database.write("Directory.firstLink") { transaction in
            try Self.write(link, for: account.id, at: now, in: transaction)
            try Journal.appendNext(event, in: transaction)
        }
        return link
    }

    /// Whose password the link opens; nil for one that was used, is over, or never was.
    package func login(ofLink text: String) async throws -> String? {
        let now = clock.now()
        let hash = Self.hash(text)
        return try await database.read { transaction in
            try transaction.first(RecoveryStore.link, [.blob(hash), .instant(now)]) { $0.text(1) }
        }
    }

    /// Chooses the password; every session of the account ends.
    /// - Throws: `linkOver`, `weakPassword`.
    package func setPassword(_ password: String, byLink text: String) async throws {
        let now = clock.now()
        let linkHash = Self.hash(text)
        let found = try await database.read { transaction in
            try transaction.first(RecoveryStore.link, [.blob(linkHash), .instant(now)]) {
                (account: $0.id(0, of: Account.self), login: $0.text(1))
            }
        }
        guard let found else { throw DirectoryProblem.linkOver }
        try Self.check(password: password, login: found.login)
        let cost = cost
        let hash = try await passwords.run { try PasswordHash(password, cost: cost).text }
        let event = event("passwordSet", on: found.account, by: .anyone)
        try await database.write("Directory.setPassword") { transaction in
            try transaction.execute(
                RecoveryStore.useLink, [.blob(linkHash), .instant(now)], changing: 1, else: DirectoryProblem.linkOver)
            try transaction.execute(AccountStore.setPassword, [.text(hash), .id(found.account)])
            try transaction.execute(AccountStore.endSessions, [.id(found.account)])
            try Journal.appendNext(event, in: transaction)
        }
        sessions.forgetAll()
    }

    /// Removes links that ended; a job of every hour, with the sessions.
    package func sweepLinks() async throws {
        let now = clock.now()
        try await database.write("Directory.sweepLinks") {
            try $0.execute(RecoveryStore.sweepLinks, [.instant(now)])
        }
    }

    private static func hash(_ text: String) -> [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}
