import Civic
import Store
import Testing

@testable import Directory

struct RecoveryTests {
    /// A ward with an administrator, another administrator, its chairwoman, and a clerk who cannot get in.
    private struct Ward {
        let fixture: BookFixture
        let asker: (id: ID<Officer>, actor: Actor)
        let second: (id: ID<Officer>, actor: Actor)
        let chair: (id: ID<Officer>, actor: Actor)
        let clerk: (id: ID<Officer>, actor: Actor)
        var book: DirectoryBook { fixture.book }

        init() async throws {
            fixture = try await BookFixture()
            asker = try await fixture.officer(.unitAdmin, at: SmallCity.ward, login: "admin.a")
            second = try await fixture.officer(.unitAdmin, at: SmallCity.ward, login: "admin.b")
            chair = try await fixture.officer(.signer, at: SmallCity.ward, login: "chair")
            clerk = try await fixture.officer(.clerk, at: SmallCity.ward, login: "clerk")
        }

        func ask(_ kind: RecoveryKind = .password, _ actor: Actor? = nil) async throws -> ID<Recovery> {
            try await book.askRecovery(
                kind, of: clerk.id, reason: "Gặp trực tiếp", calendar: RecoveryTests.calendar,
                by: actor ?? asker.actor)
        }

        func confirm(_ id: ID<Recovery>, by actor: Actor) async throws -> EntryLink? {
            try await book.confirmRecovery(id, calendar: RecoveryTests.calendar, by: actor)
        }

        func signIn(_ password: String = "correct horse") async throws -> SessionToken {
            try await book.signIn(login: "clerk", password: password, address: "10.0.0.9")
        }

        func events(_ kind: String) async throws -> Int64 {
            try await fixture.database.read { transaction in
                try transaction.first(
                    SQL("SELECT COUNT(*) FROM event WHERE kind = \(.text("directory." + kind))")
                ) { $0.int(0) } ?? 0
            }
        }
    }

    static let calendar = WorkingCalendar(revision: "", days: [:])

