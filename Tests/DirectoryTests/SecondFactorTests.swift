import Civic
import Store
import Testing

@testable import Directory

struct SecondFactorTests {
    /// RFC 6238, appendix B, SHA-1: the last six of the eight digits given there.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func `codes are those of the standard`(second: Int64, code: String) {
        let made = TimeCode(secret: Array("12345678901234567890".utf8))

        #expect(made.code(at: TimeCode.step(at: Instant(milliseconds: second * 1_000))) == code)
    }

    /// RFC 4648, section 10, without padding.
    @Test(arguments: [("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI")])
    func `a secret is typed in base 32`(plain: String, text: String) {
        #expect(TimeCode(secret: Array(plain.utf8)).text == text)
    }

    private func code(_ fixture: BookFixture, _ account: ID<Account>, later seconds: Int64 = 0) async throws -> String {
        let sealed = try await fixture.book.database.read { transaction in
            try transaction.first(SecondFactorStore.byAccount, [.id(account)]) { $0.blob(0) }
        }
        let text = try fixture.book.keys.open(try #require(sealed), context: "second_factor.secret_sealed.\(account)")
        let secret = try #require(Hex.bytes(text))
        return TimeCode(secret: secret).code(at: TimeCode.step(at: fixture.clock.now().adding(seconds: seconds)))
    }

    /// A resident whose account asks for a code, with the spare ones.
    private func guarded(_ fixture: BookFixture) async throws -> (account: ID<Account>, spares: [String]) {
        _ = try await fixture.resident("huong")
        let token = try await signIn(fixture)
        let (actor, session) = try #require(try await fixture.book.resolve(token))
        try await fixture.book.offerSecondFactor(to: session.account)
        let spares = try await fixture.book.switchOnSecondFactor(
            of: session.account, code: try await code(fixture, session.account), keeping: token, by: actor)
        return (session.account, spares)
    }

    private func signIn(_ fixture: BookFixture, code: String? = nil) async throws -> SessionToken {
        try await fixture.book.signIn(login: "huong", password: "correct horse", address: "10.0.0.1", code: code)
    }

    @Test func `a secret that was only shown asks for nothing`() async throws {
        let fixture = try await BookFixture()
        _ = try await fixture.resident("huong")
        let (_, session) = try #require(try await fixture.book.resolve(try await signIn(fixture)))

        try await fixture.book.offerSecondFactor(to: session.account)

        _ = try await signIn(fixture)
        guard case .offered(let offer) = try await fixture.book.secondFactor(of: session.account, issuer: "Hà Nội")
        else {
            Issue.record("nothing is offered")
            return
        }
        #expect(offer.secret.count == 32)
        #expect(offer.address.hasPrefix("otpauth://totp/H%C3%A0%20N%E1%BB%99i:huong?secret=\(offer.secret)&issuer="))
    }

    @Test func `the password alone opens nothing any more; with the phone's code it goes on from the ticket`()
        async throws
    {
        let fixture = try await BookFixture()
        let (account, spares) = try await guarded(fixture)
        #expect(Set(spares).count == 10)
        fixture.clock.advance(milliseconds: 60_000)

        let problem = try #require(
            await #expect(throws: DirectoryProblem.self) { try await signIn(fixture) })
        guard case .codeNeeded(let ticket) = problem else {
            Issue.record("\(problem)")
            return
        }
        await #expect(throws: DirectoryProblem.wrongCode) {
            try await fixture.book.completeSignIn(ticket, code: "000000")
        }
        let right = try await code(fixture, account)
        let (token, login) = try await fixture.book.completeSignIn(ticket, code: right)
        #expect(login == "huong")
        #expect(try await fixture.book.resolve(token)?.1.account == account)
        await #expect(throws: DirectoryProblem.wrongCode, "a code opens once") {
            try await fixture.book.completeSignIn(ticket, code: right)
        }
    }

    @Test func `a ticket ends after five minutes, and a changed one was never ours`() async throws {
        let fixture = try await BookFixture()
        let (account, _) = try await guarded(fixture)
        guard
            case .codeNeeded(let ticket) = await #expect(
                throws: DirectoryProblem.self,
                performing: {
                    try await signIn(fixture)
                })
        else { return }
        fixture.clock.advance(milliseconds: 301_000)
        let right = try await code(fixture, account)

        await #expect(throws: DirectoryProblem.signInNeeded) {
            try await fixture.book.completeSignIn(ticket, code: right)
        }
        await #expect(throws: DirectoryProblem.signInNeeded) {
            try await fixture.book.completeSignIn(SignInTicket(String(ticket.text.reversed())), code: right)
        }
    }

    @Test func `each spare code works once, however it is typed, and a clock may be half a minute off`() async throws {
        let fixture = try await BookFixture()
        let (account, spares) = try await guarded(fixture)
        fixture.clock.advance(milliseconds: 90_000)

        _ = try await signIn(fixture, code: spares[0].uppercased().replacing("-", with: " "))
        await #expect(throws: DirectoryProblem.wrongCode) { try await signIn(fixture, code: spares[0]) }
        guard case .on(let left) = try await fixture.book.secondFactor(of: account, issuer: "") else {
            Issue.record("it is off")
            return
        }
        #expect(left == 9)
        _ = try await signIn(fixture, code: try await code(fixture, account, later: -30))
        _ = try await signIn(fixture, code: try await code(fixture, account, later: 30))
    }

    @Test func `guessing at codes is stopped at the eleventh, for a quarter of an hour`() async throws {
        let fixture = try await BookFixture()
        let (account, _) = try await guarded(fixture)
        for _ in 0..<10 { _ = try? await fixture.book.prove("123 456", of: account) }

        let problem = await #expect(throws: DirectoryProblem.self) {
            try await fixture.book.prove(try await code(fixture, account), of: account)
        }
        guard case .tooManyAttempts = problem else {
            Issue.record("\(String(describing: problem))")
            return
        }
        fixture.clock.advance(milliseconds: 16 * 60_000)
        try await fixture.book.prove(try await code(fixture, account), of: account)
    }

    @Test func `switching on ends the sessions that the password alone had opened, and switching off needs a code`()
        async throws
    {
        let fixture = try await BookFixture()
        _ = try await fixture.resident("huong")
        let other = try await signIn(fixture)
        let own = try await signIn(fixture)
        let (actor, session) = try #require(try await fixture.book.resolve(own))
        try await fixture.book.offerSecondFactor(to: session.account)
        _ = try await fixture.book.switchOnSecondFactor(
            of: session.account, code: try await code(fixture, session.account), keeping: own, by: actor)

        #expect(try await fixture.book.resolve(other) == nil)
        #expect(try await fixture.book.resolve(own) != nil)
        await #expect(throws: DirectoryProblem.factorIsOn) {
            try await fixture.book.offerSecondFactor(to: session.account)
        }
        await #expect(throws: DirectoryProblem.wrongCode) {
            try await fixture.book.switchOffSecondFactor(of: session.account, code: "111111", by: actor)
        }
        fixture.clock.advance(milliseconds: 60_000)
        try await fixture.book.switchOffSecondFactor(
            of: session.account, code: try await code(fixture, session.account), by: actor)
        _ = try await signIn(fixture)
    }
}
