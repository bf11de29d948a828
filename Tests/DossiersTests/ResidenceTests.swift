import Catalogue
import Civic
import Directory
import Journal
import Testing

@testable import Dossiers

/// `procedures.md` 3.7: a mirror of the police's system, and its owner's variant.
@Suite struct ResidenceTests {
    private func report(
        _ fixture: DeskFixture, _ status: DossierStatus, at: String, due: String? = nil, text: String = "",
        code: String = "G01.899-261116-0001"
    ) -> MirrorReport {
        MirrorReport(
            code: code, procedure: "1.004222",
            applicant: PartyPerson(subject: fixture.cast.resident.subject, name: "Nguyễn Thị Hương"),
            unit: Offices.police, status: status, at: instant(at), text: text, due: due.map(instant))
    }

    private func receive(_ fixture: DeskFixture, _ report: MirrorReport) async throws -> MirrorReport.Outcome {
        try await fixture.desk.receive(report, by: .system("exchange"))
    }

    private func mirrored(_ fixture: DeskFixture) async throws -> ID<Dossier> {
        #expect(
            try await receive(
                fixture, report(fixture, .accepted, at: "2026-11-16T09:00", due: "2026-11-26T17:00")) == .created)
        return try #require(try await fixture.desk.mine(by: fixture.cast.resident).rows.first).dossier
    }

    @Test func `it is not filed here: the police's system decides`() async throws {
        let fixture = try await DeskFixture()
        for channel in [Channel.online, .counter] {
            await #expect(throws: DossierProblem.mirrored) { _ = try await fixture.lodge(fixture.residence(channel)) }
        }
    }

    @Test func `statuses come in under the owner's code, without a task or a clock of ours`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await mirrored(fixture)
        let first = try await fixture.dossier(dossier)
        #expect(first.code == "G01.899-261116-0001" && first.status == .accepted && first.clock == .notStarted)
        #expect(local(first.due) == "2026-11-26T17:00" && first.competent == Offices.police)
        #expect(try await fixture.state(dossier).openTasks.isEmpty)
        #expect(try await fixture.ledger(dossier).isEmpty)

        for (status, at) in [
            (DossierStatus.working, "2026-11-17T08:30"), (.released, "2026-11-18T15:00"),
            (.returned, "2026-11-19T08:00"),
        ] { #expect(try await receive(fixture, report(fixture, status, at: at)) == .applied) }
        let ended = try await fixture.dossier(dossier)
        #expect(ended.status == .returned && ended.outcome == .granted && ended.endedAt == instant("2026-11-19T08:00"))
        #expect(try await fixture.timers(dossier).isEmpty)
    }

    @Test func `twice changes nothing, and what comes late is kept but does not turn the status back`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await mirrored(fixture)
        let working = report(fixture, .working, at: "2026-11-17T08:30")
        let supplement = report(fixture, .awaitingSupplement, at: "2026-11-18T10:00", text: "Thiếu hợp đồng thuê")
        #expect(try await receive(fixture, supplement) == .applied)
        let version = try await fixture.version(dossier)
        #expect(try await receive(fixture, supplement) == .known)
        #expect(try await fixture.version(dossier) == version)
        #expect(try await receive(fixture, working) == .older)

        #expect(try await fixture.dossier(dossier).status == .awaitingSupplement)
        let told = try await fixture.history(dossier).filter { $0.event == .mirrored }
        #expect(told.count == 3 && told.last?.effective == instant("2026-11-17T08:30"))
        #expect(told.contains { $0.text.hasSuffix("Thiếu hợp đồng thuê") })
    }

    @Test func `a late word after the end is kept and opens nothing again`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await mirrored(fixture)
        _ = try await receive(fixture, report(fixture, .returned, at: "2026-11-19T08:00"))
        #expect(try await receive(fixture, report(fixture, .working, at: "2026-11-17T08:00")) == .older)
        #expect(try await fixture.dossier(dossier).status == .returned)
    }

    @Test func `officers note, and do nothing else`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await mirrored(fixture)
        let police = fixture.cast.officer([(.counterOfficer, Offices.police), (.specialist, Offices.police)])
        try await fixture.desk.note(dossier, text: "Đã giúp nộp", by: police)
        let version = try await fixture.version(dossier)
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.ownedElsewhere.reason)) {
            _ = try await fixture.desk.askPayment(dossier, expecting: version, by: police)
        }
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.ownedElsewhere.reason)) {
            _ = try await fixture.desk.apologise(
                dossier, expecting: version, newDate: day("2026-12-01"), reason: "Chậm", by: police)
        }
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.ownedElsewhere.reason)) {
            _ = try await fixture.desk.withdraw(dossier, expecting: version, reason: "Thôi", by: fixture.cast.resident)
        }
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.ownedElsewhere.reason)) {
            _ = try await fixture.desk.receive(report(fixture, .returned, at: "2026-11-19T08:00"), by: police)
        }
    }

    @Test func `the owner's date passed is told to the person once`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await mirrored(fixture)
        try await fixture.reach("2026-11-26T17:01")
        try await fixture.reach("2026-11-27T09:00")
        let told = try await fixture.history(dossier).filter { $0.event == .overdueNoticed }
        #expect(told.count == 1 && told.first?.step == "owner")
    }

    @Test func `statistics count it apart, and never among what we received`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await mirrored(fixture)
        let header = try #require(try await fixture.headers(of: dossier).first)
        var expected = Tally.zero
        expected[.mirrored] = 1
        #expect(StatisticKeeper.tally(.lodged, header.facts, .full) == expected)
    }

    @Test func `the city bears the fee online`() throws {
        let procedure = try #require(RealCity.hanoi.get().procedures.first { $0.code == "1.004222" })
        for (channel, due, toPay) in [(Channel.online, 10_000, 0), (.counter, 20_000, 20_000)]
            as [(Channel, Int64, Int64)]
        {
            let quote = try FormJourney(procedure, FormContext(channel: channel, today: day("2026-11-19")))
                .fees(Answers())
            #expect(quote.due == Dong(due) && quote.toPay == Dong(toPay))
        }
    }

    @Test func `the owner's variant is walked to the end by the police themselves`() async throws {
        let mirror = try #require(RealCity.hanoi.get().procedures.first { $0.code == "1.004222" })
        let own = try mirror.revised([
            "ownership": Ownership.city.rawValue, "version": "own", "validFrom": day("2026-02-01"),
        ])
        let fixture = try await DeskFixture(at: "2026-11-16T09:00", adding: [own])
        var filing = fixture.residence(.counter)
        filing.receiving = Offices.point
        let dossier = try await fixture.lodge(filing)
        let receipt = try await fixture.accept(dossier)
        #expect(local(receipt.due) == "2026-11-26T17:00")
        let officer = fixture.cast.officer([(.specialist, Offices.police)])
        let head = fixture.cast.officer([(.signer, Offices.police)])
        try await fixture.act(dossier, "check", "complete", by: officer)
        try await fixture.act(dossier, "field_check", "as_filed", by: officer)
        try await fixture.act(dossier, "draft", "submit", by: officer)
        try await fixture.act(dossier, "sign", "sign", by: head)
        try await fixture.act(dossier, "update", "updated", by: officer)
        _ = try await fixture.desk.payAtCounter(
            dossier, expecting: try await fixture.version(dossier), receiptNumber: "BL", by: fixture.cast.counter)
        try await fixture.act(dossier, "return", "told", by: officer)
        #expect(try await fixture.dossier(dossier).outcome == .granted)

        let differs = try await fixture.lodge(fixture.residence(.counter))
        _ = try await fixture.accept(differs)
        try await fixture.act(differs, "check", "complete", by: officer)
        try await fixture.act(differs, "field_check", "differs", reason: "Không ở đó", by: officer)
        try await fixture.act(differs, "draft", "submit", by: officer)
        try await fixture.act(differs, "sign", "sign", by: head)
        #expect(try await fixture.state(differs).openTasks.map(\.step) == ["issue_refusal"])
    }
}
