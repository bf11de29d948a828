import Catalogue
import Civic
import Directory
import Dossiers
import Journal
import Store
import Testing

/// `procedures.md` 3.1 and 2.4, end to end with the real file.
@Suite struct BirthTests {
    /// Lodged online and accepted at the point, standing at the ward's examination.
    private func accepted(_ fixture: DeskFixture, _ channel: Channel = .online) async throws -> ID<Dossier> {
        try await fixture.lodgeAndAccept(fixture.birth(channel))
    }

    /// At the applicant's check of the draft.
    private func atProof(_ fixture: DeskFixture) async throws -> ID<Dossier> {
        let dossier = try await accepted(fixture)
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        return dossier
    }

    private func proof(
        _ fixture: DeskFixture, _ dossier: ID<Dossier>, _ action: String, reason: String = "", by actor: Actor? = nil
    ) async throws {
        let task = try await fixture.task(dossier, "proof")
        _ = try await fixture.desk.answerProof(
            task: task.id, expecting: try await fixture.version(dossier), action: action, reason: reason,
            by: actor ?? fixture.cast.resident)
    }

    private func number(_ fixture: DeskFixture, _ dossier: ID<Dossier>) async throws {
        try await fixture.act(dossier, "number", "number_received", by: .system("outside"))
    }

    private func signAndReturn(_ fixture: DeskFixture, _ dossier: ID<Dossier>) async throws {
        try await fixture.act(dossier, "draft", "submit", by: fixture.cast.civil)
        try await fixture.act(dossier, "sign", "sign", by: fixture.cast.signer)
        try await fixture.act(dossier, "seal", "release", by: fixture.cast.clerk)
        let paid = try await fixture.dossier(dossier).facts["unpaid"] == nil
        if !paid {
            _ = try await fixture.desk.payAtCounter(
                dossier, expecting: try await fixture.version(dossier), receiptNumber: "BL-0001",
                by: fixture.cast.counter)
        }
        try await fixture.act(dossier, "return", "hand_over", by: fixture.cast.counter)
    }

