import Catalogue
import City
import Civic
import Directory
import Dossiers
import Foundation
import Papers
import Testing

/// Papers in the whole house: they go where their owner puts them, and with the draft that is given up.
@Suite(.serialized) struct FiledPapersTests {
    let house: CityHouse
    let fixture: CityFixture
    let point: UnitCode
    let resident: Actor
    let counter: Actor

    init() async throws {
        fixture = try await CityFixture()
        house = try await fixture.open(city: "hanoi")
        point = try UnitCode("H26.C01.PX04")
        let person = try await house.directory.createPerson(NewPerson(name: "Nguyễn Thị Hương", birthYear: 1990))
        resident = Actor(
            subject: person, name: "Nguyễn Thị Hương", standing: .resident(account: ID(1), onBehalfOf: nil))
        let officer: ID<Officer> = house.ids.next()
        counter = Actor(
            subject: officer.retyped(), name: "Phạm Thu Hà",
            standing: .officer(
                OfficerStanding(
                    officer: officer, unit: point,
                    posts: [Post(role: .counterOfficer, unit: point), Post(role: .deskHead, unit: point)],
                    mandates: [])))
    }

    func upload(
        _ owner: Actor, to link: Int64, as document: String = "cp.drawings"
    ) async throws -> FiledPaper {
        let bytes = try Data(contentsOf: URL(filePath: CityFixture.root + "/cities/hanoi/demo/paper.png"))
        let upload = try await house.uploads.receive(
            Array(bytes), name: "giay.png", document: document, owner: owner.subject, link: ID(link))
        return FiledPaper(document: document, upload: upload.id.rawValue, name: upload.name)
    }

    /// Certified copies, asked for at the counter.
    func lodge(_ paper: FiledPaper) async throws -> ID<Dossier> {
        let answers: [String: AnswerValue] = [
            "requester.name": .text(resident.name), "paper_kind": .text("education"), "pages": .int(3),
            "copies": .int(1), "complex": .flag(false),
        ]
        let filing = Filing(
            procedure: "2.000815", channel: .counter, answers: Answers(answers),
            applicant: PartyPerson(subject: resident.subject, name: resident.name), receiving: point,
            papers: [paper], idempotencyKey: house.ids.next(Filing.self).description)
        return try await house.desk.lodge(filing, by: counter).dossier
    }

    @Test func `a paper is filed by who handed it in, and by nobody else`() async throws {
        let own = try await upload(counter, to: 7)
        let foreign = try await upload(resident, to: 8)
        var unknown = own
        unknown.upload = 1

        for paper in [foreign, unknown] {
            await #expect(throws: DossierProblem.paperUnknown("giay.png")) { _ = try await lodge(paper) }
        }
        let dossier = try await lodge(own)

        #expect(try await house.uploads.uploads(of: dossier.retyped()).map(\.id.rawValue) == [own.upload])
        #expect(try await house.uploads.uploads(of: ID(8)).map(\.id.rawValue) == [foreign.upload])
        try await house.close()
    }

    @Test func `a draft takes its papers along when it goes`() async throws {
        let draft = try await house.drafts.start(procedure: "1.013225", channel: .online, by: resident)
        let paper = try await upload(resident, to: draft.id)
        let kept = try await house.drafts.start(procedure: "1.013225", channel: .online, by: resident)
        let second = try await upload(resident, to: kept.id)

        try await house.drafts.delete(draft.id, by: resident)
        #expect(try await house.uploads.upload(ID(paper.upload)) == nil)

        fixture.clock.advance(milliseconds: Int64(DraftBook.keptDays - 1) * 86_400_000)
        try await house.drafts.sweep()
        #expect(try await house.uploads.upload(ID(second.upload)) != nil)
        fixture.clock.advance(milliseconds: 90_000_000)
        try await house.drafts.sweep()
        #expect(try await house.uploads.upload(ID(second.upload)) == nil)
        #expect(try await house.uploads.sweepOrphans() == 1, "both were the same bytes")
        try await house.close()
    }
}
