import Catalogue
import Civic
import Directory
import Dossiers
import Testing

/// `procedures.md` 3.5: decided anywhere, with the real file.
@Suite struct ExtractCopiesTests {
    private func released(_ fixture: DeskFixture, _ dossier: ID<Dossier>, _ seal: String = "seal") async throws {
        try await fixture.act(dossier, "print", "submit", by: fixture.cast.civil)
        try await fixture.act(dossier, "sign", "sign", by: fixture.cast.signer)
        try await fixture.act(dossier, seal, "release", by: fixture.cast.clerk)
    }

    @Test func `three copies at the counter cost 24,000 đồng and are paid before they are handed over`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.extract())
        #expect(local(try await fixture.dossier(dossier).due) == "2026-11-19T17:00")
        try await fixture.act(dossier, "look_up", "found", by: fixture.cast.civil)
        try await released(fixture, dossier)

        await #expect(throws: DossierProblem.guardFailed(PaymentText.payFirst)) {
            try await fixture.act(dossier, "return", "hand_over", by: fixture.cast.counter)
        }
        _ = try await fixture.desk.payAtCounter(
            dossier, expecting: try await fixture.version(dossier), receiptNumber: "BL-1", by: fixture.cast.counter)
        try await fixture.act(dossier, "return", "hand_over", by: fixture.cast.counter)

        let view = try await fixture.desk.view(dossier, by: fixture.cast.counter, purpose: .handling)
        #expect(view.payments.map(\.due) == [Dong(24_000)] && view.payments.map(\.borne) == [.zero])
        #expect(view.dossier.outcome == .granted && view.dossier.facts["book.extract-copies"] == "1/2026")
    }

    @Test func `online the city bears the fee, and the commune that was chosen decides`() async throws {
        let fixture = try await DeskFixture()
        let preview = try fixture.desk.preview(fixture.extract(.online))
        #expect(preview.competent == Offices.otherWard && preview.receiving == Offices.otherPoint)
        #expect(preview.payments.map(\.borne) == [Dong(24_000)] && preview.payments.map(\.toPay) == [.zero])
        // At a counter the commune of that counter does.
        #expect(try fixture.desk.preview(fixture.extract()).competent == Offices.ward)
    }

    @Test func `an exempt person pays nothing and shows the proof at the counter`() throws {
        let procedure = try #require(RealCity.hanoi.get().procedures.first { $0.code == "2.000635" })
        let journey = FormJourney(procedure, FormContext(channel: .counter, today: day("2026-11-19")))
        let answers = Answers(["copies": .int(5), "exempt": .text("poor"), "whose": .text("self")])
        #expect(try journey.fees(answers).toPay == .zero)
        #expect(try journey.neededDocuments(answers).map(\.id).contains("cs.exemption"))
    }

    @Test func `two offices print the same record at once, each with its own number`() async throws {
        let fixture = try await DeskFixture()
        let here = try await fixture.lodgeAndAccept(fixture.extract())
        var elsewhere = fixture.extract()
        elsewhere.receiving = Offices.otherPoint
        let there = try await fixture.lodge(elsewhere, by: fixture.cast.otherCounter)
        _ = try await fixture.accept(there, by: fixture.cast.otherCounter)

        #expect(try await fixture.dossier(here).competent == Offices.ward)
        #expect(try await fixture.dossier(there).competent == Offices.otherWard)
        try await fixture.act(here, "look_up", "found", by: fixture.cast.civil)
        try await fixture.act(there, "look_up", "found", by: fixture.cast.verifier)
    }

    @Test func `somebody else's record is refused on the page, and an organisation gives its reason`() throws {
        let procedure = try #require(RealCity.hanoi.get().procedures.first { $0.code == "2.000635" })
        let journey = FormJourney(procedure, FormContext(channel: .online, today: day("2026-11-19")))

        #expect(try journey.state(of: Answers(["whose": .text("other")])).exit?.page.id == "whose")
        let organisation = try journey.state(
            of: Answers(["whose": .text("organisation"), "org.name": .text("Tòa án nhân dân khu vực 1")]))
        #expect(organisation.problems.contains { $0.fieldID == "org.reason" })
    }

    @Test func `what stands only in another office's paper book is asked for there, and the limit waits`() async throws
    {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.extract())
        let task = try await fixture.task(dossier, "look_up")
        _ = try await fixture.desk.ask(
            task.id, rule: "book_office", units: [Offices.otherWard], question: "Sổ khai sinh 1996",
            expecting: try await fixture.version(dossier), by: fixture.cast.civil)

        #expect(try await fixture.ledger(dossier).map(\.kind) == [.set, .extendedByLaw])
        await #expect { try await fixture.act(dossier, "look_up", "found", by: fixture.cast.civil) } throws: {
            if case DossierProblem.guardFailed? = $0 as? DossierProblem { true } else { false }
        }
        let asked = try await fixture.task(dossier, "book_office")
        _ = try await fixture.desk.answer(
            asked.id, answer: "not_found", text: "", expecting: try await fixture.version(dossier),
            by: fixture.cast.verifier)
        try await fixture.act(
            dossier, "look_up", "insufficient", reason: "Không có trong sổ nào", by: fixture.cast.civil)
        try await released(fixture, dossier, "issue_refusal")
        _ = try await fixture.desk.payAtCounter(
            dossier, expecting: try await fixture.version(dossier), receiptNumber: "BL-2", by: fixture.cast.counter)
        try await fixture.act(dossier, "return", "hand_over", by: fixture.cast.counter)

        let ended = try await fixture.dossier(dossier)
        #expect(ended.outcome == .refused && ended.facts["book.extract-copies"] == nil)
    }

    @Test func `a record corrected before the signature is looked up again`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.extract())
        try await fixture.act(dossier, "look_up", "found", by: fixture.cast.civil)
        try await fixture.act(dossier, "print", "changed", reason: "Vừa cải chính họ", by: fixture.cast.civil)
        #expect(try await fixture.task(dossier, "look_up").remark == "Vừa cải chính họ")
    }
}
