import Catalogue
import Civic
import Directory
import Dossiers
import Journal
import Store
import StoreSQLite
import Testing

/// Work that stands still is told to who holds it and to his head (`procedures.md` 2.1 I1, 2.3, 2.4 C5).
@Suite struct WatchTests {
    /// An officer the Directory knows, as he acts.
    private func hire(_ fixture: DeskFixture, _ role: Role, at unit: UnitCode) async throws -> Actor {
        let officer = try await fixture.employ(role, at: unit)
        let subject = try await fixture.database.read { transaction in
            try transaction.first("SELECT subject FROM officer WHERE id = \(officer.rawValue)") {
                $0.id(0, of: Subject.self)
            }
        }
        return Actor(
            subject: try #require(subject), name: role.rawValue,
            standing: .officer(try await fixture.directory.standing(of: officer)))
    }

    private func told(_ fixture: DeskFixture, _ actor: Actor) async throws -> [EventName] {
        var runner = ConsumerRunner(fixture.database, clock: fixture.clock)
        runner.add(NoticeInbox(fixture.directory))
        try await runner.settle()
        return try await fixture.desk.notices(by: actor).map(\.event)
    }

    private func alerts(_ fixture: DeskFixture, _ dossier: ID<Dossier>) async throws -> [HistoryLine] {
        try await fixture.history(dossier).filter { $0.event == .alerted }
    }

    @Test func `what was lodged online and taken up by nobody is told to its counter within two working hours, once`()
        async throws
    {
        let fixture = try await DeskFixture(at: "2026-11-20T16:30")
        let counter = try await hire(fixture, .counterOfficer, at: Offices.point)
        let head = try await hire(fixture, .deskHead, at: Offices.point)
        let elsewhere = try await hire(fixture, .counterOfficer, at: Offices.otherPoint)
        let dossier = try await fixture.lodge(fixture.birth())

        #expect(try await fixture.reach("2026-11-23T09:29") == 0)
        #expect(try await fixture.reach("2026-11-23T09:31") == 1)
        #expect(try await fixture.reach("2026-11-23T12:00") == 0)

        let alerted = try await alerts(fixture, dossier)
        #expect(alerted.map(\.step) == ["intake.check"] && alerted.map { local($0.effective) } == ["2026-11-23T09:30"])
        #expect(try await told(fixture, counter) == [.alerted])
        #expect(try await told(fixture, head) == [.alerted])
        #expect(try await told(fixture, elsewhere).isEmpty)
        #expect(try await told(fixture, fixture.cast.resident) == [.lodged])
        // The limit of acceptance is still watched: that one the resident hears of too.
        #expect(try await fixture.reach("2026-11-23T16:29") == 0)
        #expect(try await fixture.reach("2026-11-25T08:00") == 1)
        #expect(try await fixture.events(dossier) == [.lodged, .alerted, .overdueNoticed])
        #expect(try await told(fixture, head) == [.overdueNoticed, .alerted])
        #expect(try await told(fixture, fixture.cast.resident) == [.overdueNoticed, .lodged])
    }

    @Test func `who took it up, wrote to it or was handed it on paper is not reminded`() async throws {
        let fixture = try await DeskFixture()
        let claimed = try await fixture.lodge(fixture.birth())
        let noted = try await fixture.lodge(fixture.birth())
        let paper = try await fixture.lodge(fixture.birth(.counter))
        let check = try await fixture.task(claimed, "intake.check")
        _ = try await fixture.desk.claim(check.id, expecting: 1, by: fixture.cast.counter)
        try await fixture.desk.note(noted, text: "Đã gọi điện", by: fixture.cast.counter)

        try await fixture.reach("2026-11-19T15:00")

        for dossier in [claimed, noted, paper] {
            #expect(try await alerts(fixture, dossier).isEmpty)
            #expect(local(try await fixture.timers(dossier)["dossier.acceptance"]) == "2026-11-20T09:00")
        }
    }

    @Test func `a refusal that waits for the head of the point is watched in its turn`() async throws {
        let fixture = try await DeskFixture()
        let head = try await hire(fixture, .deskHead, at: Offices.point)
        let dossier = try await fixture.lodge(fixture.birth())
        _ = try await fixture.desk.proposeRefusal(
            dossier, expecting: 1, reason: "Không thuộc thẩm quyền", by: fixture.cast.counter)

        try await fixture.reach("2026-11-19T14:01")

        #expect(try await fixture.history(dossier).last?.step == "intake.refusal")
        #expect(try await told(fixture, head) == [.overdueNoticed])
    }

