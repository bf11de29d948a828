import Catalogue
import Civic
import Directory
import Dossiers
import Store
import StoreSQLite
import Testing

/// New answers may cost more or less: 5,000 đồng a copy of the filing used here.
@Suite struct SupplementFeeTests {
    private func bring(_ fixture: DeskFixture, _ dossier: ID<Dossier>, copies: Int64) async throws {
        _ = try await fixture.desk.requestSupplement(
            dossier, expecting: try await fixture.version(dossier),
            items: [SupplementItem(target: .field("copies"), reason: "Số bản chưa rõ")], by: fixture.cast.counter)
        _ = try await fixture.desk.supplement(
            dossier, expecting: try await fixture.version(dossier), answers: fixture.copies(copies: copies).answers,
            papers: [], by: fixture.cast.counter)
    }

    private func pay(_ fixture: DeskFixture, _ dossier: ID<Dossier>, _ receipt: String) async throws {
        _ = try await fixture.desk.payAtCounter(
            dossier, expecting: try await fixture.version(dossier), receiptNumber: receipt, by: fixture.cast.counter)
    }

    private func lines(_ fixture: DeskFixture, _ dossier: ID<Dossier>) async throws -> [String] {
        try await fixture.desk.view(dossier, by: fixture.cast.counter, purpose: .counter).payments.map {
            "\($0.fee) \($0.toPay.amount) \($0.receiptNumber ?? "-")"
        }
    }

    private func isUnpaid(_ fixture: DeskFixture, _ dossier: ID<Dossier>) async throws -> Bool {
        try await fixture.dossier(dossier).facts["unpaid"] != nil
    }

    @Test func `what was not paid yet is asked by the new answers`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.copies())
        #expect(try await lines(fixture, dossier) == ["certification 5000 -"])

        try await bring(fixture, dossier, copies: 3)
        #expect(try await lines(fixture, dossier) == ["certification 15000 -"])
        try await bring(fixture, dossier, copies: 2)

        #expect(try await lines(fixture, dossier) == ["certification 10000 -"])
        #expect(try await isUnpaid(fixture, dossier))
    }

    @Test func `a receipt stays as it is, and what is dearer is a further line`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.copies())
        try await pay(fixture, dossier, "BL-1")
        #expect(try await isUnpaid(fixture, dossier) == false)

        try await bring(fixture, dossier, copies: 3)
        #expect(try await lines(fixture, dossier) == ["certification 5000 BL-1", "certification+1 10000 -"])
        #expect(try await isUnpaid(fixture, dossier))
        try await bring(fixture, dossier, copies: 4)
        try await pay(fixture, dossier, "BL-2")
        #expect(try await lines(fixture, dossier) == ["certification 5000 BL-1", "certification+1 15000 BL-2"])
        #expect(try await isUnpaid(fixture, dossier) == false)
        try await bring(fixture, dossier, copies: 5)

        #expect(try await lines(fixture, dossier).last == "certification+2 5000 -")
        #expect(try await isUnpaid(fixture, dossier))
    }

    @Test func `what became cheaper after it was paid asks for nothing`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.copies(copies: 3))
        try await pay(fixture, dossier, "BL-1")

        try await bring(fixture, dossier, copies: 1)

        #expect(try await lines(fixture, dossier) == ["certification 15000 BL-1"])
        #expect(try await isUnpaid(fixture, dossier) == false)
        // Dearer again, but not than what was paid.
        try await bring(fixture, dossier, copies: 2)
        #expect(try await lines(fixture, dossier) == ["certification 15000 BL-1"])
    }

    @Test func `a further line that the newest answers no longer ask for is for nothing`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.copies())
        try await pay(fixture, dossier, "BL-1")
        try await bring(fixture, dossier, copies: 3)

        try await bring(fixture, dossier, copies: 1)

        #expect(try await lines(fixture, dossier) == ["certification 5000 BL-1", "certification+1 0 -"])
        #expect(try await isUnpaid(fixture, dossier) == false)
    }
}
