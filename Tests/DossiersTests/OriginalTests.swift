import Civic
import Directory
import Store
import Testing

@testable import Dossiers

/// Originals at the counter: scans added, and copies put in their place.
@Suite struct OriginalTests {
    @Test func `a scan made at the counter joins the papers, as an event of the dossier`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth())
        let before = try await view(fixture, dossier)

        _ = try await fixture.desk.addPaper(
            FiledPaper(document: "birth_notice", upload: 900, name: "quet.pdf"), to: dossier,
            expecting: before.dossier.version, by: fixture.cast.counter)

        let after = try await view(fixture, dossier)
        #expect(after.papers.count == before.papers.count + 1 && after.papers.last?.upload == 900)
        #expect(after.dossier.status == before.dossier.status)
        #expect(after.history.last?.event == .paperAdded && after.history.last?.text == "Giấy chứng sinh")
    }

    @Test func `a compared copy takes the scan's place, with what was noted beside it`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth())
        let scan = try #require(try await view(fixture, dossier).papers.first)
        try await fixture.desk.check(scan.upload, of: dossier, fields: ["child.sex"], by: fixture.cast.counter)
        let copy = FiledPaper(document: scan.document, upload: 901, name: "ban-sao.pdf")

        _ = try await fixture.desk.replace(
            scan.upload, by: copy, of: dossier, expecting: try await fixture.version(dossier),
            by: fixture.cast.counter
        ) { _ in }

        let after = try await view(fixture, dossier)
        #expect(after.papers == [copy] && after.checks.map(\.upload) == [901])
        #expect(after.history.last?.event == .originalCompared)
        await #expect(throws: DossierProblem.notFound, "the scan is its paper no more") {
            try await fixture.desk.replace(
                scan.upload, by: copy, of: dossier, expecting: after.dossier.version, by: fixture.cast.counter
            ) { _ in }
        }
    }

    @Test func `only the counter of the dossier compares, and only while it is open`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth())
        let open = try await view(fixture, dossier).dossier
        let cast = fixture.cast

        #expect(fixture.desk.mayDigitise(open, by: cast.counter))
        for other in [cast.otherCounter, cast.civil, cast.signer, cast.inspector, cast.resident] {
            #expect(!fixture.desk.mayDigitise(open, by: other))
            await #expect(throws: DossierProblem.self) {
                try await fixture.desk.addPaper(
                    FiledPaper(document: "birth_notice", upload: 900, name: "a.pdf"), to: dossier,
                    expecting: open.version, by: other)
            }
        }
        _ = try await fixture.desk.withdraw(dossier, expecting: open.version, reason: "", by: cast.counter)
        #expect(!fixture.desk.mayDigitise(try await view(fixture, dossier).dossier, by: cast.counter))
    }

    @Test func `what the procedure does not take in is not scanned`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth())

        for document in ["cs.form", "cs.identity", "no.such"] {
            await #expect(throws: DossierProblem.paperUnknown(document)) {
                try await fixture.desk.addPaper(
                    FiledPaper(document: document, upload: 900, name: "a.pdf"), to: dossier,
                    expecting: try await fixture.version(dossier), by: fixture.cast.counter)
            }
        }
    }

    private func view(_ fixture: DeskFixture, _ dossier: ID<Dossier>) async throws -> DossierView {
        try await fixture.desk.view(dossier, by: fixture.cast.counter, purpose: .handling)
    }
}
