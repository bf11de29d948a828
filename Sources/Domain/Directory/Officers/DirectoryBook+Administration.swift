package import Civic
import Foundation
import Journal
import Store

/// What an administrator writes of an officer who comes.
package struct NewOfficer: Sendable, Hashable {
    package struct HeldRole: Sendable, Hashable {
        package var role: Role
        package var unit: UnitCode
        package var from: Day
        /// The last day; nil for an open end.
        package var until: Day?

        package init(_ role: Role, at unit: UnitCode, from: Day, until: Day? = nil) {
            self.role = role
            self.unit = unit
            self.from = from
            self.until = until
        }
    }

    package var name: String
    package var title: LocalizedText
    package var unit: UnitCode
    package var phone: PhoneNumber?
    /// Nil: enters no account.
    package var login: String?
    package var posts: [HeldRole]

    package init(
        name: String, title: LocalizedText, unit: UnitCode, phone: PhoneNumber? = nil, login: String? = nil,
        posts: [HeldRole] = []
    ) {
        self.name = name
        self.title = title
        self.unit = unit
        self.phone = phone
        self.login = login
        self.posts = posts
    }
}

extension DirectoryBook {
    /// Enters an officer with posts and account at once, or not at all.
    /// - Parameter password: where somebody types it himself (the first set-up); nil: a one-time link opens its choice.
    /// - Returns: the link, shown this once; nil without an account or with a password.
    package func enterOfficer(
        _ new: NewOfficer, password: String? = nil, by actor: Actor
    ) async throws -> (officer: ID<Officer>, link: EntryLink?) {
        try decide(.manageUnit, on: .unit(new.unit), by: actor).required()
        _ = try unit(new.unit)
        let name = try Self.checked(name: new.name)
        let login = try new.login.map { try Self.checked(login: $0) }
        for post in new.posts { try requirePost(post, by: actor) }
        var hash = Self.noPassword
        if let password, let login {
            try Self.check(password: password, login: login)
            let cost = cost
            hash = try await passwords.run { try PasswordHash(password, cost: cost).text }
        }
        let now = clock.now()
        let officer = ids.next(Officer.self)
        let subject = ids.next(Subject.self)
        let account = ids.next(Account.self)
        let link = login != nil && password == nil ? freshLink(until: now.adding(hours: Self.firstLinkHours)) : nil
        var events = [event("officerEntered", on: officer, by: actor, unit: new.unit)]
        let posts = new.posts.map { (id: ids.next(Post.self), post: $0) }
        events += posts.map { Self.given($0.post) }.map { facts, unit in
            event("postGiven", on: officer, by: actor, unit: unit, facts: facts)
        }
        let opened = event(
            "accountOpened", on: account, by: actor,
            facts: ["kind": .text(AccountKind.officer.rawValue), "demo": .bool(false)])
        try await database.write("Directory.enterOfficer") { [hash, events] transaction in
            try transaction.execute(OfficerStore.insertSubject, [.id(subject)])
            try transaction.execute(
                OfficerStore.insertWithPhone,
                [
                    .id(officer), .id(subject), .unit(new.unit), .text(name), .text(new.title.vi), .text(new.title.en),
                    .optional(new.phone?.text),
                ])
            for (id, post) in posts {
                try transaction.execute(
                    OfficerStore.insertPost,
                    [
                        .id(id), .id(officer), .text(post.role.rawValue), .unit(post.unit), .day(post.from),
                        .day(post.until),
                    ])
            }
            for event in events { try Journal.appendNext(event, in: transaction) }
            guard let login else { return }
            try transaction.execute(
                AccountStore.insert,
                [
                    .id(account), .text(login), .id(subject), .text(AccountKind.officer.rawValue), .text(hash),
                    .text(Language.vi.rawValue), .bool(false), .instant(now),
                ], changing: 1, else: DirectoryProblem.loginTaken)
            if let link { try Self.write(link, for: account, at: now, in: transaction) }
            try Journal.appendNext(opened, in: transaction)
        }
        return (officer, link)
    }

    /// The account of an officer who had none yet.
    package func openAccount(of officer: ID<Officer>, login: String, by actor: Actor) async throws -> EntryLink {
        let reach = try await self.reach(of: officer)
        try requireRight(.manageUnit, over: reach, by: actor)
        let login = try Self.checked(login: login)
        let now = clock.now()
        let account = ids.next(Account.self)
        let link = freshLink(until: now.adding(hours: Self.firstLinkHours))
        let event = event(
            "accountOpened", on: account, by: actor, unit: reach.home,
            facts: ["kind": .text(AccountKind.officer.rawValue), "demo": .bool(false)])
        try await database.write("Directory.openAccount") { transaction in
            let has = try transaction.first(RecoveryStore.account, [.id(officer)]) { _ in true }
            guard has == nil else { throw DirectoryProblem.recoveryPointless }
            try transaction.execute(
                AccountStore.insert,
                [
                    .id(account), .text(login), .id(reach.subject), .text(AccountKind.officer.rawValue),
                    .text(Self.noPassword), .text(Language.vi.rawValue), .bool(false), .instant(now),
                ], changing: 1, else: DirectoryProblem.loginTaken)
            try Self.write(link, for: account, at: now, in: transaction)
            try Journal.appendNext(event, in: transaction)
        }
        return link
    }

