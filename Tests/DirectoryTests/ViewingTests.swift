import Civic
import Store
import Testing

@testable import Directory

struct ViewingTests {
    private func admin(_ fixture: BookFixture, _ role: Role, at unit: UnitCode) async throws -> SessionToken {
        _ = try await fixture.officer(role, at: unit, login: "admin")
        return try await fixture.book.signIn(login: "admin", password: "correct horse", address: "10.0.0.1")
    }

    @Test func `a view stands as the role, is written down, and ends as the administrator it was`() async throws {
        let fixture = try await BookFixture()
        let token = try await admin(fixture, .unitAdmin, at: SmallCity.ward)

        try await fixture.book.view(as: .signer, at: SmallCity.ward, in: token)

        let viewing = try #require(try await fixture.book.resolve(token)?.0.officer)
        #expect(viewing.isViewing && viewing.posts == [Post(role: .signer, unit: SmallCity.ward)])
        let logged = try await fixture.database.read { transaction in
            try transaction.all(SQL("SELECT role, fields FROM access_log")) { [$0.text(0), $0.text(1)] }
        }
        #expect(logged == [["signer", "view_as"]])
        try await fixture.book.endView(in: token)
        let own = try #require(try await fixture.book.resolve(token)?.0.officer)
        #expect(!own.isViewing && own.holds(.unitAdmin))
    }

    @Test func `in a view nothing is done and nobody's data are read, whatever the role may`() async throws {
        let dossier = AccessPolicyTests.dossier()
        for role in Role.allCases {
            let standing = OfficerStanding(
                officer: ID(5), unit: SmallCity.ward, posts: [Post(role: role, unit: SmallCity.ward)], mandates: [],
                isViewing: true)
            let actor = Actor(subject: ID(7), name: "", standing: .officer(standing))
            let task = TaskFacts(role: role, unit: SmallCity.ward)
            for action in AccessAction.allCases where action != .seeDossier && action != .seeUnitStatistics {
                for target: AccessTarget in [
                    .house, .unit(SmallCity.ward), .dossier(dossier), .task(task, of: dossier), .subject(ID(7)),
                ] {
                    let decision = AccessPolicyTests.ask(actor, action, target, .handling)
                    #expect(decision == .deny(.readOnly), "\(role) \(action)")
                }
            }
        }
    }

    @Test func `a ward's administrator views no role of another ward or of the whole house`() async throws {
        let fixture = try await BookFixture()
        let token = try await admin(fixture, .unitAdmin, at: SmallCity.ward)

        await #expect(throws: DirectoryProblem.accessRefused(.notTheirUnit)) {
            try await fixture.book.view(as: .signer, at: SmallCity.other, in: token)
        }
        await #expect(throws: DirectoryProblem.accessRefused(.notTheirRole)) {
            try await fixture.book.view(as: .dpo, at: SmallCity.ward, in: token)
        }
        // Out of one view there is no way into another.
        try await fixture.book.view(as: .unitAdmin, at: SmallCity.ward, in: token)
        await #expect(throws: DirectoryProblem.signInNeeded) {
            try await fixture.book.view(as: .signer, at: SmallCity.ward, in: token)
        }
    }
}
