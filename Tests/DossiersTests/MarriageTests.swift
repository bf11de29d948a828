import Catalogue
import Civic
import Directory
import Dossiers
import Testing

/// `procedures.md` 3.2 with the real file: both come, and the marriage takes effect when both have signed.
@Suite struct MarriageTests {
    /// Sealed; both are invited.
    private func invited(_ fixture: DeskFixture, _ filing: Filing? = nil) async throws -> ID<Dossier> {
        let dossier = try await fixture.lodgeAndAccept(filing ?? fixture.marriage())
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        try await fixture.act(dossier, "record", "prepare", by: fixture.cast.civil)
        try await fixture.act(dossier, "draft", "submit", by: fixture.cast.civil)
        try await fixture.act(dossier, "sign", "sign", by: fixture.cast.signer)
        try await fixture.act(dossier, "seal", "seal", by: fixture.cast.clerk)
        return dossier
    }

    private func act(
        _ fixture: DeskFixture, _ dossier: ID<Dossier>, _ step: String, _ action: String, _ reason: String = ""
    ) async throws {
        try await fixture.act(dossier, step, action, reason: reason, by: fixture.cast.civil)
    }

    @Test func `the entry is prepared, and takes effect when the second has signed`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await invited(fixture)
        let prepared = try await fixture.dossier(dossier)
        #expect(prepared.facts["book.marriage"] == "1/2026" && prepared.facts["book.marriage.entry"] == "prepared")
        #expect(prepared.status == .working && prepared.clock == .paused)

        fixture.set("2026-11-27T10:00")
        try await act(fixture, dossier, "bride_signs", "signed")
        let one = try await fixture.dossier(dossier)
        #expect(one.facts["book.marriage.entry"] == "prepared" && one.clock == .paused)
        try await act(fixture, dossier, "groom_signs", "signed")
        try await act(fixture, dossier, "effect", "both_signed")

