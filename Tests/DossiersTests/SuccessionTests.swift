import Catalogue
import Civic
import Directory
import Testing

@testable import Dossiers

/// The districts ended on 2025-07-01 with work in hand; half a year later the communes' points became the centre's.
@Suite struct SuccessionTests {
    private static let district = Offices.code("H26.D02")
    private static let section = Offices.code("H26.D02.09")
    private static let pointUnderWard = Offices.code("H26.X04.09")

    /// A house in a ward of the former district, handed in at its one-stop section.
    private func lodge(_ fixture: DeskFixture, area: String = "00040") async throws -> ID<Dossier> {
        var filing = fixture.permit(.counter, ["site.area": .text(area)])
        filing.receiving = Self.section
        let counter = fixture.cast.officer([(.counterOfficer, Self.section)])
        return try await fixture.desk.lodge(filing, by: counter).dossier
    }

    private func accept(_ fixture: DeskFixture, _ dossier: ID<Dossier>) async throws {
        _ = try await fixture.accept(dossier, by: fixture.cast.officer([(.counterOfficer, Self.section)]))
    }

    @Test func `in May 2025 the district decided a house, in the time the law then gave`() async throws {
        let fixture = try await DeskFixture(at: "2025-05-12T09:00")
        let dossier = try await lodge(fixture)
        try await accept(fixture, dossier)

        let stands = try await fixture.dossier(dossier)
        #expect(stands.competent == Self.district && stands.procedureVersion == "2025-03-01")
        #expect(stands.code == "H26.D02.09-250512-0001")
        // Fifteen days end on Tuesday the 27th.
        #expect(local(stands.due) == "2025-05-27T17:00")
        #expect(try await fixture.desk.transferFromEndedUnits() == 0, "nothing has ended")
    }

    @Test func `when the district ends its work is the ward's, under the version it was accepted under`() async throws {
        let fixture = try await DeskFixture(at: "2025-06-24T09:00")
        let dossier = try await lodge(fixture)
        try await accept(fixture, dossier)

        fixture.set("2025-07-01T08:00")
        #expect(try await fixture.desk.transferFromEndedUnits() == 1)
        #expect(try await fixture.desk.transferFromEndedUnits() == 0)

        let stands = try await fixture.dossier(dossier)
        #expect(stands.competent == Offices.ward && stands.receiving == Self.pointUnderWard)
        #expect(stands.returning == Self.pointUnderWard && stands.procedureVersion == "2025-03-01")
        #expect(stands.code == "H26.D02.09-250624-0001", "the code says who received it")
        #expect(try await fixture.events(dossier).last == .transferred)
        try await fixture.act(dossier, "assign", "assign", by: fixture.cast.divisionHead)
        #expect(try await fixture.task(dossier, "appraise").unit == Offices.ward)

        fixture.set("2025-12-08T08:00")
        #expect(try await fixture.desk.transferFromEndedUnits() == 0, "nothing open lies with the point")
    }

    @Test(arguments: [("00040", "H26.X04"), ("00085", "H26.X05")])
    func `a district that was divided leaves each house to the ward it stands in`(
        area: String, ward: String
    ) async throws {
        let fixture = try await DeskFixture(at: "2025-06-24T09:00")
        let dossier = try await lodge(fixture, area: area)
        try await accept(fixture, dossier)

        fixture.set("2025-07-01T08:00")
        try await fixture.desk.transferFromEndedUnits()

        #expect(try await fixture.dossier(dossier).competent.text == ward)
        #expect(try await fixture.dossier(dossier).receiving.text == ward + ".09")
    }

    @Test func `what nobody had accepted yet is accepted by the successor`() async throws {
        let fixture = try await DeskFixture(at: "2025-06-30T16:00")
        let dossier = try await lodge(fixture)

        fixture.set("2025-07-01T08:00")
        try await fixture.desk.transferFromEndedUnits()
        let receipt = try await fixture.accept(
            dossier, by: fixture.cast.officer([(.counterOfficer, Self.pointUnderWard)]))

        #expect(receipt.code == "H26.X04.09-250701-0001")
        #expect(try await fixture.dossier(dossier).competent == Offices.ward)
    }

    @Test func `a point that moved to the centre takes what waits with it, and the applicant is told`() async throws {
        let fixture = try await DeskFixture(at: "2025-12-05T09:00")
        var filing = fixture.permit(.counter)
        filing.receiving = Self.pointUnderWard
        let counter = fixture.cast.officer([(.counterOfficer, Self.pointUnderWard)])
        let dossier = try await fixture.desk.lodge(filing, by: counter).dossier

        fixture.set("2025-12-08T08:00")
        try await fixture.desk.transferFromEndedUnits()

        #expect(try await fixture.task(dossier, CaseWork.HouseStep.check).unit == Offices.point)
        #expect(NoticeInbox.told.contains(.transferred))
        let words = try await fixture.history(dossier).last?.text
        #expect(words?.contains("Điểm Phục vụ hành chính công phường Hoàn Kiếm") == true)
    }
}
