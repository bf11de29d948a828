import Catalogue
import Civic
import Directory
import Testing

@testable import Dossiers

/// The same desk in Port Elm: another clock, other hours and days off, money at intake, and a supplement that resumes.
@Suite struct TownTests {
    private static let desk = Offices.code("A01.1")
    private static let office = Offices.code("A01.2")
    private static let zone = CityZone("Etc/UTC") ?? .hanoi

    /// As the clocks of Port Elm show it.
    private func local(_ instant: Instant?) -> String { instant.map { Self.zone.local($0).iso } ?? "-" }

    private func set(_ fixture: DeskFixture, _ text: String) { fixture.clock.set(Self.zone.instant(at(text))) }

    private func lodged(_ fixture: DeskFixture) async throws -> ID<Dossier> {
        set(fixture, "2026-06-10T09:30")
        let answers: [String: AnswerValue] = [
            "trader.name": .text("Nora Barker"), "trader.born_on": .text("1990-01-01"),
            "trader.nationality": .text("Port Elm"), "phone": .text("0912345678"), "goods": .text("food"),
            "metres": .int(3), "return_by": .text("point"),
        ]
        return try await fixture.lodge(fixture.filing("T.000001", .online, answers, papers: ["insurance"]))
    }

    private func counter(_ fixture: DeskFixture) -> Actor { fixture.cast.officer([(.counterOfficer, Self.desk)]) }

    @Test func `five working days pass over the bridge day the council gave`() async throws {
        let fixture = try await DeskFixture(in: RealCity.town)
        let dossier = try await lodged(fixture)

        let receipt = try await fixture.accept(dossier, by: counter(fixture))

        // Thursday, Friday, and after the swapped Monday Tuesday to Thursday.
        #expect(local(receipt.due) == "2026-06-18T17:00")
        #expect(receipt.code == "A01.1-260610-0001")
        #expect(try await fixture.dossier(dossier).competent == Self.office)
        let payments = try await fixture.desk.view(dossier, by: fixture.cast.resident).payments
        #expect(payments.map(\.toPay) == [Dong(30)])
    }

    @Test func `a supplement gives back what was left of the time`() async throws {
        let fixture = try await DeskFixture(in: RealCity.town)
        let dossier = try await lodged(fixture)
        _ = try await fixture.accept(dossier, by: counter(fixture))
        let specialist = fixture.cast.officer([(.specialist, Self.office)])

        set(fixture, "2026-06-12T10:00")
        _ = try await fixture.desk.requestSupplement(
            dossier, expecting: try await fixture.version(dossier),
            items: [SupplementItem(target: .field("phone"), reason: "Wrong number")], by: specialist)
        // Past the thirty seconds in which it may be taken back; six hours of Friday and one of Tuesday go by.
        set(fixture, "2026-06-16T10:00")
        let answers = try await fixture.desk.view(dossier, by: fixture.cast.resident).answers
        _ = try await fixture.desk.supplement(
            dossier, expecting: try await fixture.version(dossier), answers: answers, papers: [],
            by: fixture.cast.resident)

        #expect(try await fixture.ledger(dossier).map(\.kind) == [.set, .paused, .resumed])
        #expect(local(try await fixture.dossier(dossier).due) == "2026-06-19T17:00")
    }
}
