import Catalogue
import Civic
import Directory
import Dossiers
import Journal
import Store
import Testing

/// `procedures.md` 3.4, with verification at another commune and supplements (2.2).
@Suite struct MaritalStatusTests {
    private let missing = [SupplementItem(target: .field("earlier.area"), reason: "Nơi thường trú trước đây chưa rõ")]

    private func verify(_ fixture: DeskFixture, _ dossier: ID<Dossier>) async throws -> WorkTask {
        let examine = try await fixture.task(dossier, "examine")
        _ = try await fixture.desk.ask(
            examine.id, rule: "verify", units: [Offices.otherWard], question: "Xác nhận từ 2014 đến 2019",
            expecting: try await fixture.version(dossier), by: fixture.cast.civil)
        return try await fixture.task(dossier, "verify")
    }

    private func answer(
        _ fixture: DeskFixture, _ task: WorkTask, _ answer: String, by actor: Actor? = nil
    ) async throws {
        _ = try await fixture.desk.answer(
            task.id, answer: answer, text: "", expecting: try await fixture.version(task.dossier),
            by: actor ?? fixture.cast.verifier)
    }

    private func request(_ fixture: DeskFixture, _ dossier: ID<Dossier>) async throws {
        _ = try await fixture.desk.requestSupplement(
            dossier, expecting: try await fixture.version(dossier), items: missing, by: fixture.cast.civil)
    }

    private func supplement(_ fixture: DeskFixture, _ dossier: ID<Dossier>) async throws {
        _ = try await fixture.desk.supplement(
            dossier, expecting: try await fixture.version(dossier), answers: fixture.maritalStatus().answers,
            papers: [], by: fixture.cast.resident)
    }

    @Test func `the other commune has its own task and due time, and the dossier's limit waits for it`() async throws {
        // Friday 20 November: three working days end on Thursday 26, because 24 November is a day off.
        let fixture = try await DeskFixture(at: "2026-11-20T09:00")
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        #expect(local(try await fixture.dossier(dossier).due) == "2026-11-26T17:00")

        let asked = try await verify(fixture, dossier)

        #expect(asked.kind == .verification && asked.unit == Offices.otherWard)
        #expect(local(asked.due) == "2026-11-26T17:00")
        let ledger = try await fixture.ledger(dossier)
        #expect(ledger.map(\.kind) == [.set, .extendedByLaw])
        let extended = try #require(ledger.last)
        #expect(extended.ground == "Xác minh tại nơi thường trú trước đây")
        // What was left at 09:00 of the first day (23 of 24 hours and more) runs after the answer is due.
        let due = try #require(extended.due)
        #expect(due > instant("2026-11-26T17:00"))
        #expect(try await fixture.dossier(dossier).due == due)
        #expect(local(try await fixture.dossier(dossier).originalDue) == "2026-11-26T17:00")
    }

    @Test func `communes asked one after the other are waited for side by side`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-19T09:00")
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        let third = Offices.code("H26.X07")
        let ask: @Sendable (UnitCode) async throws -> Instant? = { unit in
            let examine = try await fixture.task(dossier, "examine")
            _ = try await fixture.desk.ask(
                examine.id, rule: "verify", units: [unit], question: "Xác nhận",
                expecting: try await fixture.version(dossier), by: fixture.cast.civil)
            return try await fixture.dossier(dossier).due
        }
        let first = try await ask(Offices.otherWard)

