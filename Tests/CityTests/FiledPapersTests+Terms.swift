import Catalogue
import City
import Civic
import Directory
import Dossiers
import Foundation
import Journal
import Papers
import Testing

/// Papers after their dossier: kept, given back to their owner, erased, handed in again.
extension FiledPapersTests {
    private func hold(_ paper: FiledPaper) async throws -> PaperHold? {
        try await house.consumers().settle()
        return try await house.uploads.upload(ID(paper.upload))?.hold(at: fixture.clock.now())
    }

    @Test func `a paper that a dossier holds is handed in once more, not moved`() async throws {
        let paper = try await upload(counter, to: 7, as: "copy")
        let first = try await lodge(paper)

        await #expect(throws: DossierProblem.paperUnknown("giay.png")) { _ = try await lodge(paper) }
        let again = try await house.uploads.reuse(
            ID(paper.upload), as: "copy", owner: counter.subject, link: ID(8))
        let second = try await lodge(
            FiledPaper(document: "copy", upload: again.id.rawValue, name: again.name))

        #expect(try await house.uploads.uploads(of: first.retyped()).map(\.id.rawValue) == [paper.upload])
        #expect(try await house.uploads.uploads(of: second.retyped()).map(\.id) == [again.id])
        try await house.close()
    }

    @Test func `what was withdrawn is its owner's at once, and erased when the city's years are over`() async throws {
        let paper = try await upload(counter, to: 7, as: "copy")
        let dossier = try await lodge(paper)
        #expect(try await hold(paper) == .open)

        _ = try await house.desk.withdraw(dossier, expecting: 1, reason: "Không cần nữa", by: counter)

        #expect(try await hold(paper) == nil)
        fixture.clock.advance(milliseconds: 9 * 366 * 86_400_000)
        #expect(try await house.uploads.eraseByRule() == 0)
        fixture.clock.advance(milliseconds: 366 * 86_400_000)
        #expect(try await house.uploads.eraseByRule() == 1)
        #expect(try await house.uploads.upload(ID(paper.upload))?.erasedAt == fixture.clock.now())
        try await house.close()
    }

    @Test func `what was decided on is kept for the city's years first`() async throws {
        let paper = try await upload(counter, to: 7, as: "copy")
        let dossier = try await lodge(paper)
        _ = try await house.desk.proposeRefusal(dossier, expecting: 1, reason: "Không đúng nơi nộp", by: counter)
        let officer: ID<Officer> = house.ids.next()
        let head = Actor(
            subject: officer.retyped(), name: "Lê Văn Sơn",
            standing: .officer(
                OfficerStanding(
                    officer: officer, unit: point, posts: [Post(role: .deskHead, unit: point)], mandates: [])))
        _ = try await house.desk.decideRefusal(dossier, expecting: 2, confirm: true, reason: "", by: head)

        guard case .until(let end) = try await hold(paper) else {
            Issue.record("nothing keeps it")
            return
        }
        let zone = house.catalogue.zone
        #expect(zone.day(end) == zone.day(fixture.clock.now()).adding(months: 24) + 1)
        await #expect(throws: PapersProblem.held) {
            try await house.uploads.delete(ID(paper.upload), owner: counter.subject, by: counter)
        }
        fixture.clock.advance(milliseconds: 2 * 367 * 86_400_000)
        try await house.uploads.delete(ID(paper.upload), owner: counter.subject, by: counter)
        #expect(try await house.uploads.papers(of: counter.subject).isEmpty)
        try await house.close()
    }
}