    @Test func `a password is reset by two people, and the officer chooses the new one by a link that opens once`()
        async throws
    {
        let ward = try await Ward()
        let open = try await ward.signIn()
        let asked = try await ward.ask()

        let link = try #require(try await ward.confirm(asked, by: ward.second.actor))

        #expect(try await ward.book.resolve(open) == nil, "who was in leaves")
        await #expect(throws: DirectoryProblem.wrongCredentials) { try await ward.signIn() }
        #expect(try await ward.book.login(ofLink: link.text) == "clerk")
        await #expect(throws: DirectoryProblem.weakPassword) {
            try await ward.book.setPassword("short", byLink: link.text)
        }
        try await ward.book.setPassword("a new long word", byLink: link.text)
        _ = try await ward.signIn("a new long word")
        await #expect(throws: DirectoryProblem.linkOver) {
            try await ward.book.setPassword("another long word", byLink: link.text)
        }
        for kind in ["recoveryAsked", "recoveryConfirmed", "passwordSet"] {
            #expect(try await ward.events(kind) == 1, "\(kind)")
        }
    }

    @Test func `who asked and whose account it is cannot confirm, and a colleague without the office cannot either`()
        async throws
    {
        let ward = try await Ward()
        let other = try await ward.fixture.officer(.unitAdmin, at: SmallCity.other)
        let asked = try await ward.ask()

        for actor in [ward.asker.actor, ward.clerk.actor] {
            await #expect(throws: DirectoryProblem.sameEyes) { _ = try await ward.confirm(asked, by: actor) }
        }
        await #expect(throws: DirectoryProblem.accessRefused(.notTheirUnit)) {
            _ = try await ward.confirm(asked, by: other.actor)
        }
        _ = try await ward.confirm(asked, by: ward.chair.actor)
        await #expect(throws: DirectoryProblem.recoveryOver) {
            _ = try await ward.confirm(asked, by: ward.second.actor)
        }
    }

    @Test func `nobody asks for himself, twice, without a reason or for another's unit`() async throws {
        let ward = try await Ward()
        let other = try await ward.fixture.officer(.unitAdmin, at: SmallCity.other)

        await #expect(throws: DirectoryProblem.ownRecovery) {
            try await ward.book.askRecovery(
                .password, of: ward.asker.id, reason: "quên", calendar: Self.calendar, by: ward.asker.actor)
        }
        await #expect(throws: DirectoryProblem.reasonMissing) {
            try await ward.book.askRecovery(
                .password, of: ward.clerk.id, reason: "  ", calendar: Self.calendar, by: ward.asker.actor)
        }
        await #expect(throws: DirectoryProblem.accessRefused(.notTheirUnit)) {
            _ = try await ward.ask(.password, other.actor)
        }
        await #expect(throws: DirectoryProblem.accessRefused(.notTheirRole)) {
            _ = try await ward.ask(.password, ward.chair.actor)
        }
        await #expect(throws: DirectoryProblem.recoveryPointless, "it is open") { _ = try await ward.ask(.reopen) }
        _ = try await ward.ask()
        await #expect(throws: DirectoryProblem.recoveryWaits) { _ = try await ward.ask() }
    }

    @Test func `after a working day it is over: what was asked on Friday at nine, on Monday at nine`() async throws {
        let ward = try await Ward()
        let asked = try await ward.ask()
        // Saturday.
        ward.fixture.clock.advance(milliseconds: 86_400_000)
        #expect(try await ward.book.unreadRecoveries(of: ward.second.actor) == 1)

        ward.fixture.clock.advance(milliseconds: 2 * 86_400_000)

        await #expect(throws: DirectoryProblem.recoveryOver) { _ = try await ward.confirm(asked, by: ward.chair.actor) }
        #expect(try await ward.book.unreadRecoveries(of: ward.second.actor) == 0)
        #expect(try await ward.book.recoveries(by: ward.second.actor).map(\.state) == [.over])
        _ = try await ward.ask()
    }

    @Test func `a closed account is opened again by two, and closing it is one's own act never`() async throws {
        let ward = try await Ward()
        await #expect(throws: DirectoryProblem.ownRecovery) {
            try await ward.book.closeAccount(of: ward.asker.id, by: ward.asker.actor)
        }
        try await ward.book.closeAccount(of: ward.clerk.id, by: ward.asker.actor)
        await #expect(throws: DirectoryProblem.accountClosed) { try await ward.signIn() }

        let asked = try await ward.ask(.reopen)
        #expect(try await ward.confirm(asked, by: ward.chair.actor) == nil, "no new secret is made")

        _ = try await ward.signIn()
    }

    @Test func `a lost phone: the second step is switched off by two, the password stays`() async throws {
        let ward = try await Ward()
        let token = try await ward.signIn()
        let (actor, session) = try #require(try await ward.book.resolve(token))
        await #expect(throws: DirectoryProblem.recoveryPointless) { _ = try await ward.ask(.secondFactor) }
        try await ward.book.offerSecondFactor(to: session.account)
        let code = try await Self.code(ward.fixture, session.account)
        _ = try await ward.book.switchOnSecondFactor(of: session.account, code: code, keeping: token, by: actor)

        let asked = try await ward.ask(.secondFactor)
        _ = try await ward.confirm(asked, by: ward.second.actor)

        _ = try await ward.signIn()
    }

    @Test func `the officer is told when it is asked and when it is decided, and may stop it`() async throws {
        let ward = try await Ward()
        let asked = try await ward.ask()
        #expect(try await ward.book.unreadRecoveries(of: ward.clerk.actor) == 1)
        try await ward.book.markRecoveriesRead(by: ward.clerk.actor)
        #expect(try await ward.book.unreadRecoveries(of: ward.clerk.actor) == 0)

        try await ward.book.declineRecovery(asked, by: ward.clerk.actor)

        #expect(try await ward.book.unreadRecoveries(of: ward.clerk.actor) == 1)
        #expect(try await ward.book.recoveries(of: ward.clerk.id, by: ward.clerk.actor).map(\.state) == [.declined])
        await #expect(throws: DirectoryProblem.recoveryOver) {
            _ = try await ward.confirm(asked, by: ward.second.actor)
        }
        _ = try await ward.signIn()
    }

    @Test func `a ward's people open no account that reaches over the city`() async throws {
        let ward = try await Ward()
        try await ward.book.givePost(
            .dpo, at: SmallCity.ward, to: ward.clerk.id, from: SmallCity.day, by: ward.fixture.admin)

        await #expect(throws: DirectoryProblem.accessRefused(.notTheirRole)) { _ = try await ward.ask() }
        await #expect(throws: DirectoryProblem.accessRefused(.notTheirRole)) {
            try await ward.book.closeAccount(of: ward.clerk.id, by: ward.asker.actor)
        }
        let city = try await ward.fixture.officer(.cityAdmin, at: SmallCity.city)
        let asked = try await ward.ask(.password, city.actor)
        await #expect(throws: DirectoryProblem.accessRefused(.notTheirUnit)) {
            _ = try await ward.confirm(asked, by: ward.chair.actor)
        }
        let another = try await ward.fixture.officer(.cityAdmin, at: SmallCity.city)
        _ = try await ward.confirm(asked, by: another.actor)
    }

    @Test func `what an officer is given after it was asked counts when it is confirmed`() async throws {
        let ward = try await Ward()
        let asked = try await ward.ask()
        try await ward.book.givePost(
            .inspector, at: SmallCity.city, to: ward.clerk.id, from: SmallCity.day, by: ward.fixture.admin)

        await #expect(throws: DirectoryProblem.accessRefused(.notTheirUnit)) {
            _ = try await ward.confirm(asked, by: ward.second.actor)
        }
    }

    @Test func `a unit's administrator gives nobody a role of the whole house, and nobody a post to himself`()
        async throws
    {
        let ward = try await Ward()
        for role in Role.allCases where role.isOfWholeHouse {
            await #expect(throws: DirectoryProblem.accessRefused(.notTheirRole), "\(role)") {
                try await ward.book.givePost(
                    role, at: SmallCity.ward, to: ward.clerk.id, from: SmallCity.day, by: ward.asker.actor)
            }
        }
        await #expect(throws: DirectoryProblem.ownPost) {
            try await ward.book.givePost(
                .inspector, at: SmallCity.ward, to: ward.asker.id, from: SmallCity.day, by: ward.asker.actor)
        }
        await #expect(throws: DirectoryProblem.postExists) {
            try await ward.book.givePost(
                .clerk, at: SmallCity.ward, to: ward.clerk.id, from: SmallCity.day, by: ward.asker.actor)
        }
    }

    @Test func `an officer is entered whole or not at all`() async throws {
        let ward = try await Ward()
        var new = NewOfficer(
            name: "Lê Thị Mới", title: LocalizedText(vi: "Chuyên viên", en: "Specialist"), unit: SmallCity.ward,
            phone: try PhoneNumber("0912 345 678"), login: "clerk",
            posts: [NewOfficer.HeldRole(.specialist, at: SmallCity.ward, from: SmallCity.day)])
        let before = try await ward.book.staff(of: SmallCity.ward, by: ward.asker.actor).count

        await #expect(throws: DirectoryProblem.loginTaken) {
            _ = try await ward.book.enterOfficer(new, by: ward.asker.actor)
        }
        #expect(try await ward.book.staff(of: SmallCity.ward, by: ward.asker.actor).count == before)

        new.login = "moi"
        let entered = try await ward.book.enterOfficer(new, by: ward.asker.actor)
        let link = try #require(entered.link)
        await #expect(throws: DirectoryProblem.wrongCredentials) {
            try await ward.book.signIn(login: "moi", password: "none", address: "10.0.0.9")
        }
        try await ward.book.setPassword("a long enough word", byLink: link.text)
        let token = try await ward.book.signIn(login: "moi", password: "a long enough word", address: "10.0.0.9")
        #expect(try await ward.book.resolve(token)?.0.officer?.holds(.specialist, at: SmallCity.ward) == true)
        #expect(try await ward.book.staff(named: "le thi moi", by: ward.asker.actor).map(\.login) == ["moi"])
        #expect(try await ward.book.staff(named: "0912345678", by: ward.asker.actor).count == 1)
        let other = try await ward.fixture.officer(.unitAdmin, at: SmallCity.other)
        #expect(try await ward.book.staff(named: "le thi moi", by: other.actor).isEmpty)
        await #expect(throws: DirectoryProblem.recoveryPointless, "it had a password") {
            _ = try await ward.book.firstLink(of: entered.officer, by: ward.asker.actor)
        }
    }

    @Test func `the city has an administrator once one can sign in`() async throws {
        let fixture = try await BookFixture()
        #expect(try await !fixture.book.hasAdministrator())
        let admin = NewOfficer(
            name: "Trần Quản", title: LocalizedText(vi: "Quản trị", en: "Administrator"), unit: SmallCity.city,
            login: "tran.quan", posts: [NewOfficer.HeldRole(.cityAdmin, at: SmallCity.city, from: SmallCity.day)])
        await #expect(throws: DirectoryProblem.weakPassword) {
            _ = try await fixture.book.enterOfficer(admin, password: "admin", by: fixture.admin)
        }

        let entered = try await fixture.book.enterOfficer(admin, password: "typed at a terminal", by: fixture.admin)

        #expect(entered.link == nil)
        #expect(try await fixture.book.hasAdministrator())
        _ = try await fixture.book.signIn(login: "tran.quan", password: "typed at a terminal", address: "10.0.0.9")
    }

    private static func code(_ fixture: BookFixture, _ account: ID<Account>) async throws -> String {
        let sealed = try await fixture.database.read { transaction in
            try transaction.first(SecondFactorStore.byAccount, [.id(account)]) { $0.blob(0) }
        }
        let text = try fixture.keys.open(try #require(sealed), context: "second_factor.secret_sealed.\(account)")
        return TimeCode(secret: try #require(Hex.bytes(text))).code(at: TimeCode.step(at: fixture.clock.now()))
    }
}