        #expect(try await ask(third) == first)
        #expect(try await fixture.ledger(dossier).map(\.kind) == [.set, .extendedByLaw])
        // Asked a day later it is due a day later, and so is the dossier: not a whole limit more.
        fixture.set("2026-11-20T09:00")
        let later = try #require(try await ask(Offices.code("H26.X02")))
        let calendar = fixture.rules.calendar
        let before = try #require(first)
        #expect(
            calendar.workingMinutes(from: CityZone.hanoi.local(before), to: CityZone.hanoi.local(later)) == 8 * 60)
    }

    @Test func `the examination waits for the answer, which the asked commune alone can give`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-20T09:00")
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        let asked = try await verify(fixture, dossier)

        await #expect { try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil) } throws: {
            if case DossierProblem.guardFailed? = $0 as? DossierProblem { true } else { false }
        }
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirUnit.reason)) {
            try await answer(fixture, asked, "confirmed", by: fixture.cast.civil)
        }
        await #expect(throws: DossierProblem.unknownAnswer("maybe")) { try await answer(fixture, asked, "maybe") }
        try await answer(fixture, asked, "confirmed")
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)

        #expect(try await fixture.dossier(dossier).facts["answer_verify"] == "confirmed")
        #expect(try await fixture.task(dossier, "proof").seat == .applicant)
        await #expect(throws: DossierProblem.taskGone) { try await answer(fixture, asked, "no_data") }
    }

    @Test func `a verification that stays silent is noticed once and stays with the commune that owes it`() async throws
    {
        let fixture = try await DeskFixture(at: "2026-11-20T09:00")
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        let asked = try await verify(fixture, dossier)

        try await fixture.reach("2026-11-27T08:00")
        try await fixture.reach("2026-11-27T09:00")

        let noticed = try await fixture.history(dossier).filter { $0.event == .overdueNoticed && $0.step == "verify" }
        #expect(noticed.count == 1 && noticed.first?.effective == asked.due)
        #expect(try await fixture.task(dossier, "verify").state == .open)
    }

    @Test func `a supplement restarts the clock from zero, with a line for each`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-20T09:00")
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        fixture.set("2026-11-23T09:00")
        try await request(fixture, dossier)

        let waiting = try await fixture.dossier(dossier)
        #expect(waiting.status == .awaitingSupplement && waiting.clock == .paused)
        #expect(try await fixture.task(dossier, "examine").state == .waiting)
        // The day off between does not matter: three working days are counted anew from the 1st of December.
        fixture.set("2026-12-01T10:00")
        try await supplement(fixture, dossier)

        let dossierNow = try await fixture.dossier(dossier)
        #expect(dossierNow.status == .working && dossierNow.clock == .running)
        #expect(local(dossierNow.due) == "2026-12-04T17:00")
        let ledger = try await fixture.ledger(dossier)
        #expect(ledger.map(\.kind) == [.set, .paused, .restarted])
        #expect(ledger.map(\.number) == [1, 2, 3])
        #expect(ledger.map { local($0.due) } == ["2026-11-26T17:00", "-", "2026-12-04T17:00"])
        let task = try await fixture.task(dossier, "examine")
        #expect(task.state == .open && local(task.due) == "2026-12-01T15:00")
        #expect(try await fixture.timers(dossier)["dossier.closing"] == nil)
    }

    @Test func `what is asked names everything once, and an empty request is none`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())

        await #expect(throws: DossierProblem.emptyRequest) {
            _ = try await fixture.desk.requestSupplement(
                dossier, expecting: try await fixture.version(dossier), items: [], by: fixture.cast.civil)
        }
        try await request(fixture, dossier)
        let view = try await fixture.desk.view(dossier, by: fixture.cast.resident)
        #expect(view.supplement?.items == missing && view.supplement?.round == 1)
        #expect(local(view.supplement?.closesAt) == "2026-12-11T17:00")
    }

    @Test func `a second round needs the leader, who may also decline it`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        try await request(fixture, dossier)
        try await supplement(fixture, dossier)
        try await request(fixture, dossier)

        #expect(try await fixture.dossier(dossier).status == .working)
        #expect(try await fixture.task(dossier, "supplement.approval").seat == .officer(.signer))
        let decide: @Sendable (Bool, String, Actor) async throws -> Void = { approve, reason, actor in
            _ = try await fixture.desk.decideSupplement(
                dossier, expecting: try await fixture.version(dossier), approve: approve, reason: reason, by: actor)
        }
        await #expect(throws: DossierProblem.self) { try await decide(true, "", fixture.cast.civil) }
        await #expect(throws: DossierProblem.reasonMissing) { try await decide(false, "", fixture.cast.signer) }
        try await decide(false, "Đã đủ căn cứ", fixture.cast.signer)
        #expect(try await fixture.dossier(dossier).status == .working)
        #expect(try await fixture.state(dossier).openTasks.map(\.step) == ["examine"])

        try await request(fixture, dossier)
        try await decide(true, "", fixture.cast.signer)
        let asked = try await fixture.dossier(dossier)
        #expect(asked.status == .awaitingSupplement && asked.supplementRounds == 2)
    }

    @Test func `an approval taken back can be given again`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        try await request(fixture, dossier)
        try await supplement(fixture, dossier)
        try await request(fixture, dossier)
        for _ in 1...2 {
            _ = try await fixture.desk.decideSupplement(
                dossier, expecting: try await fixture.version(dossier), approve: true, reason: "",
                by: fixture.cast.signer)
            #expect(try await fixture.dossier(dossier).status == .awaitingSupplement)
            _ = try await fixture.desk.undo(
                dossier, expecting: try await fixture.version(dossier), by: fixture.cast.signer)
            #expect(try await fixture.dossier(dossier).status == .working)
            let view = try await fixture.desk.view(dossier, by: fixture.cast.resident)
            #expect(view.supplement?.awaitsApproval == true)
        }
    }

    @Test func `what the counter asked for before acceptance is no round`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.maritalStatus())
        _ = try await fixture.desk.requestSupplement(
            dossier, expecting: try await fixture.version(dossier), items: missing, by: fixture.cast.counter)
        #expect(try await fixture.dossier(dossier).clock == .notStarted)
        try await supplement(fixture, dossier)
        #expect(try await fixture.dossier(dossier).status == .lodged)
        #expect(try await fixture.ledger(dossier).isEmpty)
        _ = try await fixture.accept(dossier)

        try await request(fixture, dossier)

        #expect(try await fixture.dossier(dossier).status == .awaitingSupplement)
    }

    @Test func `new answers are kept beside the old, and what they say counts`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        #expect(try await fixture.dossier(dossier).facts["earlier_home"] == "yes")
        _ = try await fixture.desk.requestSupplement(
            dossier, expecting: try await fixture.version(dossier),
            items: [SupplementItem(target: .field("earlier.has"), reason: "Không thấy trong dữ liệu cư trú")],
            by: fixture.cast.civil)

        _ = try await fixture.desk.supplement(
            dossier, expecting: try await fixture.version(dossier),
            answers: fixture.maritalStatus(.online, earlierHome: false).answers, papers: [],
            by: fixture.cast.resident)

        #expect(try await fixture.dossier(dossier).facts["earlier_home"] == "no")
        #expect(try await fixture.count("SELECT COUNT(*) FROM dossier_answers") == 2)
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
    }

    @Test func `an answer nobody asked about stays as it was`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        try await request(fixture, dossier)
        var answers = fixture.maritalStatus().answers
        answers["earlier.area"] = .text(Offices.wardArea)
        answers["person.name"] = .text("Nguyễn Thị Hồng")

        await #expect(throws: DossierProblem.notAsked(["person.name": DossierProblem.notAsked([:]).publicMessage])) {
            _ = try await fixture.desk.supplement(
                dossier, expecting: try await fixture.version(dossier), answers: answers, papers: [],
                by: fixture.cast.resident)
        }
        answers["person.name"] = .text("Nguyễn Thị Hương")
        _ = try await fixture.desk.supplement(
            dossier, expecting: try await fixture.version(dossier), answers: answers, papers: [],
            by: fixture.cast.resident)

        #expect(try await fixture.desk.view(dossier, by: fixture.cast.resident).answers == answers)
    }

    @Test func `the commune that verifies reads and notes, and steers nothing`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-20T09:00")
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        _ = try await verify(fixture, dossier)
        let desk = fixture.desk
        let verifier = fixture.cast.verifier
        let version = try await fixture.version(dossier)
        let deeds: [@Sendable () async throws -> Void] = [
            { _ = try await desk.payAtCounter(dossier, expecting: version, receiptNumber: "BL-1", by: verifier) },
            { _ = try await desk.askPayment(dossier, expecting: version, by: verifier) },
            {
                _ = try await desk.apologise(
                    dossier, expecting: version, newDate: day("2026-12-20"), reason: "Chờ", by: verifier)
            },
            { try await desk.relate(dossier, to: "H26.C01.PX04-261120-0001", relation: "bundle", by: verifier) },
        ]
        for deed in deeds {
            await #expect {
                try await deed()
            } throws: {
                if case DossierProblem.forbidden? = $0 as? DossierProblem { true } else { false }
            }
        }
        try await desk.note(dossier, text: "Đang tra sổ cũ", by: verifier)
        #expect(try await fixture.events(dossier).last == .noted)
    }

    @Test func `the counter may bring a supplement for the person, a stranger may not`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        try await request(fixture, dossier)
        let bring: @Sendable (Actor) async throws -> Void = { actor in
            _ = try await fixture.desk.supplement(
                dossier, expecting: try await fixture.version(dossier), answers: fixture.maritalStatus().answers,
                papers: [], by: actor)
        }

        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notAParty.reason)) {
            try await bring(fixture.cast.stranger)
        }
        try await bring(fixture.cast.counter)
        await #expect(throws: DossierProblem.notNow(.supplemented, .working)) { try await bring(fixture.cast.counter) }
    }
}
