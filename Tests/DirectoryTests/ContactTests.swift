import Civic
import Directory
import Testing

/// An address is its owner's once a code that was sent there came back.
@Suite struct ContactTests {
    private struct Person {
        let fixture: BookFixture
        let subject: ID<Subject>
        let account: ID<Account>

        init() async throws {
            fixture = try await BookFixture()
            subject = try await fixture.book.createPerson(
                NewPerson(name: "Nguyễn Thị An", birthYear: 1990, phone: try PhoneNumber("0912345678")))
            account = try await fixture.book.createAccount(
                login: "an", password: "mat khau cua An", subject: subject, kind: .resident)
            try await give("an@example.vn")
        }

        func give(_ email: String?) async throws {
            try await fixture.book.setContact(
                email: try email.map { try EmailAddress($0) }, wantsTexts: true, of: account)
        }

        func code(_ way: ContactWay = .email) async throws -> String {
            try await fixture.book.contactCode(way, of: account, subject).code
        }

        func confirm(_ code: String, _ way: ContactWay = .email) async throws {
            try await fixture.book.confirmContact(way, code: code, of: account, subject)
        }

        var confirmed: Set<ContactWay>? {
            get async throws { try await fixture.book.contact(of: subject)?.confirmed }
        }
    }

    @Test func `a code confirms the address it was made for, and another address is another matter`() async throws {
        let person = try await Person()
        #expect(try await person.confirmed == [])
        let code = try await person.code()
        #expect(code.count == 6 && code.allSatisfy(\.isNumber))
        let wrong = code == "000000" ? "000001" : "000000"
        await #expect(throws: DirectoryProblem.wrongContactCode) { try await person.confirm(wrong) }
        // As people type it.
        try await person.confirm(" \(code.prefix(3)) \(code.suffix(3))")
        #expect(try await person.confirmed == [.email])

        try await person.give("an.moi@example.vn")
        #expect(try await person.confirmed == [])
        await #expect(throws: DirectoryProblem.wrongContactCode) { try await person.confirm(code) }
        try await person.give(nil)
        await #expect(throws: DirectoryProblem.contactUnknown) { _ = try await person.code() }
    }

    @Test func `a code is good for the quarter of an hour it was made in and the next`() async throws {
        let person = try await Person()
        let code = try await person.code(.phone)
        person.fixture.clock.advance(milliseconds: 2 * 900_000)
        await #expect(throws: DirectoryProblem.wrongContactCode) { try await person.confirm(code, .phone) }
        let next = try await person.code(.phone)
        person.fixture.clock.advance(milliseconds: 900_000)
        try await person.confirm(next, .phone)
        #expect(try await person.confirmed == [.phone])
    }

    @Test func `codes are sent and guessed at a few times only`() async throws {
        let person = try await Person()
        await #expect {
            for _ in 0..<7 { _ = try await person.code() }
        } throws: {
            if case DirectoryProblem.tooManyAttempts? = $0 as? DirectoryProblem { true } else { false }
        }
        await #expect {
            for _ in 0..<11 { try? await person.confirm("") }
            try await person.confirm("")
        } throws: {
            if case DirectoryProblem.tooManyAttempts? = $0 as? DirectoryProblem { true } else { false }
        }
    }
}
