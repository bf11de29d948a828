import Civic
import Store
import StoreSQLite
import Testing

@testable import Directory

struct SessionTests {
    @Test func `a good password opens a session that stands for the resident until sign-out`() async throws {
        let fixture = try await BookFixture()
        let subject = try await fixture.resident("huong")

        let token = try await fixture.book.signIn(login: " Huong ", password: "correct horse", address: "10.0.0.1")
        let resolved = try await fixture.book.resolve(token)

        #expect(resolved?.0.subject == subject)
        #expect(resolved?.0.name == "Nguyễn Thị Hương")
        try await fixture.book.signOut(token)
        #expect(try await fixture.book.resolve(token) == nil)
    }

    @Test func `a wrong password and an unknown login get the same answer`() async throws {
        let fixture = try await BookFixture()
        _ = try await fixture.resident("huong")

        await #expect(throws: DirectoryProblem.wrongCredentials) {
            try await fixture.book.signIn(login: "huong", password: "wrong", address: "10.0.0.1")
        }
        await #expect(throws: DirectoryProblem.wrongCredentials) {
            try await fixture.book.signIn(login: "nobody", password: "wrong", address: "10.0.0.1")
        }
    }

    @Test func `the eleventh failure from one network says when to try again, even with the right password`()
        async throws
    {
        let fixture = try await BookFixture()
        _ = try await fixture.resident("huong")
        for _ in 0..<10 {
            _ = try? await fixture.book.signIn(login: "huong", password: "wrong", address: "10.0.0.1")
        }
        let until = BookFixture.start.adding(minutes: 15)

        await #expect(throws: DirectoryProblem.tooManyAttempts(until: until, zone: .hanoi)) {
            try await fixture.book.signIn(login: "huong", password: "correct horse", address: "10.0.0.1")
        }

        fixture.clock.set(until)
        _ = try await fixture.book.signIn(login: "huong", password: "correct horse", address: "10.0.0.1")
    }

    @Test func `who guesses at an account locks himself out, not its owner`() async throws {
        let fixture = try await BookFixture()
        _ = try await fixture.resident("huong")
        for _ in 0..<80 {
            _ = try? await fixture.book.signIn(login: "huong", password: "wrong", address: "10.0.0.1")
        }

        _ = try await fixture.book.signIn(login: "huong", password: "correct horse", address: "10.0.0.2")
    }

    @Test func `guesses from many networks end for an hour, and the owner's own device is open meanwhile`() async throws
    {
        let fixture = try await BookFixture()
        _ = try await fixture.resident("huong")
        let own = fixture.book.acquaint(DeviceMarks(), with: "Huong")
        for network in 0..<70 {
            _ = try? await fixture.book.signIn(login: "huong", password: "wrong", address: "10.0.0.\(network)")
        }

        await #expect(
            throws: DirectoryProblem.tooManyAttempts(until: BookFixture.start.adding(minutes: 60), zone: .hanoi)
        ) {
            try await fixture.book.signIn(login: "huong", password: "correct horse", address: "10.1.1.1")
        }
        _ = try await fixture.book.signIn(
            login: "huong", password: "correct horse", address: "10.0.0.1", device: DeviceMarks(text: own.text))
    }

    @Test func `a device that is known has its own ten guesses`() async throws {
        let fixture = try await BookFixture()
        _ = try await fixture.resident("huong")
        let own = fixture.book.acquaint(DeviceMarks(), with: "huong")
        for network in 0..<10 {
            _ = try? await fixture.book.signIn(
                login: "huong", password: "wrong", address: "10.0.0.\(network)", device: own)
        }

        await #expect(
            throws: DirectoryProblem.tooManyAttempts(until: BookFixture.start.adding(minutes: 15), zone: .hanoi)
        ) {
            try await fixture.book.signIn(login: "huong", password: "correct horse", address: "10.1.1.1", device: own)
        }
    }

    @Test func `a mark is good for the account it was made for, as it was made, and the four newest are kept`()
        async throws
    {
        let fixture = try await BookFixture()
        let keys = fixture.keys
        let own = fixture.book.acquaint(DeviceMarks(), with: "huong")
        #expect(own.mark(of: "huong", keys: keys) != nil)
        #expect(own.mark(of: "an", keys: keys) == nil)
        #expect(fixture.book.acquaint(own, with: "huong") == own)

        let last = own.text.last == "0" ? "1" : "0"
        #expect(DeviceMarks(text: String(own.text.dropLast()) + last).mark(of: "huong", keys: keys) == nil)

        let many = ["an", "binh", "chi", "dung"].reduce(own) { fixture.book.acquaint($0, with: $1) }
        #expect(many.mark(of: "an", keys: keys) != nil && many.mark(of: "huong", keys: keys) == nil)
    }

    @Test func `strangers who guess do not keep the owner from a new password`() async throws {
        let fixture = try await BookFixture()
        _ = try await fixture.resident("huong")
        let here = try await fixture.book.signIn(login: "huong", password: "correct horse", address: "a")
        for network in 0..<70 {
            _ = try? await fixture.book.signIn(login: "huong", password: "wrong", address: "10.0.0.\(network)")
        }

        try await fixture.book.changePassword(of: here, from: "correct horse", to: "battery staple")
    }

    @Test func `good sign-ins are not counted`() async throws {
        let fixture = try await BookFixture()
        _ = try await fixture.resident("huong")
        for _ in 0..<15 {
            _ = try await fixture.book.signIn(login: "huong", password: "correct horse", address: "10.0.0.1")
        }
    }

    @Test func `an idle session ends, a busy one lasts until the end of the working day`() async throws {
        let fixture = try await BookFixture()
        _ = try await fixture.resident("huong")
        let idle = try await fixture.book.signIn(login: "huong", password: "correct horse", address: "a")
        let busy = try await fixture.book.signIn(login: "huong", password: "correct horse", address: "a")

        for _ in 0..<(11 * 6 - 1) {
            fixture.clock.advance(milliseconds: 10 * 60_000)
            #expect(try await fixture.book.resolve(busy) != nil)
        }

        #expect(try await fixture.book.resolve(idle) == nil)
        fixture.clock.advance(milliseconds: 10 * 60_000)
        #expect(try await fixture.book.resolve(busy) == nil)
    }

    @Test func `a person sees where they are signed in, and ends one session there`() async throws {
        let fixture = try await BookFixture()
        _ = try await fixture.resident("huong")
        _ = try await fixture.resident("lan")
        func signIn(_ login: String) async throws -> SessionToken {
            try await fixture.book.signIn(login: login, password: "correct horse", address: "10.0.0.1")
        }
        let lost = try await signIn("huong")
        fixture.clock.advance(milliseconds: 60_000)
        let own = try await signIn("huong")
        let stranger = try await signIn("lan")

        let seen = try await fixture.book.openSessions(beside: own)

        #expect(seen.map(\.isThis) == [true, false] && seen.map(\.purpose) == [.web, .web])
        let other = try #require(seen.last)
        // Neither a stranger nor the session itself is ended by it.
        try await fixture.book.endSession(other.mark, beside: stranger)
        try await fixture.book.endSession(seen[0].mark, beside: own)
        #expect(try await fixture.book.resolve(lost) != nil)
        try await fixture.book.endSession(other.mark, beside: own)
        #expect(try await fixture.book.resolve(lost) == nil)
        #expect(try await fixture.book.resolve(own) != nil)
        #expect(try await fixture.book.resolve(stranger) != nil)
        #expect(try await fixture.book.openSessions(beside: own).map(\.isThis) == [true])
    }

    @Test func `changing the password ends the other sessions and keeps this one`() async throws {
        let fixture = try await BookFixture()
        _ = try await fixture.resident("huong")
        let here = try await fixture.book.signIn(login: "huong", password: "correct horse", address: "a")
        let there = try await fixture.book.signIn(login: "huong", password: "correct horse", address: "b")

        try await fixture.book.changePassword(of: here, from: "correct horse", to: "battery staple")

        #expect(try await fixture.book.resolve(here) != nil)
        #expect(try await fixture.book.resolve(there) == nil)
        await #expect(throws: DirectoryProblem.wrongCredentials) {
            try await fixture.book.signIn(login: "huong", password: "correct horse", address: "a")
        }
    }

    @Test func `a director acts for the firm until the representation ends`() async throws {
        let fixture = try await BookFixture()
        let director = try await fixture.resident("cty")
        let firm = try await fixture.book.createOrganisation(name: "Công ty Sen", taxCode: nil)
        let token = try await fixture.book.signIn(login: "cty", password: "correct horse", address: "a")
        await #expect(throws: DirectoryProblem.notARepresentative) { try await fixture.book.act(for: firm, in: token) }

        try await fixture.book.represent(
            firm, by: director, ground: .legalRepresentative, from: SmallCity.day + -1, until: SmallCity.day,
            recordedBy: fixture.admin)
        try await fixture.book.act(for: firm, in: token)
        let acting = try await fixture.book.resolve(token)?.0.standing

        guard case .resident(_, let principal) = acting else { throw Lost() }
        #expect(principal == firm)
        #expect(try await fixture.book.principals(of: director).map(\.name) == ["Công ty Sen"])
    }

    @Test func `demo accounts are told apart`() async throws {
        let fixture = try await BookFixture()
        let subject = try await fixture.resident("huong")
        #expect(try await !fixture.book.hasDemoAccounts())

        try await fixture.book.createAccount(login: "me", password: "me", subject: subject, kind: .resident, demo: true)

        #expect(try await fixture.book.hasDemoAccounts())
    }

    struct Lost: Error {}
}
