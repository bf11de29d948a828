import Catalogue
import Civic
import Directory
import Dossiers
import Journal
import Store
import Testing

/// `procedures.md` 3.9, end to end with Hanoi's real file.
@Suite struct ConstructionPermitTests {
    private let missing = [SupplementItem(target: .document("cp.drawings"), reason: "Thiếu mặt cắt móng")]

    private func assigned(_ fixture: DeskFixture, _ filing: Filing? = nil) async throws -> ID<Dossier> {
        let dossier = try await fixture.lodgeAndAccept(filing ?? fixture.permit())
        try await fixture.act(dossier, "assign", "assign", by: fixture.cast.divisionHead)
        return dossier
    }

    private func consult(_ fixture: DeskFixture, _ dossier: ID<Dossier>, _ units: [UnitCode]) async throws {
        let task = try await fixture.task(dossier, "appraise")
        _ = try await fixture.desk.ask(
            task.id, rule: "consult", units: units, question: "Quy hoạch lộ giới?",
            expecting: try await fixture.version(dossier), by: fixture.cast.specialist)
    }

    private func draft(_ fixture: DeskFixture, _ dossier: ID<Dossier>, _ action: String, reason: String = "")
        async throws
    {
        try await fixture.act(dossier, "appraise", "appraised", by: fixture.cast.specialist)
        try await fixture.act(dossier, "site_check", "as_filed", by: fixture.cast.colleague)
        try await fixture.act(dossier, "draft", action, reason: reason, by: fixture.cast.specialist)
        try await fixture.act(dossier, "review", "ok", by: fixture.cast.divisionHead)
    }

    private func request(_ fixture: DeskFixture, _ dossier: ID<Dossier>) async throws {
        _ = try await fixture.desk.requestSupplement(
            dossier, expecting: try await fixture.version(dossier), items: missing, by: fixture.cast.specialist)
    }

    private func supplement(_ fixture: DeskFixture, _ dossier: ID<Dossier>) async throws {
        _ = try await fixture.desk.supplement(
            dossier, expecting: try await fixture.version(dossier), answers: fixture.permit().answers, papers: [],
            by: fixture.cast.resident)
    }

    @Test func `a house goes through both looks at once to a permit with its number`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await assigned(fixture)
        #expect(Set(try await fixture.state(dossier).openTasks.map(\.step)) == ["appraise", "site_check"])

        try await fixture.act(dossier, "appraise", "appraised", by: fixture.cast.specialist)
        #expect(try await fixture.state(dossier).openTasks.map(\.step) == ["site_check"])
        try await fixture.act(dossier, "site_check", "as_filed", by: fixture.cast.specialist)
        try await fixture.act(dossier, "draft", "permit", by: fixture.cast.specialist)
        try await fixture.act(dossier, "review", "ok", by: fixture.cast.divisionHead)
        try await fixture.act(dossier, "sign", "sign", by: fixture.cast.signer)
        try await fixture.act(dossier, "issue", "release", by: fixture.cast.clerk)
        try await fixture.act(dossier, "return", "hand_over", by: fixture.cast.counter)