        let ended = try await fixture.dossier(dossier)
        #expect(ended.status == .returned && ended.outcome == .granted)
        #expect(ended.facts["book.marriage.entry"] == "effective")
        #expect(ended.facts["book.marriage.effective_on"] == "2026-11-27")
        #expect(try await fixture.events(dossier).suffix(2) == [.released, .returned])
        // Eight days of waiting for the couple are not the authority's.
        #expect(ended.isLate(at: fixture.clock.now()) == false)
    }

    @Test func `who does not come is given another day, and nothing takes effect`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await invited(fixture)
        try await act(fixture, dossier, "groom_signs", "signed")
        await #expect(throws: DossierProblem.reasonMissing) { try await act(fixture, dossier, "bride_signs", "absent") }
        try await act(fixture, dossier, "bride_signs", "absent", "Hẹn 30/11, 9 giờ")

        #expect(try await fixture.state(dossier).openTasks.map(\.step) == ["bride_signs"])
        #expect(try await fixture.task(dossier, "bride_signs").remark == "Hẹn 30/11, 9 giờ")
        #expect(try await fixture.dossier(dossier).clock == .paused)
        #expect(try await fixture.dossier(dossier).facts["book.marriage.entry"] == "prepared")
        await #expect(throws: NoSuchTask.self) { try await act(fixture, dossier, "effect", "both_signed") }
    }

    @Test func `one who will not marry any more strikes the entry, whose number is not given again`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await invited(fixture)
        try await act(fixture, dossier, "bride_signs", "signed")
        try await act(fixture, dossier, "groom_signs", "declines", "Đổi ý")

        let ended = try await fixture.dossier(dossier)
        #expect(ended.status == .withdrawn && ended.outcome == .withdrawn)
        #expect(ended.facts["book.marriage"] == "1/2026" && ended.facts["book.marriage.entry"] == "struck")
        #expect(try await fixture.state(dossier).openTasks.isEmpty)
        let next = try await invited(fixture)
        #expect(try await fixture.dossier(next).facts["book.marriage"] == "2/2026")
    }

    @Test func `the groom's age counts on the day of the entry, not of the filing`() async throws {
        // Twenty on 21 November: filed on the 19th for a ceremony on the 27th.
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(
            fixture.marriage(.counter, ["groom.born_on": .text("2006-11-21")]))
        try await act(fixture, dossier, "examine", "ready")
        fixture.set("2026-11-20T16:00")
        await #expect { try await act(fixture, dossier, "record", "prepare") } throws: {
            if case DossierProblem.guardFailed? = $0 as? DossierProblem { true } else { false }
        }
        fixture.set("2026-11-23T09:00")
        try await act(fixture, dossier, "record", "prepare")
    }

    @Test func `a groom too young on the day he chose is told on the page`() throws {
        let procedure = try #require(RealCity.hanoi.get().procedures.first { $0.code == "1.000894" })
        let journey = FormJourney(procedure, FormContext(channel: .online, today: day("2026-11-19")))
        let state = try journey.state(
            of: Answers(["groom.born_on": .text("2006-11-28"), "ceremony.on": .text("2026-11-27")]))
        #expect(state.problems.contains { $0.message.vi.contains("20 tuổi") })
    }

    @Test func `where somebody was married before the limit is five working days, over the April holidays`()
        async throws
    {
        let fixture = try await DeskFixture(at: "2026-04-24T09:00")
        let before: [String: AnswerValue] = [
            "groom_before.times": .int(1), "groom_before.ended_by": .text("death"),
            "groom_before.paper": .text("Trích lục khai tử 12/2020"), "ceremony.on": .text("2026-05-08"),
        ]
        let widower = try await fixture.lodgeAndAccept(fixture.marriage(.counter, before))
        #expect(local(try await fixture.dossier(widower).due) == "2026-05-06T17:00")
        let single = try await fixture.lodgeAndAccept(fixture.marriage(.counter, ["ceremony.on": .text("2026-05-08")]))
        #expect(local(try await fixture.dossier(single).due) == "2026-04-24T17:00")
    }

    @Test func `a divorce abroad leaves the form by its explained exit`() throws {
        let procedure = try #require(RealCity.hanoi.get().procedures.first { $0.code == "1.000894" })
        let journey = FormJourney(procedure, FormContext(channel: .online, today: day("2026-11-19")))
        let answers = Answers([
            "bride_before.times": .int(1), "bride_before.ended_by": .text("abroad"),
            "bride_before.paper": .text("HG 12/2019"),
        ])
        #expect(try journey.state(of: answers).exit?.page.id == "bride-before")
    }

    @Test func `a refusal is signed, issued and handed over at the point without anybody signing a book`() async throws
    {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.marriage())
        try await act(fixture, dossier, "examine", "refuse", "Bên nam đang có vợ")
        try await act(fixture, dossier, "draft", "submit")
        try await fixture.act(dossier, "sign", "sign", by: fixture.cast.signer)
        try await fixture.act(dossier, "issue_refusal", "release", by: fixture.cast.clerk)
        try await fixture.act(dossier, "return", "hand_over", by: fixture.cast.counter)
        let ended = try await fixture.dossier(dossier)
        #expect(ended.outcome == .refused && ended.facts["book.marriage"] == nil)
    }

    @Test func `the couple lives in two wards and chooses one`() throws {
        let procedure = try #require(RealCity.hanoi.get().procedures.first { $0.code == "1.000894" })
        let journey = FormJourney(procedure, FormContext(channel: .counter, today: day("2026-11-19")))
        let tree = try RealCity.hanoi.get().tree
        for (office, unit) in [("bride", Offices.ward), ("groom", Offices.otherWard)] {
            let answers = Answers([
                "office_by": .text(office), "bride.residence.area": .text(Offices.wardArea),
                "groom.residence.area": .text(Offices.otherArea),
            ])
            #expect(try journey.competence(answers, receiving: nil, in: tree).unit == unit)
        }
    }
}
