import Catalogue
import Civic
import Directory
import Dossiers
import Testing

/// `procedures.md` 3.10 and 4.1, with the real files.
@Suite struct LandTests {
    private struct Staff {
        let land: Actor
        let tax: Actor
        let superior: Actor
        let superiorSigner: Actor
        let mayor: Actor

        init(_ cast: Cast) {
            land = cast.officer([(.specialist, Offices.landOffice)])
            tax = cast.officer([(.taxOfficer, Offices.tax)])
            superior = cast.officer([(.specialist, Offices.agriculture)])
            superiorSigner = cast.officer([(.signer, Offices.agriculture)])
            mayor = cast.officer([(.signer, Offices.city)])
        }
    }

    /// An organisation's dossier, visited and with its extract.
    private func visited(
        _ fixture: DeskFixture, _ filing: Filing, _ action: String = "eligible", step: String = "examine"
    ) async throws -> ID<Dossier> {
        let dossier = try await fixture.lodgeAndAccept(filing)
        try await fixture.act(dossier, "assign", "assign", by: fixture.cast.divisionHead)
        try await fixture.act(dossier, "extract", "extracted", by: Staff(fixture.cast).land)
        try await fixture.act(dossier, step, action, reason: "Đã xem", by: fixture.cast.specialist)
        return dossier
    }

    private func finish(_ fixture: DeskFixture, _ dossier: ID<Dossier>, _ seal: String = "seal") async throws {
        try await fixture.act(dossier, seal, "release", by: fixture.cast.clerk)
        try await fixture.act(dossier, "record", "recorded", by: Staff(fixture.cast).land)
        try await fixture.act(dossier, "return", "hand_over", by: fixture.cast.counter)
    }

    // MARK: - Organisations

