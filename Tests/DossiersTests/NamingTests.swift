import Catalogue
import Civic
import Directory
import Store
import Testing

@testable import Dossiers

/// Who files for whom, and at which counter: nobody invents a person, and nobody files into another's counter.
@Suite struct NamingTests {
    @Test func `whom an officer files for exists, and goes by the name the Directory keeps`() async throws {
        let fixture = try await DeskFixture()
        var filing = fixture.birth(.counter)
        filing.applicant = PartyPerson(subject: ID(1), name: "Nobody")
        let invented = filing
        await #expect(throws: DossierProblem.partyUnknown("Nobody")) { _ = try await fixture.lodge(invented) }
        filing.applicant = PartyPerson(subject: fixture.cast.stranger.subject, name: "Nguyễn Thị Hương")
        let another = filing
        await #expect(throws: DossierProblem.partyUnknown("Nguyễn Thị Hương")) {
            _ = try await fixture.lodge(another)
        }
        await #expect(throws: DossierProblem.partyUnknown("Nguyễn Thị Hương")) {
            _ = try await fixture.desk.preview(another, by: fixture.cast.counter)
        }
        // Marks and spaces are the typist's; what is written is the Directory's.
        filing.applicant.name = "tran  van Nam "

        let dossier = try await fixture.lodge(filing)

        #expect(try await fixture.dossier(dossier).applicantName == "Trần Văn Nam")
        #expect(try await fixture.count("SELECT COUNT(*) FROM dossier") == 1)
    }

    @Test func `who was cut from the Directory can no longer be filed for`() async throws {
        let fixture = try await DeskFixture()
        var filing = fixture.birth(.counter)
        filing.applicant = try await fixture.person("Đỗ Thị Nga")
        try await fixture.directory.cutPerson(filing.applicant.subject, basis: "test", by: .system("test"))
        let cut = filing

        await #expect(throws: DossierProblem.partyUnknown("Đỗ Thị Nga")) { _ = try await fixture.lodge(cut) }
    }

    @Test func `an organisation is one, whatever the filing says it is`() async throws {
        let fixture = try await DeskFixture()
        let firm = try await fixture.directory.createOrganisation(name: "Công ty Sông Hồng", taxCode: nil)
        var filing = fixture.permit()
        filing.applicant = PartyPerson(subject: firm, name: "Công ty Sông Hồng", kind: .person)

        let dossier = try await fixture.lodge(filing)

        let view = try await fixture.desk.view(dossier, by: fixture.cast.counter, purpose: .counter)
        #expect(view.parties[0].person.kind == .organisation)
    }

    @Test func `a resident files in their own name, and names others as they are or by name alone`() async throws {
        let fixture = try await DeskFixture()
        var filing = fixture.birth()
        filing.applicant = PartyPerson(subject: fixture.cast.stranger.subject, name: "Ai đó")
        filing.others = [Party(part: .payer, person: PartyPerson(subject: ID(1), name: "Nobody"))]
        let invented = filing
        await #expect(throws: DossierProblem.partyUnknown("Nobody")) { _ = try await fixture.lodge(invented) }
        filing.others = [
            Party(part: .payer, person: PartyPerson(subject: fixture.cast.stranger.subject, name: "Trần Văn Nam")),
            Party(part: .subject, role: "child", person: PartyPerson(subject: .nobody, name: "Minh An")),
        ]

        let dossier = try await fixture.lodge(filing)

        let view = try await fixture.desk.view(dossier, by: fixture.cast.counter, purpose: .counter)
        #expect(view.parties.map(\.person.name) == ["Nguyễn Thị Hương", "Trần Văn Nam", "Minh An"])
        #expect(view.dossier.applicant == fixture.cast.resident.subject)
        // A name alone has no access log: the officer's look is written for the two persons there are.
        #expect(try await fixture.directory.looks(at: .nobody).isEmpty)
        #expect(try await fixture.directory.looks(at: fixture.cast.stranger.subject).count == 1)
    }

    @Test(arguments: [Channel.counter, .post])
    func `an officer takes in at the counter he serves at`(_ channel: Channel) async throws {
        let fixture = try await DeskFixture()
        var filing = fixture.birth(channel)
        let elsewhere = filing
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirUnit.reason)) {
            _ = try await fixture.lodge(elsewhere, by: fixture.cast.otherCounter)
        }
        // Where he names none, it is his own.
        filing.receiving = nil
        let dossier = try await fixture.lodge(filing, by: fixture.cast.otherCounter)
        #expect(try await fixture.dossier(dossier).receiving == Offices.otherPoint)
    }

    @Test func `online only a point that takes the procedure in for that area is chosen`() async throws {
        let fixture = try await DeskFixture()
        func filed(_ filing: Filing, at point: UnitCode?) async throws -> UnitCode {
            var filing = filing
            filing.receiving = point
            filing.idempotencyKey += point?.text ?? ""
            return try await fixture.dossier(try await fixture.lodge(filing)).receiving
        }
        // Civil status is decided by residence: another commune's point only helps to file.
        await #expect(throws: DossierProblem.pointClosed(Offices.otherPoint.text)) {
            _ = try await filed(fixture.birth(), at: Offices.otherPoint)
        }
        for point in [nil, Offices.point] { #expect(try await filed(fixture.birth(), at: point) == Offices.point) }
        #expect(try await filed(fixture.birth(), at: Offices.centre) == Offices.centre)
        // A permit is handed in at any point of the city.
        #expect(try await filed(fixture.permit(.online), at: Offices.otherPoint) == Offices.otherPoint)
    }
}
