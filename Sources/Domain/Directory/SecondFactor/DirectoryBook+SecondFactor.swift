package import Civic
import Journal
import Store

/// A second proof beside the password: a code from the person's own phone. Whoever has switched it on is asked for one at
/// each sign-in; ten spare codes, each good once, are for the day the phone is lost.
extension DirectoryBook {
    private static let spares = 10

    /// What a phone is shown once, to be switched on by a first code.
    package struct FactorOffer: Sendable {
        /// To be typed, in base 32.
        package let secret: String
        /// To be scanned.
        package let address: String
    }

    package enum FactorState: Sendable {
        case off
        /// Shown to a phone, and not proved yet.
        case offered(FactorOffer)
        case on(sparesLeft: Int)
    }

    /// - Parameter issuer: the city, as the phone will name it.
    package func secondFactor(of account: ID<Account>, issuer: String) async throws -> FactorState {
        guard let factor = try await factor(of: account) else { return .off }
        let (login, left) = try await database.read { transaction in
            (
                try transaction.first(AccountStore.passwordOf, [.id(account)]) { $0.text(1) } ?? "",
                try transaction.first(SecondFactorStore.countSpares, [.id(account)]) { $0.int(0) } ?? 0
            )
        }
        if factor.isProved { return .on(sparesLeft: Int(left)) }
        return .offered(
            FactorOffer(secret: factor.code.text, address: factor.code.address(issuer: issuer, login: login)))
    }

    /// Makes a fresh secret, of which nothing is asked until a first code proves that it arrived.
    /// - Throws: `factorIsOn` where one is switched on: it is switched off first.
    package func offerSecondFactor(to account: ID<Account>) async throws {
        let fresh = TimeCode.fresh()
        let sealed = try keys.seal(Hex.text(fresh.secret), context: Self.context(account))
        let now = clock.now()
        try await database.write("Directory.offerSecondFactor") { transaction in
            try transaction.execute(
                SecondFactorStore.offer, [.id(account), .blob(sealed), .instant(now)], changing: 1,
                else: DirectoryProblem.factorIsOn)
        }
    }

    /// Switches it on, and ends every other session of the account: who came in by the password alone leaves.
    /// - Returns: the spare codes, shown this once.
    /// - Throws: `wrongCode`, `tooManyAttempts`, `factorIsOn`.
    package func switchOnSecondFactor(
        of account: ID<Account>, code: String, keeping session: SessionToken, by actor: Actor
    ) async throws -> [String] {
        guard let factor = try await factor(of: account) else { throw DirectoryProblem.wrongCode }
        guard !factor.isProved else { throw DirectoryProblem.factorIsOn }
        let draw = Throttle.Draw(.codeByAccount, key: account.description)
        try await throttle.take([draw])
        guard let step = factor.code.step(of: code, at: clock.now()) else { throw DirectoryProblem.wrongCode }
        let spares = (0..<Self.spares).map { _ in Self.freshSpare() }
        let indexes = spares.map { spareIndex($0, account) }
        let event = event("secondFactorOn", on: account, by: actor)
        try await database.write("Directory.switchOnSecondFactor") { transaction in
            try transaction.execute(
                SecondFactorStore.use, [.int(step), .id(account), .int(step)], changing: 1,
                else: DirectoryProblem.wrongCode)
            try transaction.execute(SecondFactorStore.removeSpares, [.id(account)])
            for index in indexes {
                try transaction.execute(SecondFactorStore.insertSpare, [.id(account), .blob(index)])
            }
            try transaction.execute(AccountStore.endOtherSessions, [.id(account), .blob(session.hash)])
            try Journal.appendNext(event, in: transaction)
        }
        try await throttle.giveBack([draw])
        sessions.forgetAll()
        return spares
    }

    /// Switches it off; asks for a code, so that a browser left open does not do.
    /// - Throws: `wrongCode`, `tooManyAttempts`.
    package func switchOffSecondFactor(of account: ID<Account>, code: String, by actor: Actor) async throws {
        try await prove(code, of: account)
        let event = event("secondFactorOff", on: account, by: actor)
        try await database.write("Directory.switchOffSecondFactor") { transaction in
            try transaction.execute(SecondFactorStore.remove, [.id(account)])
            try transaction.execute(SecondFactorStore.removeSpares, [.id(account)])
            try Journal.appendNext(event, in: transaction)
        }
    }

    /// Goes on where the password was right.
    /// - Throws: `signInNeeded` when the ticket is over, `wrongCode`, `tooManyAttempts`, `accountClosed`.
    package func completeSignIn(
        _ ticket: SignInTicket, code: String, purpose: Session.Purpose = .web
    ) async throws -> (token: SessionToken, login: String) {
        let now = clock.now()
        guard let (account, login) = ticket.opened(at: now, keys: keys) else { throw DirectoryProblem.signInNeeded }
        try await prove(code, of: account)
        return (try await openSession(of: account, purpose: purpose, at: now), login)
    }

    /// Whether this account is asked for a code.
    func asksForCode(_ account: ID<Account>) async throws -> Bool { try await factor(of: account)?.isProved ?? false }

    /// Counts the try, then looks at the code: of the phone, or a spare one.
    func prove(_ code: String, of account: ID<Account>) async throws {
        let draw = Throttle.Draw(.codeByAccount, key: account.description)
        try await throttle.take([draw])
        guard let factor = try await factor(of: account), factor.isProved else { throw DirectoryProblem.wrongCode }
        let step = factor.code.step(of: code, at: clock.now())
        let spare = spareIndex(code, account)
        let isRight = try await database.write("Directory.proveCode") { transaction in
            if let step {
                let values: [SQLValue] = [.int(step), .id(account), .int(step)]
                return try transaction.executeCounting(SecondFactorStore.use, values) == 1
            }
            return try transaction.executeCounting(SecondFactorStore.useSpare, [.id(account), .blob(spare)]) == 1
        }
        guard isRight else { throw DirectoryProblem.wrongCode }
        try await throttle.giveBack([draw])
    }

    private struct Factor: Sendable {
        let code: TimeCode
        let isProved: Bool
    }

    private func factor(of account: ID<Account>) async throws -> Factor? {
        let found = try await database.read { transaction in
            try transaction.first(SecondFactorStore.byAccount, [.id(account)]) { ($0.blob(0), $0.bool(1)) }
        }
        guard let found else { return nil }
        guard let secret = Hex.bytes(try keys.open(found.0, context: Self.context(account))) else {
            throw DirectoryProblem.keyRing("a second factor's secret is damaged")
        }
        return Factor(code: TimeCode(secret: secret), isProved: found.1)
    }

    private static func context(_ account: ID<Account>) -> String { "second_factor.secret_sealed.\(account)" }

    /// Ten letters and digits that nobody takes for one another: 50 bits.
    private static func freshSpare() -> String {
        let alphabet = Array("abcdefghjkmnpqrstuvwxyz023456789")
        let letters = SecureBytes.random(10).map { alphabet[Int($0) % alphabet.count] }
        return String(letters[..<5]) + "-" + String(letters[5...])
    }

    private func spareIndex(_ code: String, _ account: ID<Account>) -> [UInt8] {
        let plain = code.lowercased().filter { $0.isLetter || $0.isNumber }
        return keys.blindIndex(plain, context: "spare_code.\(account)")
    }
}
