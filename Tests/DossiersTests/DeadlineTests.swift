import Catalogue
import Civic
import Directory
import Dossiers
import Journal
import Store
import StoreSQLite
import Testing

/// The dates of `procedures.md` 8 that an acceptance produces, through the desk.
@Suite struct DeadlineTests {
    @Test(arguments: [
        ("2026-11-19T15:00", "2026-11-19T17:00"), ("2026-11-19T15:01", "2026-11-20T17:00"),
        ("2026-11-23T15:30", "2026-11-25T17:00"), ("2026-02-13T15:30", "2026-02-23T17:00"),
    ])
    func `the same day until three o'clock, else the next working day`(_ now: String, _ due: String) async throws {
        let fixture = try await DeskFixture(at: now)
        let dossier = try await fixture.lodge(fixture.copies())

        let receipt = try await fixture.accept(dossier)

        #expect(local(receipt.due) == due)
        #expect(!receipt.reasons.isEmpty)
        // The timer stands at the first step's own time, and goes on to the dossier's date from there.
        let step = try await fixture.task(dossier, "take")
        #expect(try await fixture.timers(dossier)["dossier.due"] == [step.due, receipt.due].compactMap { $0 }.min())
    }

    @Test func `the clock starts at acceptance and never at lodging`() async throws {
        // Lodged on Sunday night, accepted on Monday: 24 November is a day off.
        let fixture = try await DeskFixture(at: "2026-11-22T22:30")
        let dossier = try await fixture.lodge(fixture.maritalStatus())
        #expect(try await fixture.dossier(dossier).clock == .notStarted)
        #expect(try await fixture.ledger(dossier).isEmpty)

        fixture.set("2026-11-23T09:00")
        #expect(local(try await fixture.accept(dossier).due) == "2026-11-27T17:00")
    }

    @Test(arguments: [
        ("2026-11-19T09:00", "2026-11-19T17:00"), ("2026-11-19T10:30", "2026-11-20T10:30"),
        ("2026-11-20T17:30", "2026-11-23T17:00"), ("2026-11-22T22:30", "2026-11-23T17:00"),
    ])
    func `the counter has eight working hours from lodging`(_ lodged: String, _ due: String) async throws {
        let fixture = try await DeskFixture(at: lodged)
        let dossier = try await fixture.lodge(fixture.birth(.counter))

        let check = try await fixture.task(dossier, "intake.check")

        #expect(local(check.due) == (lodged == "2026-11-19T09:00" ? "2026-11-20T09:00" : due))
        #expect(try await fixture.timers(dossier)["dossier.acceptance"] == check.due)
    }