    /// Closes an officer's account at once; opening it again takes two.
    package func closeAccount(of officer: ID<Officer>, by actor: Actor) async throws {
        let reach = try await self.reach(of: officer)
        try requireRight(.manageUnit, over: reach, by: actor)
        guard actor.officer?.officer != officer else { throw DirectoryProblem.ownRecovery }
        let account = try await officerAccount(of: officer)
        let event = event("accountClosed", on: account.id, by: actor, unit: reach.home)
        try await database.write("Directory.closeAccount") { transaction in
            try transaction.execute(
                AccountStore.close, [.id(account.id)], changing: 1, else: DirectoryProblem.accountUnknown)
            try transaction.execute(AccountStore.endSessions, [.id(account.id)])
            try transaction.execute(RecoveryStore.removeLinks, [.id(account.id)])
            try Journal.appendNext(event, in: transaction)
        }
        sessions.forgetAll()
    }

    /// What is written of an officer beside his posts.
    package func describeOfficer(
        _ officer: ID<Officer>, name: String, title: LocalizedText, phone: PhoneNumber?, by actor: Actor
    ) async throws {
        let reach = try await self.reach(of: officer)
        try requireRight(.manageUnit, over: reach, by: actor)
        let name = try Self.checked(name: name)
        let event = event("officerDescribed", on: officer, by: actor, unit: reach.home)
        try await database.write("Directory.describeOfficer") { transaction in
            try transaction.execute(
                OfficerStore.describe,
                [.text(name), .text(title.vi), .text(title.en), .optional(phone?.text), .id(officer)], changing: 1,
                else: DirectoryProblem.officerUnknown)
            try Journal.appendNext(event, in: transaction)
        }
        sessions.forgetAll()
    }

    /// Whether anybody may administer the city and can sign in.
    package func hasAdministrator() async throws -> Bool {
        let day = SQLValue.day(today)
        return try await database.read { transaction in
            try transaction.first(OfficerStore.anyAdministrator, [day, day]) { _ in true } ?? false
        }
    }

    // MARK: What an administrator must answer for

    /// Where an officer works: whoever touches his account answers for all of it.
    struct Reach: Sendable {
        let home: UnitCode
        let subject: ID<Subject>
        let units: Set<UnitCode>
        /// Holds a role of the whole house.
        let isOfHouse: Bool
    }

    func reach(of officer: ID<Officer>) async throws -> Reach {
        let day = today
        return try await database.read { transaction in
            guard
                let home = try transaction.first(
                    OfficerStore.nameOf, [.id(officer)], { (try $0.unit(3), $0.id(4, of: Subject.self)) })
            else { throw DirectoryProblem.officerUnknown }
            var units: Set = [home.0]
            var isOfHouse = false
            // Posts to come count too: who holds the account then has them.
            try transaction.forEach(OfficerStore.everyPost, [.id(officer)]) { row in
                if let until = try row.optionalDay(3), until < day { return }
                units.insert(try row.unit(1))
                if Role(rawValue: row.text(0))?.isOfWholeHouse == true { isOfHouse = true }
            }
            return Reach(home: home.0, subject: home.1, units: units, isOfHouse: isOfHouse)
        }
    }

    func requireRight(_ action: AccessAction, over reach: Reach, by actor: Actor) throws {
        for unit in reach.units { try decide(action, on: .unit(unit), by: actor).required() }
        if reach.isOfHouse { try decide(action, on: .house, by: actor).required() }
    }

    /// - Throws: `badPeriod`, `accessRefused`.
    func requirePost(_ post: NewOfficer.HeldRole, by actor: Actor) throws {
        try decide(.manageUnit, on: .unit(post.unit), by: actor).required()
        if post.role.isOfWholeHouse { try decide(.manageUnit, on: .house, by: actor).required() }
        if let until = post.until, until < post.from { throw DirectoryProblem.badPeriod }
    }

    static func given(_ post: NewOfficer.HeldRole) -> (EventFacts, UnitCode) {
        (["role": .text(post.role.rawValue), "from": .text(post.from.iso)], post.unit)
    }

    /// The account an officer signs in with.
    struct OfficerAccount: Sendable {
        let id: ID<Account>
        let isClosed: Bool
        let hasPassword: Bool
    }

    func officerAccount(of officer: ID<Officer>) async throws -> OfficerAccount {
        let found = try await database.read { transaction in
            try transaction.first(RecoveryStore.account, [.id(officer)]) { row in
                OfficerAccount(id: row.id(0), isClosed: row.bool(2), hasPassword: row.text(3) != Self.noPassword)
            }
        }
        guard let found else { throw DirectoryProblem.accountUnknown }
        return found
    }

    static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }
}
