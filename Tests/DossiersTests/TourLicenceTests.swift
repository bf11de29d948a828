import Catalogue
import Civic
import Directory
import Dossiers
import Testing

/// `procedures.md` 4.2, Hanoi's own: a department decides, and real money is paid.
@Suite struct TourLicenceTests {
    private let tourism = Offices.code("H26.S14")

    @Test func `the department decides, wherever in the city it was handed in`() async throws {
        let fixture = try await DeskFixture(at: "2026-04-22T09:00")
        let cast = fixture.cast
        let officer = { (role: Role) in cast.officer([(role, tourism)]) }
        let dossier = try await fixture.lodgeAndAccept(fixture.tourLicence())
        #expect(try await fixture.dossier(dossier).competent == tourism)
        // Five working days over the holidays of April.
        #expect(local(try await fixture.dossier(dossier).due) == "2026-05-04T17:00")
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirUnit.reason)) {
            try await fixture.act(dossier, "assign", "assign", by: cast.divisionHead)
        }
        let specialist = officer(.specialist)
        try await fixture.act(dossier, "assign", "assign", by: officer(.divisionHead))
        try await fixture.act(dossier, "appraise", "meets", by: specialist)
        try await fixture.act(dossier, "review", "ok", by: officer(.divisionHead))
        try await fixture.act(dossier, "sign", "sign", by: officer(.signer))
        try await fixture.act(dossier, "seal", "release", by: officer(.clerk))

        await #expect(throws: DossierProblem.guardFailed(PaymentText.payFirst)) {
            try await fixture.act(dossier, "return", "hand_over", by: cast.counter)
        }
        _ = try await fixture.desk.payAtCounter(
            dossier, expecting: try await fixture.version(dossier), receiptNumber: "BL-7", by: cast.counter)
        try await fixture.act(dossier, "return", "hand_over", by: cast.counter)
        let ended = try await fixture.dossier(dossier)
        #expect(ended.outcome == .granted && ended.facts["book.tour-licence"] == "1/2026")
    }

    @Test(arguments: [("new", 2_000_000), ("exchange", 2_000_000), ("reissue", 1_500_000)])
    func `the appraisal fee is the payer's, online too`(_ kind: String, _ amount: Int64) throws {
        let procedure = try #require(RealCity.hanoi.get().procedures.first { $0.code == "1.115484" })
        for channel in [Channel.online, .counter] {
            let journey = FormJourney(procedure, FormContext(channel: channel, today: day("2026-11-19")))
            let quote = try journey.fees(Answers(["case": .text(kind)]))
            #expect(quote.toPay == Dong(amount) && quote.borne == .zero)
            #expect(quote.toPay(at: .intake) == Dong(amount))
        }
    }

    @Test func `asked to pay, the clock stands until the money has come`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-19T09:00")
        let dossier = try await fixture.lodge(fixture.tourLicence(.online))
        _ = try await fixture.accept(
            dossier, by: fixture.cast.officer([(.counterOfficer, try await fixture.dossier(dossier).receiving)]))
        let point = try await fixture.dossier(dossier).receiving
        let counter = fixture.cast.officer([(.counterOfficer, point)])
        _ = try await fixture.desk.askPayment(dossier, expecting: try await fixture.version(dossier), by: counter)
        #expect(try await fixture.dossier(dossier).status == .awaitingPayment)
        fixture.set("2026-11-26T09:00")
        _ = try await fixture.desk.payAtCounter(
            dossier, expecting: try await fixture.version(dossier), receiptNumber: "CK-9", by: counter)
        let paid = try await fixture.dossier(dossier)
        #expect(paid.status == .accepted && paid.clock == .running)
        #expect(local(paid.due) > "2026-12-01")
    }

    @Test func `a re-issue asks for no deposit and no manager`() throws {
        let procedure = try #require(RealCity.hanoi.get().procedures.first { $0.code == "1.115484" })
        let journey = FormJourney(procedure, FormContext(channel: .online, today: day("2026-11-19")))
        let papers = { (kind: String) in
            try journey.neededDocuments(Answers(["case": .text(kind)])).map(\.id)
        }
        #expect(try papers("reissue") == ["tl.request"])
        #expect(try papers("exchange").contains("tl.old") && papers("new").contains("tl.deposit"))
    }

    @Test func `a refusal is signed and handed over without a number`() async throws {
        let fixture = try await DeskFixture()
        let cast = fixture.cast
        let officer = { (role: Role) in cast.officer([(role, tourism)]) }
        let dossier = try await fixture.lodgeAndAccept(fixture.tourLicence())
        try await fixture.act(dossier, "assign", "assign", by: officer(.divisionHead))
        try await fixture.act(dossier, "appraise", "refuse", reason: "Chưa đủ ký quỹ", by: officer(.specialist))
        try await fixture.act(dossier, "review", "ok", by: officer(.divisionHead))
        try await fixture.act(dossier, "sign", "sign", by: officer(.signer))
        try await fixture.act(dossier, "issue_refusal", "release", by: officer(.clerk))
        _ = try await fixture.desk.payAtCounter(
            dossier, expecting: try await fixture.version(dossier), receiptNumber: "BL-8", by: cast.counter)
        try await fixture.act(dossier, "return", "hand_over", by: cast.counter)
        let ended = try await fixture.dossier(dossier)
        #expect(ended.outcome == .refused && ended.facts["book.tour-licence"] == nil)
    }
}
