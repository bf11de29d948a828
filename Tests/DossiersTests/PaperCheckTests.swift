import Civic
import Directory
import Testing

@testable import Dossiers

/// Papers read beside the answers.
@Suite struct PaperCheckTests {
    @Test func `a check is kept for colleagues, replaced by a later one, and moves nothing`() async throws {
        let fixture = try await DeskFixture()
        let officer = fixture.cast.counter
        let dossier = try await fixture.lodge(fixture.birth())
        let version = try await fixture.version(dossier)
        let paper = try #require(try await view(fixture, dossier).papers.first)

        try await fixture.desk.check(
            paper.upload, of: dossier, fields: ["child.born_on", "no.such"], by: officer)
        try await fixture.desk.check(
            paper.upload, of: dossier, fields: ["child.born_on", "mother.name"], by: officer)

        let check = try #require(try await view(fixture, dossier).checks.first)
        #expect(check.fields == ["child.born_on", "mother.name"] && check.officerName == officer.name)
        #expect(try await view(fixture, dossier).checks.count == 1)
        #expect(try await fixture.version(dossier) == version, "colleagues at work on it lose nothing")
        #expect(
            try await fixture.desk.view(dossier, by: fixture.cast.resident).checks.isEmpty, "it is the house's own")
        try await fixture.desk.uncheck(paper.upload, of: dossier, by: officer)
        #expect(try await view(fixture, dossier).checks.isEmpty)
    }

    @Test func `who may not note, and papers of another dossier, are refused`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth())
        let paper = try #require(try await view(fixture, dossier).papers.first)

        await #expect(throws: DossierProblem.self) {
            try await fixture.desk.check(paper.upload, of: dossier, fields: [], by: fixture.cast.resident)
        }
        await #expect(throws: DossierProblem.notFound) {
            try await fixture.desk.check(paper.upload + 1_000, of: dossier, fields: [], by: fixture.cast.counter)
        }
    }

    private func view(_ fixture: DeskFixture, _ dossier: ID<Dossier>) async throws -> DossierView {
        try await fixture.desk.view(dossier, by: fixture.cast.counter, purpose: .handling)
    }
}
