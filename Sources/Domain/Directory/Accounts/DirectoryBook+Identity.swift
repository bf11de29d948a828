package import Civic
import Journal
import Store

/// Who signed in at a provider of electronic identities, as far as the house believes it.
package struct ProvenIdentity: Sendable, Hashable {
    /// The provider, and its own name for the person: together they never mean anybody else.
    package let issuer: String
    package let holder: String
    package let number: PersonalNumber
    package let name: String
    package let bornOn: Day?
    package let phone: PhoneNumber?
    /// 1 or 2, as the law grades electronic identities (Decree 69/2024).
    package let level: Int

    package init(
        issuer: String, holder: String, number: PersonalNumber, name: String, bornOn: Day?, phone: PhoneNumber?,
        level: Int
    ) {
        self.issuer = issuer
        self.holder = holder
        self.number = number
        self.name = name
        self.bornOn = bornOn
        self.phone = phone
        self.level = level
    }
}

/// An account's tie to an electronic identity.
package struct AccountIdentity: Sendable, Hashable {
    /// Of the last sign-in.
    package let level: Int
    /// Whether a password opens it too.
    package let hasPassword: Bool
}

extension DirectoryBook {
    /// Opens a session for a person whom a provider vouches for. Whom the house does not know becomes a resident by the
    /// personal number; who has an account, with a password or not, is in that one.
    ///
    /// - Throws: `accountClosed`, `identityConflict`; `codeNeeded` where the account asks for a code of the phone too.
    package func signIn(_ identity: ProvenIdentity) async throws -> SessionToken {
        let account = try await account(of: identity)
        let now = clock.now()
        try await database.write("Directory.putIdentity") { transaction in
            try transaction.execute(
                IdentityStore.put,
                [
                    .text(identity.issuer), .text(identity.holder), .id(account.id), .int(identity.level),
                    .instant(now),
                ])
        }
        if try await asksForCode(account.id) {
            throw DirectoryProblem.codeNeeded(
                try SignInTicket(account: account.id, login: account.login, at: now, keys: keys))
        }
        return try await openSession(of: account.id, purpose: .web, at: now)
    }

    /// How the account comes by an electronic identity; nil where it never did.
    package func identity(of account: ID<Account>) async throws -> AccountIdentity? {
        try await database.read { transaction in
            try transaction.first(IdentityStore.ofAccount, [.id(account)]) {
                AccountIdentity(level: Int($0.int(0)), hasPassword: !$0.text(1).isEmpty)
            }
        }
    }

    private struct Found: Sendable {
        let id: ID<Account>
        let login: String
    }

    private func account(of identity: ProvenIdentity) async throws -> Found {
        let person = try await findPerson(number: identity.number)?.subject
        let known = try await database.read { transaction in
            try transaction.first(IdentityStore.byHolder, [.text(identity.issuer), .text(identity.holder)]) {
                (
                    id: $0.id(0, of: Account.self), subject: $0.id(1, of: Subject.self), login: $0.text(2),
                    closed: $0.bool(3)
                )
            }
        }
        if let known {
            // The provider's name for a person stays with the number: another number is another person.
            guard known.subject == person else { throw DirectoryProblem.identityConflict }
            guard !known.closed else { throw DirectoryProblem.accountClosed }
            return Found(id: known.id, login: known.login)
        }
        let subject: ID<Subject> =
            if let person {
                person
            } else {
                try await enter(
                    NewPerson(
                        name: identity.name, bornOn: identity.bornOn, number: identity.number, phone: identity.phone))
            }
        let account = try await database.read { transaction in
            try transaction.first(IdentityStore.residentOf, [.id(subject)]) {
                (found: Found(id: $0.id(0), login: $0.text(1)), isClosed: $0.bool(2))
            }
        }
        guard let account else { return try await openAccount(for: subject) }
        guard !account.isClosed else { throw DirectoryProblem.accountClosed }
        return account.found
    }

    /// An account without a password: the electronic identity alone opens it.
    private func openAccount(for subject: ID<Subject>) async throws -> Found {
        let id = ids.next(Account.self)
        // Of the subject, so that two first sign-ins at once open one account.
        let login = "eid-\(subject)"
        let now = clock.now()
        let event = event(
            "accountOpened", on: id, by: .system("identity"),
            facts: ["kind": .text(AccountKind.resident.rawValue), "demo": .bool(false)])
        do {
            try await database.write("Directory.openIdentityAccount") { transaction in
                try transaction.execute(
                    AccountStore.insert,
                    [
                        .id(id), .text(login), .id(subject), .text(AccountKind.resident.rawValue), .text(""),
                        .text(Language.vi.rawValue), .bool(false), .instant(now),
                    ], changing: 1, else: DirectoryProblem.loginTaken)
                try Journal.appendNext(event, in: transaction)
            }
            return Found(id: id, login: login)
        } catch DirectoryProblem.loginTaken {
            let other = try await database.read { transaction in
                try transaction.first(IdentityStore.residentOf, [.id(subject)]) {
                    Found(id: $0.id(0), login: $0.text(1))
                }
            }
            guard let other else { throw DirectoryProblem.loginTaken }
            return other
        }
    }
}