        let ended = try await fixture.dossier(dossier)
        #expect(ended.outcome == .granted && ended.facts["book.construction-permit"] == "1/2026")
    }

    @Test func `a refusal takes no number from the permit book`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await assigned(fixture)
        try await draft(fixture, dossier, "refuse", reason: "Không phù hợp quy hoạch")
        try await fixture.act(dossier, "sign", "sign", by: fixture.cast.signer)
        try await fixture.act(dossier, "issue_refusal", "release", by: fixture.cast.clerk)
        try await fixture.act(dossier, "return", "hand_over", by: fixture.cast.counter)

        let ended = try await fixture.dossier(dossier)
        #expect(ended.outcome == .refused && ended.facts["book.construction-permit"] == nil)
    }

    @Test(arguments: [("2026-04-21T10:00", "house", "2026-05-05"), ("2026-08-14T10:00", "belief", "2026-08-27")])
    func `a house has seven working days, a work ten`(_ now: String, _ kind: String, _ due: String) async throws {
        let fixture = try await DeskFixture(at: now)
        let extra: [String: AnswerValue] = kind == "belief" ? ["heritage": .flag(false)] : [:]
        let dossier = try await fixture.lodge(fixture.permit(.counter, kind: kind, extra))

        #expect(local(try await fixture.accept(dossier).due) == "\(due)T17:00")
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let kind: String
        let answers: [String: AnswerValue]
        let before: UnitCode
        let after: UnitCode
        let testDescription: String
    }

    static let matrix = [
        Case(kind: "house", answers: [:], before: Offices.ward, after: Offices.ward, testDescription: "house"),
        Case(
            kind: "house", answers: ["spans": .flag(true), "entrance_area": .text(Offices.otherArea)],
            before: Offices.ward, after: Offices.otherWard, testDescription: "house on the border, by its entrance"),
        Case(
            kind: "house", answers: ["in_zone": .flag(true)], before: Offices.ward, after: Offices.zones,
            testDescription: "house in a zone"),
        Case(
            kind: "non_linear", answers: ["class": .text("iii")], before: Offices.ward, after: Offices.ward,
            testDescription: "class III"),
        Case(
            kind: "non_linear", answers: ["class": .text("ii")], before: Offices.construction,
            after: Offices.construction, testDescription: "class II"),
        Case(
            kind: "non_linear", answers: ["class": .text("i"), "in_zone": .flag(true)], before: Offices.construction,
            after: Offices.zones, testDescription: "the zone beats the class"),
        Case(
            kind: "non_linear",
            answers: [
                "class": .text("iv"), "stage": .text("project"), "spans": .flag(true),
                "entrance_area": .text(Offices.otherArea),
            ], before: Offices.ward, after: Offices.construction, testDescription: "project over two communes"),
    ]

    @Test(arguments: matrix) func `who decides is judged by the day of acceptance`(_ one: Case) async throws {
        // The point of the ward stood under the ward until 2025-12-07.
        let point = Offices.code("H26.X04.09")
        let fixture = try await DeskFixture(at: "2025-12-03T10:00")
        let counter = fixture.cast.officer([(.counterOfficer, point)])
        let lodge: @Sendable () async throws -> ID<Dossier> = {
            var filing = fixture.permit(.counter, kind: one.kind, one.answers)
            filing.receiving = point
            return try await fixture.desk.lodge(filing, by: counter).dossier
        }
        let accepted = try await lodge()
        let waiting = try await lodge()
        _ = try await fixture.accept(accepted, by: counter)
        #expect(try await fixture.dossier(accepted).competent == one.before)

        fixture.set("2025-12-04T08:30")
        _ = try await fixture.accept(waiting, by: counter)

        #expect(try await fixture.dossier(waiting).competent == one.after)
        #expect(try await fixture.task(waiting, "assign").unit == one.after)
        #expect(try await fixture.dossier(accepted).competent == one.before)
    }

    @Test func `bodies consulted have twelve days, the limit waits, and silence is consent`() async throws {
        let fixture = try await DeskFixture(at: "2026-09-21T10:00")
        let dossier = try await assigned(fixture)
        #expect(local(try await fixture.dossier(dossier).due) == "2026-09-30T17:00")
        try await consult(fixture, dossier, [Offices.construction, Offices.culture])

        let asked = try await fixture.task(dossier, "consult", at: Offices.construction)
        #expect(local(asked.due) == "2026-10-05T17:00")
        #expect(try await fixture.ledger(dossier).map(\.kind) == [.set, .extendedByLaw])
        await #expect { try await fixture.act(dossier, "appraise", "appraised", by: fixture.cast.specialist) } throws: {
            if case DossierProblem.guardFailed? = $0 as? DossierProblem { true } else { false }
        }
        _ = try await fixture.desk.answer(
            asked.id, answer: "agree_with_conditions", text: "Lùi 1 m", expecting: try await fixture.version(dossier),
            by: fixture.cast.consulted)
        // The other body says nothing; the timers run two days late.
        try await fixture.reach("2026-10-05T16:59")
        #expect(try await fixture.history(dossier).allSatisfy { $0.event != .answerSilent && $0.step != "appraise" })
        try await fixture.reach("2026-10-07T09:00")

        let silent = try await fixture.history(dossier).filter { $0.event == .answerSilent }
        #expect(silent.count == 1 && silent.first?.unit == Offices.culture.text)
        #expect(local(silent.first?.effective) == "2026-10-05T17:00" && local(silent.first?.at) == "2026-10-07T09:00")
        try await fixture.act(dossier, "appraise", "appraised", by: fixture.cast.specialist)
        #expect(try await fixture.reach("2026-10-20T09:00") >= 0)
        #expect(try await fixture.history(dossier).count { $0.event == .answerSilent } == 1)
    }

    @Test func `a second round is lawful without the leader, a third is refused with what to do instead`() async throws
    {
        let fixture = try await DeskFixture()
        let dossier = try await assigned(fixture)
        for round in 1...2 {
            try await request(fixture, dossier)
            #expect(try await fixture.dossier(dossier).supplementRounds == round)
            try await supplement(fixture, dossier)
        }

        await #expect(throws: DossierProblem.guardFailed(SupplementText.noFurtherRound)) {
            try await request(fixture, dossier)
        }
        #expect(try await fixture.dossier(dossier).status == .working)
        #expect(
            try await fixture.ledger(dossier).map(\.kind) == [.set, .paused, .restarted, .paused, .restarted])
    }

    @Test func `a mandate signs permits and nothing else, and the officer who drafted does not use it`() async throws {
        let fixture = try await DeskFixture()
        let mandate = fixture.cast.certifying(power: "sign:1.013225")
        let deputy = fixture.cast.officer([(.divisionHead, Offices.ward)], mandates: [mandate])
        let wrong = fixture.cast.officer([(.divisionHead, Offices.ward)], mandates: [fixture.cast.certifying()])
        let dossier = try await assigned(fixture)
        try await draft(fixture, dossier, "permit")

        await #expect(throws: DossierProblem.forbidden(AccessRefusal.mandateMissing.reason)) {
            try await fixture.act(dossier, "sign", "sign", by: wrong)
        }
        try await fixture.act(dossier, "sign", "sign", by: deputy)

        let signed = try await fixture.headers(of: dossier).last
        #expect(signed?.kind == "dossier.signed" && signed?.mandate == mandate.id.retyped())
    }

    @Test func `to look again from a branch's end cancels nothing and opens the assignment`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await assigned(fixture)
        try await fixture.act(dossier, "appraise", "appraised", by: fixture.cast.specialist)
        try await fixture.act(
            dossier, "site_check", "differs", reason: "Nhà bên lấn 0,3 m", by: fixture.cast.specialist)

        try await fixture.act(dossier, "draft", "look_again", reason: "Đo lại ranh", by: fixture.cast.specialist)

        #expect(try await fixture.state(dossier).openTasks.map(\.step) == ["assign"])
        try await fixture.act(dossier, "assign", "assign", by: fixture.cast.divisionHead)
        #expect(Set(try await fixture.state(dossier).openTasks.map(\.step)) == ["appraise", "site_check"])
    }

    @Test func `work asked for is cancelled with the work that asked`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await assigned(fixture)
        try await consult(fixture, dossier, [Offices.construction])

        _ = try await fixture.desk.withdraw(
            dossier, expecting: try await fixture.version(dossier), reason: "Đổi thiết kế", by: fixture.cast.resident)

        #expect(try await fixture.state(dossier).openTasks.isEmpty)
        #expect(try await fixture.timers(dossier).isEmpty)
        let cancelled = try await fixture.count("SELECT COUNT(*) FROM task WHERE state = 'cancelled'")
        #expect(cancelled == 3)
    }

    @Test func `a body that no unit is, or a wrong kind of it, cannot be asked`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await assigned(fixture)

        for unit in [Offices.code("H26.S99"), Offices.otherPoint] {
            await #expect(throws: DossierProblem.unknownUnit(unit.text)) { try await consult(fixture, dossier, [unit]) }
        }
    }
}
