import Civic
import Directory
import Testing

@testable import Dossiers

struct HandOverTests {
    @Test func `who goes away lays the work back, and the head gives it to the deputy, both tasks of a dossier`()
        async throws
    {
        let fixture = try await DeskFixture()
        let cast = fixture.cast
        let dossier = try await fixture.lodgeAndAccept(fixture.permit())
        try await fixture.act(dossier, "assign", "assign", by: cast.divisionHead)
        for step in ["appraise", "site_check"] {
            let task = try await fixture.task(dossier, step)
            _ = try await fixture.desk.claim(
                task.id, expecting: try await fixture.version(dossier), by: cast.specialist)
        }
        let deputy = try await fixture.employ(.specialist, at: Offices.ward)
        let clerk = try await fixture.employ(.clerk, at: Offices.ward)
        let handOver: @Sendable (ID<Officer>?, Actor) async throws -> DossierDesk.HandedOver = { colleague, actor in
            try await fixture.desk.handOver(
                workOf: cast.specialist.officerID, at: Offices.ward, to: colleague, reason: "Nghỉ phép", by: actor)
        }

        // What the deputy may not do stays where it is.
        #expect(try await handOver(clerk, cast.divisionHead) == DossierDesk.HandedOver(moved: 0, left: 2))
        #expect(try await handOver(deputy, cast.divisionHead) == DossierDesk.HandedOver(moved: 2, left: 0))
        for step in ["appraise", "site_check"] {
            #expect(try await fixture.task(dossier, step).assignee == deputy)
        }
        #expect(try await handOver(nil, cast.specialist) == DossierDesk.HandedOver(), "nothing is his any more")
        await #expect(throws: DossierProblem.reasonMissing) {
            _ = try await fixture.desk.handOver(
                workOf: deputy, at: Offices.ward, to: nil, reason: "", by: cast.divisionHead)
        }
    }
}
