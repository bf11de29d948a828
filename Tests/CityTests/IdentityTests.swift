import City
import Civic
import Directory
import Exchange
import Foundation
import Logging
import Rules
import Store
import TestEngines
import Testing

/// Residents come by their electronic identity.
@Suite(.serialized) struct IdentityTests {
    private static let number = "001090004321"

    @Test(arguments: Engine.allCases)
    func `whom the provider vouches for is a resident from then on, one account for good`(engine: Engine) async throws {
        let fixture = try await CityFixture(on: engine)
        let house = try await fixture.open(city: "demo-town")
        let first = try await house.directory.signIn(Self.identity())
        let second = try await house.directory.signIn(Self.identity(level: 1))

        let (actor, session) = try #require(try await house.directory.resolve(first))
        let again = try #require(try await house.directory.resolve(second))
        #expect(actor.name == "Lý Thị Mơ" && again.1.account == session.account && first != second)
        #expect(try await house.directory.number(of: actor.subject)?.text == Self.number)
        let tie = try #require(try await house.directory.identity(of: session.account))
        #expect(tie.level == 1 && !tie.hasPassword)
        // Nobody types a password into an account that has none.
        await #expect(throws: DirectoryProblem.wrongCredentials) {
            _ = try await house.directory.signIn(login: "eid-\(actor.subject)", password: "", address: "here")
        }
        try await house.close()
    }

    @Test(arguments: Engine.allCases)
    func `whom the city knows by the number is in the account they have, and no other number takes it`(
        engine: Engine
    ) async throws {
        let fixture = try await CityFixture(on: engine)
        let house = try await fixture.open(city: "demo-town")
        let subject = try await house.directory.createPerson(
            NewPerson(name: "Lý Thị Mơ", number: try PersonalNumber(Self.number)))
        let account = try await house.directory.createAccount(
            login: "mo", password: "mat khau cua Mo", subject: subject, kind: .resident)

        let token = try await house.directory.signIn(Self.identity())

        #expect(try await house.directory.resolve(token)?.1.account == account)
        await #expect(throws: DirectoryProblem.identityConflict) {
            _ = try await house.directory.signIn(Self.identity(number: "001090004322"))
        }
        let close = house.directory.accounts(ofLocked: subject, isClosed: true)
        _ = try await house.database.write("test") { try close($0) }
        await #expect(throws: DirectoryProblem.accountClosed) { _ = try await house.directory.signIn(Self.identity()) }
        try await house.close()
    }

    @Test func `with a provider, a resident's password opens nothing`() async throws {
        let fixture = try await CityFixture(on: .sqlite)
        let house = try await open(fixture, "http://127.0.0.1:1")
        let subject = try await house.directory.createPerson(NewPerson(name: "Lý Thị Mơ"))
        try await house.directory.createAccount(
            login: "mo", password: "mat khau cua Mo", subject: subject, kind: .resident)
        try await house.directory.createAccount(
            login: "thu", password: "thu", subject: subject, kind: .resident, demo: true)

        await #expect(throws: DirectoryProblem.identityNeeded) {
            _ = try await house.directory.signIn(login: "mo", password: "mat khau cua Mo", address: "here")
        }
        await #expect(throws: DirectoryProblem.wrongCredentials) {
            _ = try await house.directory.signIn(login: "mo", password: "sai roi ma", address: "here")
        }
        _ = try await house.directory.signIn(login: "thu", password: "thu", address: "here")
        try await house.close()
    }

    @Test func `a sign-in goes there and back once, in the browser that began it, with the level that is asked for`()
        async throws
    {
        let fixture = try await CityFixture(on: .sqlite)
        fixture.clock.set(SystemClock().now())
        let (ports, opened) = AsyncStream<Int>.makeStream()
        let sandbox = IdentitySandbox(port: 0, people: [], logger: Logger(label: "test"))
        let running = Task { try await sandbox.run { opened.yield($0) } }
        let issuer = "http://127.0.0.1:\(try #require(await ports.first { _ in true }))"
        let house = try await open(fixture, issuer)
        let desk = try #require(house.identity)
        func answer(at address: String, level: Int) -> IdentityDesk.Answer {
            let (state, code) = sandbox.choose(Self.person, level: level, at: address)
            return IdentityDesk.Answer(state: state, code: code, error: nil)
        }

        let (address, ticket) = try await desk.begin(target: "/ho-so", language: .en, redirect: Self.redirect)
        let first = answer(at: address, level: 2)
        let journey = try #require(desk.journey(ticket))
        let token = try await desk.finish(first, journey, redirect: Self.redirect)
        #expect(try await house.directory.resolve(token)?.0.name == "Lý Thị Mơ")
        #expect(journey.target == "/ho-so" && journey.language == .en)
        // The same answer a second time; another state; no at all; too low; too old.
        await #expect(throws: IdentityProblem.over) { try await desk.finish(first, journey, redirect: Self.redirect) }
        let other = try await desk.begin(target: "/", language: .vi, redirect: Self.redirect)
        let foreign = answer(at: other.address, level: 2)
        await #expect(throws: IdentityProblem.over) { try await desk.finish(foreign, journey, redirect: Self.redirect) }
        let refused = IdentityDesk.Answer(state: first.state, code: nil, error: "access_denied")
        await #expect(throws: IdentityProblem.cancelled) {
            try await desk.finish(refused, journey, redirect: Self.redirect)
        }
        let low = try await desk.begin(target: "/", language: .vi, redirect: Self.redirect)
        let lowAnswer = answer(at: low.address, level: 1)
        let lowJourney = try #require(desk.journey(low.ticket))
        await #expect(throws: IdentityProblem.levelTooLow(2)) {
            try await desk.finish(lowAnswer, lowJourney, redirect: Self.redirect)
        }
        #expect(desk.journey(ticket + "A") == nil && desk.journey("") == nil)
        // A new key at the provider is found by itself, and a clock that is far off is not believed.
        sandbox.behave(try JSONText.read(#"{"rotate": true}"#))
        fixture.clock.set(fixture.clock.now().adding(seconds: 45))
        let later = try await desk.begin(target: "/", language: .vi, redirect: Self.redirect)
        let laterAnswer = answer(at: later.address, level: 2)
        _ = try await desk.finish(laterAnswer, try #require(desk.journey(later.ticket)), redirect: Self.redirect)
        sandbox.behave(try JSONText.read(#"{"ahead": 600}"#))
        let early = try await desk.begin(target: "/", language: .vi, redirect: Self.redirect)
        let earlyAnswer = answer(at: early.address, level: 2)
        await #expect(throws: IdentityProblem.untrusted("iat")) {
            try await desk.finish(earlyAnswer, try #require(desk.journey(early.ticket)), redirect: Self.redirect)
        }
        fixture.clock.set(fixture.clock.now().adding(seconds: 601))
        #expect(desk.journey(early.ticket) == nil)
        running.cancel()
        _ = try? await running.value
        try await house.close()
    }

    private static let redirect = "http://127.0.0.1:8080/dang-nhap/dinh-danh/ve"

    private static let person = IdentitySandbox.Person(
        name: "Lý Thị Mơ", number: number, bornOn: "1990-05-19")

    private static func identity(level: Int = 2, number: String = number) throws -> ProvenIdentity {
        ProvenIdentity(
            issuer: "https://eid.example.vn", holder: "7", number: try PersonalNumber(number), name: "Lý Thị Mơ",
            bornOn: Day(year: 1990, month: 5, day: 19), phone: nil, level: level)
    }

    private func open(_ fixture: CityFixture, _ issuer: String) async throws -> CityHouse {
        var options = CityHouse.Options()
        options.clock = fixture.clock
        options.publishes = true
        options.numbersPlaceholders = true
        options.identity = try IdentitySettings(
            issuer: issuer, client: "hanoi", secretFile: nil, level: nil,
            environment: ["MOTCUA_OIDC_SECRET": "sandbox"])
        return try await CityHouse.open(try fixture.files(city: "demo-town"), options)
    }
}