    @Test
    func `a step past its own time is told once to who holds it and to his head, long before the dossier is late`()
        async throws
    {
        let fixture = try await DeskFixture()
        let holder = try await hire(fixture, .civilStatusOfficer, at: Offices.ward)
        let colleague = try await hire(fixture, .civilStatusOfficer, at: Offices.ward)
        let head = try await hire(fixture, .divisionHead, at: Offices.ward)
        let chairman = try await hire(fixture, .signer, at: Offices.ward)
        let held = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        let free = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        let task = try await fixture.task(held, "examine")
        _ = try await fixture.desk.claim(task.id, expecting: try await fixture.version(held), by: holder)
        #expect(try await fixture.timers(held) == ["dossier.due": instant("2026-11-19T14:00")])

        try await fixture.reach("2026-11-19T14:01")
        try await fixture.reach("2026-11-20T09:00")

        for dossier in [held, free] {
            let alerted = try await alerts(fixture, dossier)
            #expect(alerted.map(\.step) == ["examine"] && local(alerted.first?.effective) == "2026-11-19T14:00")
            #expect(try await fixture.timers(dossier)["dossier.due"] == (try await fixture.dossier(dossier).due))
        }
        #expect(try await told(fixture, holder) == [.alerted, .alerted])
        #expect(try await told(fixture, colleague) == [.alerted])
        #expect(try await told(fixture, head) == [.alerted, .alerted])
        #expect(try await told(fixture, chairman).isEmpty)
    }

    @Test func `work that opens later is watched too, and what was done in time is not told`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus(.counter))
        fixture.set("2026-11-19T13:30")
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        let sign = try await fixture.task(dossier, "sign")

        // The timer of the step that was done in time fires, tells nothing and goes on to the next.
        #expect(try await fixture.reach("2026-11-19T14:00") == 1)
        #expect(try await alerts(fixture, dossier).isEmpty)
        #expect(try await fixture.timers(dossier)["dossier.due"] == sign.due)
        fixture.set("2026-11-23T08:00")
        try await fixture.desk.fireTimers()

        #expect(try await alerts(fixture, dossier).map(\.step) == ["sign"])
    }

    @Test func `a dossier worked through in one morning sets its timer once`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus(.counter))
        let first = try await fixture.timers(dossier)

        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        try await fixture.act(dossier, "sign", "sign", by: fixture.cast.signer)

        #expect(try await fixture.task(dossier, "seal").due == instant("2026-11-19T10:00"))
        #expect(try await fixture.timers(dossier) == first)
        // It comes a little later than it might, never not at all.
        try await fixture.reach("2026-11-19T14:00")
        #expect(try await alerts(fixture, dossier).map { local($0.effective) } == ["2026-11-19T10:00"])
    }

    @Test func `a step that waits for another system for half an hour alarms the head of its unit, once`() async throws
    {
        let fixture = try await DeskFixture()
        let head = try await hire(fixture, .divisionHead, at: Offices.ward)
        let officer = try await hire(fixture, .civilStatusOfficer, at: Offices.ward)
        let dossier = try await fixture.lodgeAndAccept(fixture.birth(.counter))
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        try await fixture.act(dossier, "record", "enter", by: fixture.cast.civil)
        fixture.population.goDown(true)

        for minutes in [29, 1, 1, 60] as [Int64] {
            fixture.pass(seconds: minutes * 60)
            await #expect(throws: Population.Unavailable.self) { try await fixture.desk.runSystemSteps() }
            let alerted = try await alerts(fixture, dossier).count
            #expect(alerted == (minutes == 29 ? 0 : 1))
        }
        #expect(try await told(fixture, head) == [.alerted])
        #expect(try await told(fixture, officer).isEmpty)

        fixture.population.goDown(false)
        #expect(try await fixture.desk.runSystemSteps() == 1)
    }

    @Test func `the deputy of a head who is away is told with him`() async throws {
        let fixture = try await DeskFixture()
        let head = try await hire(fixture, .deskHead, at: Offices.point)
        let deputy = try await hire(fixture, .counterOfficer, at: Offices.otherPoint)
        try await fixture.directory.setAbsence(
            of: head.officerID, from: day("2026-11-18"), until: day("2026-11-30"), deputy: deputy.officerID,
            by: .system("test"))
        _ = try await fixture.lodge(fixture.birth())

        try await fixture.reach("2026-11-19T11:00")

        #expect(try await told(fixture, head) == [.alerted])
        #expect(try await told(fixture, deputy) == [.alerted])
    }

    @Test func `a page opened before a notice still acts, one opened before a colleague's act does not`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus(.counter))
        let task = try await fixture.task(dossier, "examine")
        let seen = try await fixture.version(dossier)
        try await fixture.reach("2026-11-19T14:01")
        #expect(try await fixture.version(dossier) == seen + 1)

        _ = try await fixture.desk.claim(task.id, expecting: seen, by: fixture.cast.civil)

        await #expect(throws: DossierProblem.versionChanged(expected: seen, actual: seen + 2)) {
            _ = try await fixture.desk.act(task.id, action: "ready", expecting: seen, by: fixture.cast.civil)
        }
    }
}
