import Civic
import Store
import StoreSQLite
import Testing

@testable import Directory

struct OfficerTests {
    static func mandate(for grantee: ID<Officer>, to: Instant?) -> NewMandate {
        NewMandate(
            grantee: grantee, power: "certify_copies", procedures: ["2.000815"], unit: SmallCity.ward,
            from: BookFixture.start, to: to, decision: "15/UQ-UBND")
    }

    @Test func `a deputy holds the posts of an absent colleague for those days only`() async throws {
        let fixture = try await BookFixture()
        let chair = try await fixture.officer(.signer, at: SmallCity.ward)
        let deputy = try await fixture.officer(.specialist, at: SmallCity.justice)

        try await fixture.book.setAbsence(
            of: chair.id, from: SmallCity.day, until: SmallCity.day, deputy: deputy.id, by: chair.actor)

        let today = try await fixture.book.standing(of: deputy.id)
        #expect(today.posts.contains(Post(role: .signer, unit: SmallCity.ward, standingInFor: chair.id)))
        fixture.clock.advance(milliseconds: 86_400_000)
        #expect(try await !fixture.book.standing(of: deputy.id).holds(.signer))
    }

    @Test func `nobody makes himself the signer, nor does an administrator make one`() async throws {
        let fixture = try await BookFixture()
        let book = fixture.book
        let chair = try await fixture.officer(.signer, at: SmallCity.ward)
        let head = try await fixture.officer(.divisionHead, at: SmallCity.ward)
        let clerk = try await fixture.officer(.clerk, at: SmallCity.ward)
        let second = try await fixture.officer(.signer, at: SmallCity.ward)
        let away: @Sendable (ID<Officer>, ID<Officer>?, Actor) async throws -> Void = { officer, deputy, actor in
            try await book.setAbsence(
                of: officer, from: SmallCity.day, until: SmallCity.day, deputy: deputy, by: actor)
        }

        for deputy in [head.id, clerk.id, nil] {
            await #expect(throws: (any Error).self, "a head is not above the signer") {
                try await away(chair.id, deputy, head.actor)
            }
        }
        await #expect(throws: DirectoryProblem.deputyLacksPower) { try await away(clerk.id, head.id, head.actor) }
        await #expect(throws: DirectoryProblem.deputyLacksPower) { try await away(chair.id, clerk.id, fixture.admin) }
        try await away(chair.id, second.id, fixture.admin)
        try await away(head.id, clerk.id, chair.actor)
        try await away(clerk.id, nil, head.actor)

        #expect(try await !book.standing(of: head.id).holds(.signer))
        #expect(try await book.standing(of: clerk.id).holds(.divisionHead))
    }

    @Test func `an absence is cleared at once`() async throws {
        let fixture = try await BookFixture()
        let chair = try await fixture.officer(.signer, at: SmallCity.ward)
        let deputy = try await fixture.officer(.specialist, at: SmallCity.justice)
        try await fixture.book.setAbsence(
            of: chair.id, from: SmallCity.day, until: SmallCity.day + 5, deputy: deputy.id, by: chair.actor)

        try await fixture.book.clearAbsence(of: chair.id, by: chair.actor)

        #expect(try await !fixture.book.standing(of: deputy.id).holds(.signer))
    }

    @Test func `a mandate gives its power from its signing to its revocation`() async throws {
        let fixture = try await BookFixture()
        let chair = try await fixture.officer(.signer, at: SmallCity.ward)
        let clerk = try await fixture.officer(.certifier, at: SmallCity.ward)

        let id = try await fixture.book.grantMandate(Self.mandate(for: clerk.id, to: nil), by: chair.actor)

        #expect(try await fixture.book.standing(of: clerk.id).mandates.map(\.id) == [id])
        fixture.clock.advance(milliseconds: 60_000)
        try await fixture.book.revokeMandate(id, by: chair.actor)
        #expect(try await fixture.book.standing(of: clerk.id).mandates.isEmpty)
        await #expect(throws: DirectoryProblem.mandateRevoked) {
            try await fixture.book.revokeMandate(id, by: chair.actor)
        }
    }

    @Test func `who holds a mandate or stands in grants none`() async throws {
        let fixture = try await BookFixture()
        let chair = try await fixture.officer(.signer, at: SmallCity.ward)
        let clerk = try await fixture.officer(.certifier, at: SmallCity.ward)
        let third = try await fixture.officer(.specialist, at: SmallCity.justice)
        _ = try await fixture.book.grantMandate(Self.mandate(for: clerk.id, to: nil), by: chair.actor)
        try await fixture.book.setAbsence(
            of: chair.id, from: SmallCity.day, until: SmallCity.day, deputy: third.id, by: chair.actor)

        for borrower in [clerk, third] {
            let actor = Actor(
                subject: borrower.actor.subject, name: "",
                standing: .officer(try await fixture.book.standing(of: borrower.id)))
            await #expect(throws: DirectoryProblem.redelegation) {
                try await fixture.book.grantMandate(Self.mandate(for: third.id, to: nil), by: actor)
            }
        }
    }

    @Test func `a mandate needs a decision, a period to come and another person`() async throws {
        let fixture = try await BookFixture()
        let chair = try await fixture.officer(.signer, at: SmallCity.ward)
        let clerk = try await fixture.officer(.certifier, at: SmallCity.ward)
        var unnumbered = Self.mandate(for: clerk.id, to: nil)
        unnumbered.decision = " "
        let late = unnumbered

        await #expect(throws: DirectoryProblem.decisionMissing) {
            try await fixture.book.grantMandate(late, by: chair.actor)
        }
        await #expect(throws: DirectoryProblem.badPeriod) {
            try await fixture.book.grantMandate(Self.mandate(for: clerk.id, to: BookFixture.start), by: chair.actor)
        }
        await #expect(throws: DirectoryProblem.granteeIsGrantor) {
            try await fixture.book.grantMandate(Self.mandate(for: chair.id, to: nil), by: chair.actor)
        }
    }

    @Test func `a unit's list names its officers with roles and absences`() async throws {
        let fixture = try await BookFixture()
        let chair = try await fixture.officer(.signer, at: SmallCity.ward)
        try await fixture.book.givePost(
            .clerk, at: SmallCity.ward, to: chair.id, from: SmallCity.day, by: fixture.admin)
        try await fixture.book.setAbsence(
            of: chair.id, from: SmallCity.day, until: SmallCity.day, deputy: nil, by: chair.actor)

        let entries = try await fixture.book.officers(of: SmallCity.ward)

        #expect(entries.map(\.roles) == [[.signer, .clerk]])
        #expect(entries.map(\.isAbsent) == [true])
    }
}
