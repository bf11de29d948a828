package import Civic
import Store

extension DirectoryBook {
    /// Checks a login and password and opens a session.
    ///
    /// Every attempt is counted before the password is looked at: on a device that signed in to the account before, by
    /// that device; elsewhere by network and account, by network, and then with all other strangers to the account. An
    /// unknown login costs what a known one costs and gets the same answer.
    /// - Parameters:
    ///   - address: where the request came from, for the throttle only; it is not stored.
    ///   - device: what the browser keeps of earlier sign-ins.
    ///   - code: of the phone, where the account asks for one and the caller has it at hand.
    /// - Throws: `wrongCredentials`, `tooManyAttempts`, `accountClosed`, `identityNeeded`; `codeNeeded` with what
    ///   goes on from there.
    package func signIn(
        login: String, password: String, address: String, device: DeviceMarks = DeviceMarks(),
        code: String? = nil, purpose: Session.Purpose = .web
    ) async throws -> SessionToken {
        let login = (try? Self.checked(login: login)) ?? "\u{1}"
        let now = clock.now()
        let draws = try await count(login: login, address: address, device: device)
        guard !passwords.isFull else {
            throw DirectoryProblem.tooManyAttempts(until: now.adding(seconds: 30), zone: zone)
        }
        let found = try await database.read { transaction in
            try transaction.first(AccountStore.byLogin, [.text(login)]) {
                Credentials(
                    account: $0.id(0), password: $0.text(1), isClosed: $0.bool(2),
                    mayTypeIt: $0.text(3) != AccountKind.resident.rawValue || $0.bool(4))
            }
        }
        let known = found.flatMap { PasswordHash(text: $0.password) }
        let hash = known ?? decoy
        let matches = try await passwords.run { try hash.matches(password.count <= 128 ? password : "") }
        guard let found, known != nil, matches else { throw DirectoryProblem.wrongCredentials }
        guard !found.isClosed else { throw DirectoryProblem.accountClosed }
        guard found.mayTypeIt || rules.residentPasswords else { throw DirectoryProblem.identityNeeded }
        try await throttle.giveBack(draws)
        if try await asksForCode(found.account) {
            guard let code else {
                throw DirectoryProblem.codeNeeded(
                    try SignInTicket(account: found.account, login: login, at: now, keys: keys))
            }
            try await prove(code, of: found.account)
        }
        return try await openSession(of: found.account, purpose: purpose, at: now)
    }

    /// What this device is to keep once it has signed in.
    package func acquaint(_ device: DeviceMarks, with login: String) -> DeviceMarks {
        guard let login = try? Self.checked(login: login) else { return device }
        return device.acquainted(with: login, keys: keys)
    }

    private func count(login: String, address: String, device: DeviceMarks) async throws -> [Throttle.Draw] {
        if let mark = device.mark(of: login, keys: keys) {
            let draws = [Throttle.Draw(.signInByDevice, key: mark)]
            try await throttle.take(draws)
            return draws
        }
        let own = [
            Throttle.Draw(.signInByCaller, key: "\(address) \(login)"), Throttle.Draw(.signInByAddress, key: address),
        ]
        // One by one: whoever is refused as a caller no longer counts against the account.
        try await throttle.take(own)
        let shared = Throttle.Draw(.signInByLogin, key: login)
        try await throttle.take([shared])
        return own + [shared]
    }

    private struct Credentials: Sendable {
        let account: ID<Account>
        let password: String
        let isClosed: Bool
        /// Officers, and the people of a demonstration.
        let mayTypeIt: Bool
    }

    func openSession(
        of account: ID<Account>, purpose: Session.Purpose, at now: Instant
    ) async throws -> SessionToken {
        let token = SessionToken()
        let hash = token.hash
        let expires = rules.expiry(from: now, in: zone)
        try await database.write("Directory.signIn") { transaction in
            try transaction.execute(
                AccountStore.insertSession,
                [
                    .blob(hash), .id(account), .null, .instant(now), .instant(now), .instant(expires),
                    .text(purpose.rawValue),
                ])
        }
        return token
    }

    /// Who this token stands for, or nil when it ended or never was. Answered from memory for some seconds.
    package func resolve(_ token: SessionToken) async throws -> (Actor, Session)? {
        let now = clock.now()
        if let entry = sessions[token, at: now] { return (entry.actor, entry.session) }
        let day = zone.day(now)
        let hash = token.hash
        let found = try await database.read { transaction -> (Actor, Session, Post?)? in
            guard let row = try transaction.first(AccountStore.resolve, [.blob(hash)], SessionRow.init) else {
                return nil
            }
            guard !row.isClosed, now < row.session.expires else { return nil }
            return (try Self.actor(for: row, on: day, at: now, in: transaction), row.session, row.view)
        }
        guard let (own, session, view) = found else { return nil }
        let actor = view.flatMap { viewing(as: $0, own) } ?? own
        // `last_seen` lags by up to `touch`: whoever was active then is not thrown out for it.
        let slack = Int64(rules.idle(isOfficer: actor.officer != nil).count + rules.touch.count)
        guard now < session.lastSeen.adding(minutes: slack) else { return nil }
        if session.lastSeen.adding(minutes: Int64(rules.touch.count)) <= now {
            // A busy writer must not cost anybody their page: the next request tries again.
            try? await database.write("Directory.touch") { transaction in
                try transaction.execute(AccountStore.touch, [.instant(now), .blob(hash), .instant(now)])
            }
        }
        sessions.keep(
            SessionCache.Entry(actor: actor, session: session, until: now.adding(seconds: rules.cacheSeconds)),
            for: token)
        return (actor, session)
    }

    /// From now on this session acts for another (nil: for itself again).
    package func act(for principal: ID<Subject>?, in token: SessionToken) async throws {
        guard let (actor, _) = try await resolve(token) else { throw DirectoryProblem.signInNeeded }
        if let principal {
            let day = today
            let may = try await database.read { transaction in
                try Self.represents(actor.subject, principal, on: day, in: transaction)
            }
            guard may else { throw DirectoryProblem.notARepresentative }
        }
        let hash = token.hash
        try await database.write("Directory.actFor") { transaction in
            try transaction.execute(AccountStore.actFor, [.id(principal), .blob(hash)])
        }
        sessions.forget(token)
    }

    package func signOut(_ token: SessionToken) async throws {
        let hash = token.hash
        sessions.forget(token)
        try await database.write("Directory.signOut") { try $0.execute(AccountStore.endSession, [.blob(hash)]) }
        sessions.forget(token)
    }

    /// Ends every session of the account, this one too.
    package func signOutEverywhere(_ account: ID<Account>) async throws {
        try await database.write("Directory.signOutEverywhere") {
            try $0.execute(AccountStore.endSessions, [.id(account)])
        }
        sessions.forgetAll()
    }

    /// Sessions that have not ended: signed out, or over.
    package func openSessions() async throws -> Int64 {
        let now = clock.now()
        return try await database.read { try $0.first(AccountStore.countSessions, [.instant(now)]) { $0.int(0) } ?? 0 }
    }

    /// Removes ended sessions; a job of every hour.
    package func sweepSessions() async throws {
        let now = clock.now()
        try await database.write("Directory.sweepSessions") {
            try $0.execute(AccountStore.sweepSessions, [.instant(now)])
        }
    }
}
