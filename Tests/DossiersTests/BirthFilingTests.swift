import Catalogue
import Civic
import Directory
import Dossiers
import Journal
import Store
import Testing

/// What a birth brings when it is lodged, and how it is judged then.
@Suite struct BirthFilingTests {
    @Test func `the point receives and returns, the commune decides`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.dossier(try await fixture.lodge(fixture.birth()))

        #expect(dossier.receiving == Offices.point && dossier.returning == Offices.point)
        #expect(dossier.competent == Offices.ward)
    }

    @Test func `online the birth notice must be there, and an incomplete form names its fields`() async throws {
        let fixture = try await DeskFixture()
        var bare = fixture.birth()
        bare.papers = []
        let filing = bare
        var incomplete = fixture.birth(.online, ["phone": .text("12")])
        incomplete.answers["child.name"] = nil
        let filing2 = incomplete

        await #expect { _ = try await fixture.lodge(filing) } throws: {
            if case DossierProblem.papersMissing(let names)? = $0 as? DossierProblem { names.count == 1 } else { false }
        }
        await #expect { _ = try await fixture.lodge(filing2) } throws: {
            guard case DossierProblem.answersIncomplete(let fields)? = $0 as? DossierProblem else { return false }
            return Set(fields.keys) == ["child.name", "phone"]
        }
    }

    @Test(arguments: [("2026-09-22", "no"), ("2026-09-20", "yes")])
    func `whether it is late is judged on the day it was lodged, however long a supplement takes`(
        _ born: String, _ late: String
    ) async throws {
        let fixture = try await DeskFixture(at: "2026-11-20T09:00")
        let filing = fixture.birth(.counter, ["child.born_on": .text(born)])
        let dossier = try await fixture.lodgeAndAccept(filing)
        #expect(try await fixture.dossier(dossier).facts["late"] == late)
        _ = try await fixture.desk.requestSupplement(
            dossier, expecting: 2, items: [SupplementItem(target: .field("child.name"), reason: "Viết hoa")],
            by: fixture.cast.civil)
        fixture.set("2026-12-05T09:00")

        let answers = try await fixture.desk.view(dossier, by: fixture.cast.resident).answers
        _ = try await fixture.desk.supplement(
            dossier, expecting: 3, answers: answers, papers: [], by: fixture.cast.resident)

        #expect(try await fixture.dossier(dossier).facts["late"] == late)
    }
}