    @Test func `online with a confirmed draft: lodged, accepted, entered, numbered, signed, returned`() async throws {
        let fixture = try await DeskFixture()
        let lodged = try await fixture.lodge(fixture.birth())
        #expect(try await fixture.dossier(lodged).due == nil)
        let receipt = try await fixture.accept(lodged)
        #expect(receipt.code == "H26.C01.PX04-261119-0001")
        #expect(local(receipt.due) == "2026-11-19T17:00")
        try await fixture.act(lodged, "examine", "ready", by: fixture.cast.civil)

        #expect(try await fixture.dossier(lodged).clock == .paused)
        try await proof(fixture, lodged, "confirm")
        #expect(try await fixture.dossier(lodged).clock == .running)
        try await fixture.act(lodged, "record", "enter", by: fixture.cast.civil)
        try await number(fixture, lodged)
        try await signAndReturn(fixture, lodged)

        let dossier = try await fixture.dossier(lodged)
        #expect(dossier.status == .returned && dossier.outcome == .granted)
        #expect(dossier.facts["book.birth"] == "1/2026" && dossier.facts["personal_number"] == "001326000001")
        #expect(
            try await fixture.events(lodged) == [
                .lodged, .accepted, .examined, .proofConfirmed, .recorded, .numberReceived, .drafted, .signed,
                .released, .returned,
            ])
        #expect(try await fixture.ledger(lodged).map(\.kind) == [.set, .paused, .resumed, .stopped])
        #expect(try await fixture.timers(lodged).isEmpty)
        let release = try #require(try await fixture.headers(of: lodged).first { $0.kind == "dossier.released" })
        #expect(release.facts.bool("on_time") == true)
    }

    @Test func `at the counter there is no draft to check, and copies are paid before they are handed over`()
        async throws
    {
        let fixture = try await DeskFixture()
        let dossier = try await accepted(fixture, .counter)
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        try await fixture.act(dossier, "record", "enter", by: fixture.cast.civil)
        try await number(fixture, dossier)
        try await fixture.act(dossier, "draft", "submit", by: fixture.cast.civil)
        try await fixture.act(dossier, "sign", "sign", by: fixture.cast.signer)
        try await fixture.act(dossier, "seal", "release", by: fixture.cast.clerk)

        await #expect(throws: DossierProblem.guardFailed(PaymentText.payFirst)) {
            try await fixture.act(dossier, "return", "hand_over", by: fixture.cast.counter)
        }
        _ = try await fixture.desk.payAtCounter(
            dossier, expecting: try await fixture.version(dossier), receiptNumber: "BL-0042", by: fixture.cast.counter)
        try await fixture.act(dossier, "return", "hand_over", by: fixture.cast.counter)

        let view = try await fixture.desk.view(dossier, by: fixture.cast.counter, purpose: .handling)
        #expect(view.payments.first { $0.fee == "copies" }?.receiptNumber == "BL-0042")
        #expect(view.dossier.status == .returned)
    }

    @Test func `silence at the draft over a weekend counts once, from the end of the day given`() async throws {
        // Friday 16:00: one day ends on Saturday and rolls to Monday 23 November.
        let fixture = try await DeskFixture(at: "2026-11-20T14:00")
        let dossier = try await atProof(fixture)
        let due = try #require(try await fixture.task(dossier, "proof").due)
        #expect(local(due) == "2026-11-23T17:00")

        #expect(try await fixture.reach("2026-11-22T12:00") == 0)
        #expect(try await fixture.reach("2026-11-25T08:30") >= 1)
        #expect(try await fixture.reach("2026-11-25T08:31") == 0)

        let silent = try await fixture.history(dossier).filter { $0.event == .proofSilent }
        #expect(silent.count == 1)
        #expect(silent.first?.effective == due && local(silent.first?.at) == "2026-11-25T08:30")
        #expect(try await fixture.task(dossier, "record").kind == .step)
        let resumed = try #require(try await fixture.ledger(dossier).last { $0.kind == .resumed })
        #expect(resumed.effective == due)
    }

    @Test func `the clock stands while the draft is checked and runs on with what was left`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-19T09:00")
        let dossier = try await accepted(fixture)
        fixture.set("2026-11-19T10:00")
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        // Six working hours were left at 10:00 of a day that ends at 17:00.
        #expect(try await fixture.ledger(dossier).last?.remaining == Minutes(6 * 60))

        fixture.set("2026-11-19T15:00")
        try await proof(fixture, dossier, "confirm")

        #expect(local(try await fixture.dossier(dossier).due) == "2026-11-20T12:00")
        #expect(local(try await fixture.dossier(dossier).originalDue) == "2026-11-19T17:00")
    }

    @Test func `an error reported goes back to the examination, as often as there is one`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await atProof(fixture)

        await #expect(throws: DossierProblem.reasonMissing) { try await proof(fixture, dossier, "report_error") }
        for _ in 1...2 {
            try await proof(fixture, dossier, "report_error", reason: "Sai họ của cha")
            let task = try await fixture.task(dossier, "examine")
            #expect(task.remark == "Sai họ của cha")
            #expect(try await fixture.timers(dossier).keys.allSatisfy { !$0.contains("silence") })
            try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        }
        try await proof(fixture, dossier, "confirm")
        #expect(try await fixture.task(dossier, "record").state == .open)
    }

    @Test func `only a party of the dossier answers for the draft`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await atProof(fixture)

        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notAParty.reason)) {
            try await proof(fixture, dossier, "confirm", by: fixture.cast.stranger)
        }
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)) {
            try await proof(fixture, dossier, "confirm", by: fixture.cast.civil)
        }
    }

    @Test func `a refusal is a result: no entry, no number, signed, released and returned within the limit`()
        async throws
    {
        let fixture = try await DeskFixture()
        let dossier = try await accepted(fixture)

        try await fixture.act(dossier, "examine", "refuse", reason: "Giấy chứng sinh mâu thuẫn", by: fixture.cast.civil)
        try await signAndReturn(fixture, dossier)

        let ended = try await fixture.dossier(dossier)
        #expect(ended.status == .returned && ended.outcome == .refused)
        #expect(ended.facts["book.birth"] == nil)
        let last = try #require(try await fixture.headers(of: dossier).last)
        #expect(last.facts.text("outcome") == "refused")
    }

    @Test func `the leader who sends back after the entry finds the same number in the book`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await accepted(fixture, .counter)
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        try await fixture.act(dossier, "record", "enter", by: fixture.cast.civil)
        let first = try await fixture.dossier(dossier).facts["book.birth"]
        try await number(fixture, dossier)
        try await fixture.act(dossier, "draft", "submit", by: fixture.cast.civil)
        try await fixture.act(dossier, "sign", "back_to_examine", reason: "Sai quê quán", by: fixture.cast.signer)
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        try await fixture.act(dossier, "record", "enter", by: fixture.cast.civil)

        #expect(first == "1/2026")
        #expect(try await fixture.dossier(dossier).facts["book.birth"] == first)
        let other = try await accepted(fixture, .counter)
        try await fixture.act(other, "examine", "ready", by: fixture.cast.civil)
        try await fixture.act(other, "record", "enter", by: fixture.cast.civil)
        #expect(try await fixture.dossier(other).facts["book.birth"] == "2/2026")
    }

    @Test func `the number comes from outside: no officer gives it, and a system that is down invents none`()
        async throws
    {
        let fixture = try await DeskFixture()
        let dossier = try await accepted(fixture, .counter)
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        try await fixture.act(dossier, "record", "enter", by: fixture.cast.civil)

        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)) {
            try await fixture.act(dossier, "number", "number_received", by: fixture.cast.civil)
        }
        fixture.population.goDown(true)
        await #expect(throws: Population.Unavailable.self) { try await number(fixture, dossier) }
        #expect(try await fixture.dossier(dossier).facts["personal_number"] == nil)
        #expect(try await fixture.task(dossier, "number").state == .open)

        await #expect(throws: Population.Unavailable.self) { try await fixture.desk.runSystemSteps() }

        fixture.population.goDown(false)
        #expect(try await fixture.desk.runSystemSteps() == 1)
        #expect(try await fixture.dossier(dossier).facts["personal_number"] == "001326000001")
    }

    @Test func `a number refused by the population database goes back to the examination with its reason`() async throws
    {
        let fixture = try await DeskFixture()
        let dossier = try await accepted(fixture, .counter)
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        try await fixture.act(dossier, "record", "enter", by: fixture.cast.civil)

        try await fixture.act(
            dossier, "number", "rejected", reason: "Mẹ không có trong dữ liệu", by: .system("outside"))

        #expect(try await fixture.task(dossier, "examine").remark == "Mẹ không có trong dữ liệu")
        #expect(try await fixture.dossier(dossier).status == .working)
    }

    @Test func `who drafted does not sign`() async throws {
        let fixture = try await DeskFixture()
        let both = fixture.cast.officer([(.civilStatusOfficer, Offices.ward), (.signer, Offices.ward)])
        let dossier = try await accepted(fixture)
        try await fixture.act(dossier, "examine", "refuse", reason: "Không đúng thẩm quyền", by: both)
        try await fixture.act(dossier, "draft", "submit", by: both)

        await #expect(throws: DossierProblem.forbidden(AccessRefusal.drafterMayNotSign.reason)) {
            try await fixture.act(dossier, "sign", "sign", by: both)
        }
        try await fixture.act(dossier, "sign", "sign", by: fixture.cast.signer)
    }

    @Test func `what is sent back finds who examined it, while the post is his`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-19T09:00")
        let examiner = try await fixture.employ(.civilStatusOfficer, at: Offices.ward)
        let examining = Actor(
            subject: examiner.retyped(), name: "Hộ tịch",
            standing: .officer(try await fixture.directory.standing(of: examiner)))
        let dispute: @Sendable () async throws -> ID<Officer>? = {
            let dossier = try await fixture.lodgeAndAccept(fixture.birth())
            try await fixture.act(dossier, "examine", "ready", by: examining)
            let proof = try await fixture.task(dossier, "proof")
            _ = try await fixture.desk.answerProof(
                task: proof.id, expecting: try await fixture.version(dossier), action: "report_error",
                reason: "Sai năm sinh", by: fixture.cast.resident)
            return try await fixture.task(dossier, "examine").assignee
        }

        #expect(try await dispute() == examiner)
        try await fixture.directory.endPost(
            .civilStatusOfficer, at: Offices.ward, of: examiner, after: day("2026-11-18"), by: .system("test"))
        #expect(try await dispute() == nil)
    }
}