    @Test func `acceptance that comes too late is noticed once, at the moment it was due`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth(.counter))

        #expect(try await fixture.reach("2026-11-20T08:59") == 0)
        #expect(try await fixture.reach("2026-11-23T08:00") == 1)
        #expect(try await fixture.reach("2026-11-25T08:00") == 0)

        let noticed = try await fixture.history(dossier).filter { $0.event == .overdueNoticed }
        #expect(noticed.count == 1 && noticed.first?.step == "intake.check")
        #expect(local(noticed.first?.effective) == "2026-11-20T09:00")
        #expect(try await fixture.task(dossier, "intake.check").state == .open)
    }

    @Test func `a dossier that runs over its date is noticed once and released late`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.copies())

        try await fixture.reach("2026-11-20T09:00")
        try await fixture.reach("2026-11-20T10:00")
        try await fixture.act(dossier, "take", "compared", by: fixture.cast.counter)
        try await fixture.act(dossier, "certify", "certify", by: fixture.cast.signer)
        try await fixture.act(dossier, "seal", "release", by: fixture.cast.clerk)

        #expect(try await fixture.history(dossier).count { $0.event == .overdueNoticed } == 1)
        let release = try #require(try await fixture.headers(of: dossier).last)
        #expect(release.facts.bool("on_time") == false)
        #expect(try await fixture.dossier(dossier).isLate(at: fixture.clock.now()))
    }

    @Test func `the timers of an outage fire in the order they were due, whatever the order they were set in`()
        async throws
    {
        let fixture = try await DeskFixture()
        let second = try await fixture.lodge(fixture.birth())
        fixture.set("2026-11-19T08:00")
        let first = try await fixture.lodge(fixture.birth())

        #expect(try await fixture.reach("2026-11-30T08:00") == 2)

        let effective = try await [first, second].asyncMap { try await fixture.history($0).last?.effective }
        #expect(effective.map(local) == ["2026-11-19T17:00", "2026-11-20T09:00"])
        // On engines that number later, this gives the events their positions.
        try await ConsumerRunner(fixture.database, clock: fixture.clock).settle()
        let order = try await fixture.database.read { transaction in
            try Journal.events(from: 2, limit: 10, in: transaction).map(\.stream)
        }
        #expect(order == [first.retyped(), second.retyped()])
    }

    @Test func `several nodes at the clocks at once fire each of them once`() async throws {
        let fixture = try await DeskFixture()
        var dossiers: [ID<Dossier>] = []
        for _ in 1...20 { dossiers.append(try await fixture.lodge(fixture.birth())) }
        fixture.set("2026-11-23T08:00")

        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...6 { group.addTask { try await fixture.desk.fireTimers() } }
            try await group.waitForAll()
        }

        #expect(try await fixture.desk.fireTimers() == 0)
        for dossier in dossiers {
            #expect(try await fixture.events(dossier) == [.lodged, .overdueNoticed])
            #expect(try await fixture.timers(dossier).isEmpty)
        }
    }

    @Test func `one dossier that cannot be read stops no other's clock, and is told`() async throws {
        let fixture = try await DeskFixture()
        let broken = try await fixture.lodge(fixture.birth())
        let sound = try await fixture.lodge(fixture.birth())
        _ = try await fixture.database.write("break") {
            try $0.execute("UPDATE dossier SET procedure_version = 'gone' WHERE id = \(broken.rawValue)")
        }

        await #expect(throws: DossierProblem.unknownProcedure("1.001193@gone")) {
            try await fixture.reach("2026-11-23T08:00")
        }

        #expect(try await fixture.events(sound) == [.lodged, .overdueNoticed])
        #expect(try await fixture.timers(broken).count == 1)
    }

    @Test func `more broken timers than a page stop nobody's clock, and are tried again later`() async throws {
        let fixture = try await DeskFixture()
        var broken: [ID<Dossier>] = []
        for _ in 1...5 { broken.append(try await fixture.lodge(fixture.birth())) }
        let sound = try await fixture.lodge(fixture.birth())
        let gone: [SQLValue] = broken.map { .id($0) }
        _ = try await fixture.database.write("break") {
            try $0.execute("UPDATE dossier SET procedure_version = 'gone' WHERE id IN (\(list: gone))")
        }
        fixture.set("2026-11-23T08:00")
        var stuck = StuckTimers()

        #expect(try await fixture.desk.fireTimers(&stuck, limit: 2) == 1)
        #expect(stuck.failures.map(\.timer.stream) == broken.map { $0.retyped() })
        #expect(try await fixture.events(sound) == [.lodged, .overdueNoticed])

        #expect(try await fixture.desk.fireTimers(&stuck, limit: 2) == 0)
        #expect(stuck.failures.isEmpty, "not tried again, and not told again, at once")
        _ = try await fixture.database.write("mend") { transaction in
            try transaction.execute(
                """
                UPDATE dossier SET procedure_version =
                    (SELECT d.procedure_version FROM dossier d WHERE d.id = \(sound.rawValue))
                """)
        }
        fixture.pass(seconds: 60)
        #expect(try await fixture.desk.fireTimers(&stuck, limit: 2) == 5)
    }

    @Test func `paper typed in the next morning counts from the day it was handed in`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-20T09:00")
        var filing = fixture.birth(.post)
        filing.papers = []
        filing.handedInAt = instant("2026-11-19T15:30")

        let dossier = try await fixture.lodge(filing)

        let lodged = try #require(try await fixture.history(dossier).first)
        #expect(local(lodged.effective) == "2026-11-19T15:30" && local(lodged.at) == "2026-11-20T09:00")
        #expect(local(try await fixture.task(dossier, "intake.check").due) == "2026-11-20T15:30")
    }

    @Test func `steps have their own times, which come before the date of the dossier`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-19T16:30")
        let dossier = try await fixture.lodgeAndAccept(fixture.permit())

        #expect(local(try await fixture.task(dossier, "assign").due) == "2026-11-20T09:30")
        try await fixture.act(dossier, "assign", "assign", by: fixture.cast.divisionHead)
        #expect(local(try await fixture.task(dossier, "appraise").due) == "2026-11-23T16:30")
        #expect(local(try await fixture.task(dossier, "site_check").due) == "2026-11-20T16:30")
    }
}

extension Array {
    func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
