package import Civic
import Foundation
import Journal
package import Store

package enum AccountKind: String, Sendable, Hashable, CaseIterable {
    case resident
    case officer
}

extension DirectoryBook {
    /// Opens an account for a subject that exists.
    /// - Throws: `badLogin`, `weakPassword`, `loginTaken`.
    @discardableResult
    package func createAccount(
        login: String, password: String, subject: ID<Subject>, kind: AccountKind, language: Language = .vi,
        demo: Bool = false, by actor: Actor = .system("directory")
    ) async throws -> ID<Account> {
        let login = try Self.checked(login: login)
        // The tour's accounts have words one can type on a stage; `serve` refuses them off the loopback.
        if !demo { try Self.check(password: password, login: login) }
        let id = ids.next(Account.self)
        let now = clock.now()
        let cost = cost
        let hash = try await passwords.run { try PasswordHash(password, cost: cost).text }
        let event = event(
            "accountOpened", on: id, by: actor, facts: ["kind": .text(kind.rawValue), "demo": .bool(demo)])
        try await database.write("Directory.createAccount") { transaction in
            try transaction.execute(
                AccountStore.insert,
                [
                    .id(id), .text(login), .id(subject), .text(kind.rawValue), .text(hash), .text(language.rawValue),
                    .bool(demo), .instant(now),
                ], changing: 1, else: DirectoryProblem.loginTaken)
            try Journal.appendNext(event, in: transaction)
        }
        return id
    }

    /// Changes the password and ends every other session of the account.
    package func changePassword(of session: SessionToken, from old: String, to new: String) async throws {
        guard let (_, current) = try await resolve(session) else { throw DirectoryProblem.signInNeeded }
        let account = current.account
        let stored = try await database.read { transaction in
            try transaction.first(AccountStore.passwordOf, [.id(account)]) { ($0.text(0), $0.text(1)) }
        }
        guard let (text, login) = stored, let hash = PasswordHash(text: text) else {
            throw DirectoryProblem.accountUnknown
        }
        try Self.check(password: new, login: login)
        try await throttle.take([.init(.passwordChange, key: login)])
        let cost = cost
        let newHash = try await passwords.run { try hash.matches(old) ? PasswordHash(new, cost: cost).text : nil }
        guard let newHash else { throw DirectoryProblem.wrongCredentials }
        try await database.write("Directory.changePassword") { transaction in
            try transaction.execute(AccountStore.setPassword, [.text(newHash), .id(account)])
            try transaction.execute(AccountStore.endOtherSessions, [.id(account), .blob(session.hash)])
        }
        sessions.forgetAll()
    }

    package func setLanguage(_ language: Language, of account: ID<Account>) async throws {
        try await database.write("Directory.setLanguage") { transaction in
            try transaction.execute(
                AccountStore.setLanguage, [.text(language.rawValue), .id(account)], changing: 1,
                else: DirectoryProblem.accountUnknown)
        }
        sessions.forgetAll()
    }

    package func preference(_ name: String, of account: ID<Account>) async throws -> String? {
        try await database.read { transaction in
            try transaction.first(AccountStore.preference, [.id(account), .text(name)]) { $0.text(0) }
        }
    }

    package func setPreference(_ name: String, to value: String, of account: ID<Account>) async throws {
        try await database.write("Directory.setPreference") { transaction in
            try transaction.execute(AccountStore.setPreference, [.id(account), .text(name), .text(value)])
        }
    }

    /// Closes the accounts of a person who is locked, or opens them again; written with the entry that says so. Whoever
    /// is signed in stays so for the seconds a session is remembered.
    package func accounts(
        ofLocked subject: ID<Subject>, isClosed: Bool
    ) -> @Sendable (any Transaction) throws -> Void {
        { transaction in
            guard isClosed else {
                return try transaction.execute(AccountStore.reopenOfSubject, [.id(subject)])
            }
            try transaction.execute(AccountStore.closeOfSubject, [.id(subject)])
            try transaction.execute(AccountStore.endSessionsOfSubject, [.id(subject)])
        }
    }

    /// `serve` refuses such a database unless it is bound to the loopback.
    package func hasDemoAccounts() async throws -> Bool {
        try await database.read { try $0.first(AccountStore.anyDemo) { _ in true } ?? false }
    }

    static func checked(login: String) throws(DirectoryProblem) -> String {
        let login = login.lowercased().trimmingCharacters(in: .whitespaces)
        let allowed = login.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "._-@+".utf8.contains(byte)
            }
        }
        guard allowed, (2...64).contains(login.utf8.count) else { throw .badLogin }
        return login
    }

    static func check(password: String, login: String) throws(DirectoryProblem) {
        guard (10...128).contains(password.count), password.lowercased() != login else { throw .weakPassword }
    }
}
