import Catalogue
import Civic
import Directory
import Journal
import Testing

@testable import Dossiers

/// A representative acts in another's name: within the dates of the representation, and never in their own.
@Suite struct RepresentativeTests {
    private struct Represented {
        let agent: Actor
        let acting: Actor
        let principal: ID<Subject>
    }

    private func represent(
        _ fixture: DeskFixture, _ principal: ID<Subject>, ground: RepresentationGround, until: Day? = nil
    ) async throws -> Represented {
        let agent = try await fixture.directory.createPerson(NewPerson(name: "Lê Minh Đức", birthYear: 1985))
        try await fixture.directory.represent(
            principal, by: agent, ground: ground, from: day("2026-01-01"), until: until, recordedBy: .system("test"))
        let account: ID<Account> = fixture.ids.next()
        func standing(for onBehalfOf: ID<Subject>?) -> Actor {
            Actor(subject: agent, name: "Lê Minh Đức", standing: .resident(account: account, onBehalfOf: onBehalfOf))
        }
        return Represented(agent: standing(for: nil), acting: standing(for: principal), principal: principal)
    }

    private func firm(_ fixture: DeskFixture, until: Day? = nil) async throws -> Represented {
        let firm = try await fixture.directory.createOrganisation(name: "Công ty Sông Hồng", taxCode: nil)
        return try await represent(fixture, firm, ground: .legalRepresentative, until: until)
    }

    @Test func `a director lodges in the firm's name, and the dossier says for whom and by whom`() async throws {
        let fixture = try await DeskFixture()
        let firm = try await firm(fixture)

        let dossier = try await fixture.lodge(fixture.permit(.online), by: firm.acting)

        let view = try await fixture.desk.view(dossier, by: firm.acting)
        #expect(view.dossier.applicant == firm.principal && view.dossier.applicantName == "Công ty Sông Hồng")
        #expect(view.parties.map(\.part) == [.applicant, .representative])
        #expect(view.parties[0].person.kind == .organisation)
        #expect(view.parties[1].person.subject == firm.agent.subject && view.parties[1].role == "legal_representative")
        let lodged = try #require(try await fixture.headers(of: dossier).first)
        #expect(lodged.actor == firm.agent.subject.retyped())
        #expect(lodged.facts.int("on_behalf_of") == firm.principal.rawValue)
        #expect(try await fixture.desk.mine(by: firm.acting).rows.map(\.dossier) == [dossier])
        #expect(try await fixture.desk.mine(by: firm.agent).rows.isEmpty, "it is the firm's, not the director's")
    }

    @Test func `in their own name the representative is a stranger to it`() async throws {
        let fixture = try await DeskFixture()
        let firm = try await firm(fixture)
        let dossier = try await fixture.lodge(fixture.permit(.online), by: firm.acting)
        let refused = DossierProblem.forbidden(AccessRefusal.notAParty.reason)

        await #expect(throws: refused) { _ = try await fixture.desk.view(dossier, by: firm.agent) }
        let version = try await fixture.version(dossier)
        await #expect(throws: refused) {
            _ = try await fixture.desk.withdraw(dossier, expecting: version, reason: "Thôi", by: firm.agent)
        }
        _ = try await fixture.desk.withdraw(dossier, expecting: version, reason: "Thôi", by: firm.acting)
        let withdrawn = try #require(try await fixture.headers(of: dossier).last)
        #expect(withdrawn.kind == "dossier.withdrawn")
        #expect(withdrawn.facts.int("on_behalf_of") == firm.principal.rawValue)
    }

    @Test func `nobody lodges for another outside the dates of the representation`() async throws {
        let fixture = try await DeskFixture()
        let firm = try await firm(fixture, until: day("2026-11-19"))
        _ = try await fixture.lodge(fixture.permit(.online), by: firm.acting)

        fixture.set("2026-11-20T08:00")

        await #expect(throws: DirectoryProblem.notARepresentative) {
            _ = try await fixture.lodge(fixture.permit(.online), by: firm.acting)
        }
        let stranger = Actor(
            subject: fixture.cast.stranger.subject, name: "",
            standing: .resident(
                account: fixture.ids.next(), onBehalfOf: firm.principal))
        await #expect(throws: DirectoryProblem.notARepresentative) {
            _ = try await fixture.lodge(fixture.permit(.online), by: stranger)
        }
    }

    @Test func `a firm asks for what firms may ask`() async throws {
        let fixture = try await DeskFixture()
        let firm = try await firm(fixture)

        await #expect {
            _ = try await fixture.lodge(fixture.birth(), by: firm.acting)
        } throws: { ($0 as? DossierProblem)?.code == "dossier.guard_failed" }
        // The preview knows for whom it is, whatever the filing says.
        await #expect {
            _ = try await fixture.desk.preview(fixture.birth(), by: firm.acting)
        } throws: { ($0 as? DossierProblem)?.code == "dossier.guard_failed" }
        _ = try await fixture.desk.preview(fixture.permit(.online), by: firm.acting)
    }

    @Test func `a parent lodges, supplements and confirms for the child`() async throws {
        let fixture = try await DeskFixture()
        let child = try await fixture.directory.createPerson(
            NewPerson(name: "Lê Minh Khôi", bornOn: day("2009-02-03")))
        let parent = try await represent(fixture, child, ground: .parent, until: day("2027-02-02"))
        let dossier = try await fixture.lodge(fixture.maritalStatus(earlierHome: false), by: parent.acting)
        #expect(try await fixture.dossier(dossier).applicantName == "Lê Minh Khôi")

        _ = try await fixture.desk.requestSupplement(
            dossier, expecting: try await fixture.version(dossier),
            items: [SupplementItem(target: .field("phone"), reason: "Sai số")], by: fixture.cast.counter)
        let answers = try await fixture.desk.view(dossier, by: parent.acting).answers
        let version = try await fixture.version(dossier)
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notAParty.reason)) {
            _ = try await fixture.desk.supplement(
                dossier, expecting: version, answers: answers, papers: [], by: parent.agent)
        }
        _ = try await fixture.desk.supplement(
            dossier, expecting: version, answers: answers, papers: [], by: parent.acting)
        _ = try await fixture.accept(dossier)
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        let proof = try await fixture.task(dossier, "proof")
        _ = try await fixture.desk.answerProof(
            task: proof.id, expecting: try await fixture.version(dossier), action: "confirm", by: parent.acting)

        #expect(try await fixture.events(dossier).last == .proofConfirmed)
    }
}