    @Test(arguments: [
        ("certificate", Offices.wardArea, "2026-03-09"), ("registration", Offices.wardArea, "2026-03-04"),
        ("certificate", Offices.hardArea, "2026-03-23"), ("registration", Offices.hardArea, "2026-03-18"),
    ]) func `17, 20, 27 or 30 working days by what is asked for and where, over Tết`(
        _ wants: String, _ area: String, _ due: String
    ) async throws {
        let fixture = try await DeskFixture(at: "2026-02-02T09:00")
        for filing in [
            fixture.landOfOrganisation(wants: wants, area: area), fixture.landOfHousehold(wants: wants, area: area),
        ] { #expect(try fixture.desk.preview(filing).due.at.iso == due + "T17:00") }
    }

    @Test func `the commune decides its own cases, the tax office's time and the payer's are left out`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-02T09:00")
        let staff = Staff(fixture.cast)
        let dossier = try await visited(fixture, fixture.landOfOrganisation())
        try await fixture.act(dossier, "draft_decision", "submit", by: fixture.cast.specialist)
        try await fixture.act(dossier, "decide", "sign", by: fixture.cast.signer)
        let before = try #require(try await fixture.dossier(dossier).due)

        #expect(try await fixture.task(dossier, "tax").unit == Offices.tax)
        #expect(try await fixture.dossier(dossier).clock == .paused)
        try await fixture.act(dossier, "tax", "notice", reason: "1.250.000.000 đồng, ngày 3/11", by: staff.tax)
        #expect(try await fixture.dossier(dossier).status == .awaitingPayment)
        // Forty days unpaid: the date moves by the working time of the wait.
        fixture.set("2026-12-14T09:00")
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)) {
            try await fixture.act(dossier, "payment", "paid", reason: "GNT 77", by: staff.tax)
        }
        try await fixture.act(dossier, "payment", "paid", reason: "GNT 77", by: fixture.cast.specialist)
        let paid = try await fixture.dossier(dossier)
        let due = try #require(paid.due)
        let calendar = fixture.rules.calendar
        #expect(paid.status == .working && paid.clock == .running)
        #expect(
            calendar.workingMinutes(from: at("2026-12-14T09:00"), to: CityZone.hanoi.local(due))
                == calendar.workingMinutes(from: at("2026-11-02T09:00"), to: CityZone.hanoi.local(before)))

        try await fixture.act(dossier, "certificate", "sign", by: fixture.cast.signer)
        try await finish(fixture, dossier)
        let ended = try await fixture.dossier(dossier)
        #expect(ended.outcome == .granted && ended.facts["book.land-certificate"] == "1/2026")
        #expect(try await fixture.events(dossier).suffix(3) == [.released, .recorded, .returned])
    }

    @Test(arguments: [
        ("art118", "none", "draft_decision"), ("art120_3", "none", "draft_decision"),
        ("art119", "whole", "draft_decision"), ("art120_2", "whole", "draft_decision"),
        ("art119", "part", "province_examine"), ("art120_2", "none", "province_examine"),
    ]) func `the form of use and the exemption say who decides`(_ form: String, _ exempt: String, _ step: String)
        async throws
    {
        let fixture = try await DeskFixture()
        let dossier = try await visited(fixture, fixture.landOfOrganisation(form: form, exempt: exempt))
        #expect(try await fixture.state(dossier).openTasks.map(\.step) == [step])
    }

    @Test func `the city's bodies hold their steps within the same limit and may send it back to the commune`()
        async throws
    {
        let fixture = try await DeskFixture()
        let staff = Staff(fixture.cast)
        let filing = fixture.landOfOrganisation(form: "art119")
        let dossier = try await visited(fixture, filing)
        let due = try await fixture.dossier(dossier).due
        #expect(try await fixture.task(dossier, "province_examine").unit == Offices.agriculture)
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirUnit.reason)) {
            try await fixture.act(dossier, "province_examine", "submit", by: fixture.cast.specialist)
        }
        try await fixture.act(dossier, "province_examine", "return", reason: "Thiếu ranh giới", by: staff.superior)
        #expect(try await fixture.state(dossier).openTasks.map(\.step) == ["assign"])
        #expect(try await fixture.dossier(dossier).due == due)

        try await fixture.act(dossier, "assign", "assign", by: fixture.cast.divisionHead)
        try await fixture.act(dossier, "extract", "extracted", by: staff.land)
        try await fixture.act(dossier, "examine", "eligible", by: fixture.cast.specialist)
        try await fixture.act(dossier, "province_examine", "submit", by: staff.superior)
        try await fixture.act(dossier, "city_decides", "sign", by: staff.mayor)
        try await fixture.act(dossier, "tax", "nothing", by: staff.tax)
        try await fixture.act(dossier, "certificate_superior", "sign", by: staff.superiorSigner)
        try await finish(fixture, dossier)
        #expect(try await fixture.dossier(dossier).outcome == .granted)
    }

    @Test func `registration alone ends with a notice and no number`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await visited(fixture, fixture.landOfOrganisation(wants: "registration"))
        try await fixture.act(dossier, "notice_of_result", "sign", by: fixture.cast.signer)
        try await finish(fixture, dossier, "issue_notice")
        let ended = try await fixture.dossier(dossier)
        #expect(ended.outcome == .granted && ended.facts["book.land-certificate"] == nil)
    }

    @Test func `where the conditions are not met the certificate is refused with the notice`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await visited(fixture, fixture.landOfOrganisation(), "not_eligible")
        try await fixture.act(dossier, "notice_of_result", "sign", by: fixture.cast.signer)
        try await finish(fixture, dossier, "issue_notice")
        #expect(try await fixture.dossier(dossier).outcome == .refused)
    }

    // MARK: - Households

    /// At the public notice, which was put up at the moment of the fixture's clock.
    private func posted(_ fixture: DeskFixture, wants: String = "certificate") async throws -> ID<Dossier> {
        let dossier = try await fixture.lodgeAndAccept(fixture.landOfHousehold(wants: wants))
        try await fixture.act(dossier, "assign", "assign", by: fixture.cast.divisionHead)
        try await fixture.act(dossier, "map", "mapped", by: fixture.cast.specialist)
        try await fixture.act(dossier, "confirm", "confirmed", by: fixture.cast.specialist)
        try await fixture.act(dossier, "planning", "checked", by: fixture.cast.specialist)
        try await fixture.act(dossier, "post", "posted", by: fixture.cast.specialist)
        return dossier
    }

    private func concluded(_ fixture: DeskFixture, _ dossier: ID<Dossier>) async throws {
        try await fixture.act(dossier, "conclude", "eligible", by: fixture.cast.specialist)
        try await fixture.act(dossier, "review", "ok", by: fixture.cast.divisionHead)
    }

    @Test func `the notice stands its fifteen days, ends by itself, and nobody ends it earlier`() async throws {
        let fixture = try await DeskFixture(at: "2026-10-05T09:00")
        let dossier = try await posted(fixture)
        let notice = try await fixture.task(dossier, "notice")
        #expect(local(notice.due) == "2026-10-20T17:00")
        #expect(try await fixture.dossier(dossier).clock == .running)
        fixture.set("2026-10-12T09:00")
        await #expect(throws: DossierProblem.guardFailed(NoticeText.stillStands)) {
            try await fixture.act(dossier, "notice", "ended", by: fixture.cast.specialist)
        }
        try await fixture.reach("2026-10-20T16:59")
        #expect(try await fixture.task(dossier, "notice").state == .open)
        try await fixture.reach("2026-10-21T08:00")

        let ended = try #require(try await fixture.history(dossier).last { $0.event == .noticeEnded })
        #expect(local(ended.effective) == "2026-10-20T17:00")
        #expect(try await fixture.task(dossier, "conclude").state == .open)
        #expect(try await fixture.dossier(dossier).facts["objection"] == "none")
    }

    @Test func `an objection on the fifteenth day counts and is resolved while the clock stands`() async throws {
        let fixture = try await DeskFixture(at: "2026-10-05T09:00")
        let dossier = try await posted(fixture)
        fixture.set("2026-10-20T16:30")
        try await fixture.act(dossier, "notice", "objected", reason: "Ranh giới phía đông", by: fixture.cast.specialist)
        #expect(try await fixture.dossier(dossier).clock == .paused)
        try await fixture.reach("2026-10-22T09:00")
        #expect(try await fixture.events(dossier).contains(.noticeEnded) == false)
        try await fixture.act(dossier, "resolve", "settled", reason: "Hòa giải thành", by: fixture.cast.specialist)
        #expect(try await fixture.dossier(dossier).clock == .running)
        try await concluded(fixture, dossier)
    }

    @Test func `a debt is recorded in place of payment, and the certificate follows`() async throws {
        let fixture = try await DeskFixture(at: "2026-10-05T09:00")
        let staff = Staff(fixture.cast)
        let dossier = try await posted(fixture)
        try await fixture.reach("2026-10-21T08:00")
        try await concluded(fixture, dossier)
        try await fixture.act(dossier, "tax", "notice", reason: "86.000.000 đồng", by: staff.tax)
        try await fixture.act(
            dossier, "payment", "debt", reason: "Ghi nợ theo quyết định 12", by: fixture.cast.specialist)
        #expect(try await fixture.dossier(dossier).facts["owes"] == "debt")
        try await fixture.act(dossier, "certificate", "sign", by: fixture.cast.signer)
        try await finish(fixture, dossier)
        let ended = try await fixture.dossier(dossier)
        #expect(ended.outcome == .granted && ended.isLate(at: fixture.clock.now()) == false)
        #expect(ended.facts["members"]?.contains("Trần Thị Sen") == true)
    }

    @Test func `a measurement ordered late still has its five days, and the map waits for it`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-02T09:00")
        let dossier = try await fixture.lodgeAndAccept(fixture.landOfHousehold())
        try await fixture.act(dossier, "assign", "assign", by: fixture.cast.divisionHead)
        fixture.set("2026-11-20T09:00")
        let map = try await fixture.task(dossier, "map")
        let due = try await fixture.dossier(dossier).due
        _ = try await fixture.desk.ask(
            map.id, rule: "measure", units: [Offices.landOffice], question: "Trích đo thửa 12",
            expecting: try await fixture.version(dossier), by: fixture.cast.specialist)
        let asked = try await fixture.task(dossier, "measure")
        #expect(local(asked.due) == "2026-11-30T17:00")
        // Within the limit: the person's date does not move.
        #expect(try await fixture.dossier(dossier).due == due)
        await #expect { try await fixture.act(dossier, "map", "mapped", by: fixture.cast.specialist) } throws: {
            if case DossierProblem.guardFailed? = $0 as? DossierProblem { true } else { false }
        }
        _ = try await fixture.desk.answer(
            asked.id, answer: "measured", text: "", expecting: try await fixture.version(dossier),
            by: Staff(fixture.cast).land)
        try await fixture.act(dossier, "map", "mapped", by: fixture.cast.specialist)
    }

    @Test func `not eligible ends with a notice of registration, refused, without tax and without a number`()
        async throws
    {
        let fixture = try await DeskFixture(at: "2026-10-05T09:00")
        let dossier = try await posted(fixture)
        try await fixture.reach("2026-10-21T08:00")
        try await fixture.act(
            dossier, "conclude", "not_eligible", reason: "Đất công ích", by: fixture.cast.specialist)
        try await fixture.act(dossier, "review", "ok", by: fixture.cast.divisionHead)
        try await fixture.act(dossier, "notice_of_result", "sign", by: fixture.cast.signer)
        try await finish(fixture, dossier, "issue_notice")
        let ended = try await fixture.dossier(dossier)
        #expect(ended.outcome == .refused && ended.facts["book.land-certificate"] == nil)
    }
}
