import Catalogue
import Civic
import Directory
import Dossiers
import Journal
import Testing

/// `procedures.md` 4.3: twelve hours round the clock, and nobody sees it who has no part in it.
@Suite struct NoContactTests {
    /// Received on Saturday at half past ten in the evening.
    private func received(_ fixture: DeskFixture) async throws -> ID<Dossier> {
        try await fixture.lodge(fixture.noContact())
    }

    private func examined(_ fixture: DeskFixture, _ action: String = "propose") async throws -> ID<Dossier> {
        let dossier = try await received(fixture)
        fixture.set("2026-11-21T23:00")
        _ = try await fixture.accept(dossier)
        try await fixture.act(dossier, "examine", action, reason: "Đã gặp các bên", by: fixture.cast.specialist)
        return dossier
    }

    @Test func `received on Saturday at 22:30 it is due on Sunday at 10:30, from receipt and not from acceptance`()
        async throws
    {
        let fixture = try await DeskFixture(at: "2026-11-21T22:30")
        let dossier = try await received(fixture)
        #expect(local(try await fixture.task(dossier, "intake.check").due) == "2026-11-21T23:30")
        fixture.set("2026-11-21T23:15")
        let receipt = try await fixture.accept(dossier)

        #expect(local(receipt.due) == "2026-11-22T10:30")
        // Four hours of the clock, in the middle of the night.
        #expect(local(try await fixture.task(dossier, "examine").due) == "2026-11-22T03:15")
    }

    @Test func `decided at night by a mandate, numbered, and served on all sides`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-21T22:30")
        let dossier = try await examined(fixture)
        let duty = GrantedMandate(
            id: fixture.ids.next(), power: "sign:1.012084", unit: Offices.ward, from: instant("2026-11-21T17:00"),
            to: instant("2026-11-22T08:00"), decision: "Lịch trực 47", procedures: [])
        let deputy = fixture.cast.officer([(.civilStatusOfficer, Offices.ward)], mandates: [duty])
        fixture.set("2026-11-22T02:00")
        try await fixture.act(dossier, "sign", "sign", by: deputy)
        try await fixture.act(dossier, "seal", "release", by: fixture.cast.clerk)
        try await fixture.act(dossier, "serve", "served", by: fixture.cast.specialist)

        let ended = try await fixture.dossier(dossier)
        #expect(ended.outcome == .granted && ended.facts["book.no-contact-order"] == "1/2026")
        #expect(ended.isLate(at: fixture.clock.now()) == false)
    }

    @Test func `the duty mandate ends in the morning`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-21T22:30")
        let dossier = try await examined(fixture)
        let duty = GrantedMandate(
            id: fixture.ids.next(), power: "sign:1.012084", unit: Offices.ward, from: instant("2026-11-21T17:00"),
            to: instant("2026-11-22T08:00"), decision: "Lịch trực 47", procedures: [])
        fixture.set("2026-11-22T08:01")
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.mandateMissing.reason)) {
            try await fixture.act(
                dossier, "sign", "sign",
                by: fixture.cast.officer([(.civilStatusOfficer, Offices.ward)], mandates: [duty]))
        }
    }

    @Test func `an answer why not is a result, within the same hours and without a number`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-21T22:30")
        let dossier = try await examined(fixture, "decline")
        try await fixture.act(dossier, "sign", "sign", by: fixture.cast.signer)
        try await fixture.act(dossier, "issue_refusal", "release", by: fixture.cast.clerk)
        try await fixture.act(dossier, "serve", "served", by: fixture.cast.specialist)
        let ended = try await fixture.dossier(dossier)
        #expect(ended.outcome == .refused && ended.facts["book.no-contact-order"] == nil)
    }

    @Test func `silence is told every hour of the night, at intake and at work`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-21T22:30")
        let dossier = try await received(fixture)
        for hour in ["2026-11-21T23:31", "2026-11-22T00:32", "2026-11-22T01:33"] { try await fixture.reach(hour) }
        #expect(try await fixture.events(dossier).count { $0 == .overdueNoticed } == 3)

        _ = try await fixture.accept(dossier)
        // Four hours for the examination end at 05:33; then every hour until somebody acts.
        for hour in ["2026-11-22T05:34", "2026-11-22T06:35", "2026-11-22T07:36"] { try await fixture.reach(hour) }
        #expect(try await fixture.events(dossier).count { $0 == .alerted } == 3)
        try await fixture.act(dossier, "examine", "propose", by: fixture.cast.specialist)
        try await fixture.reach("2026-11-22T08:00")
        #expect(try await fixture.events(dossier).count { $0 == .alerted } == 3)
    }

    @Test func `colleagues of the ward, inspectors and strangers do not see it, and no code finds it`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-21T22:30")
        let dossier = try await examined(fixture)
        for actor in [fixture.cast.civil, fixture.cast.inspector, fixture.cast.otherCounter] {
            await #expect(throws: DossierProblem.self) {
                _ = try await fixture.desk.view(dossier, by: actor, purpose: .handling)
            }
        }
        _ = try await fixture.desk.view(dossier, by: fixture.cast.signer, purpose: .handling)
        let code = try #require(try await fixture.dossier(dossier).code)
        await #expect(throws: DossierProblem.wrongSecret) {
            _ = try await fixture.desk.lookUp(code: code, lastFour: "4321", from: "::1")
        }
        // The same four digits open an ordinary dossier.
        let ordinary = try await fixture.lodgeAndAccept(fixture.birth(.counter))
        let label = try #require(try await fixture.dossier(ordinary).code)
        _ = try await fixture.desk.lookUp(code: label, lastFour: "4321", from: "::1")
    }

    @Test func `no list, no search by name and no number of its unit gives it away`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-21T22:30")
        let dossier = try await examined(fixture)
        let ordinary = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        try await fixture.settle()
        func listed(_ list: WorklistKind, _ actor: Actor, _ unit: UnitCode) async throws -> Set<ID<Dossier>> {
            let page = try await fixture.desk.worklist(WorklistQuery(list: list, unit: unit), by: actor)
            return Set(page.rows.map(\.dossier))
        }
        for actor in [fixture.cast.civil, fixture.cast.inspector] {
            for list in WorklistKind.allCases {
                #expect(try await listed(list, actor, Offices.ward).contains(dossier) == false)
            }
            #expect(try await listed(.unit, actor, Offices.ward).contains(ordinary))
            #expect(try await fixture.desk.search(name: "Phạm Thị Lan", by: actor).isEmpty)
        }
        #expect(try await listed(.unit, fixture.cast.signer, Offices.ward).contains(dossier))
        #expect(try await fixture.desk.search(name: "Lan", by: fixture.cast.signer).map(\.dossier) == [dossier])

        var runner = ConsumerRunner(fixture.database, clock: fixture.clock)
        runner.add(StatisticKeeper(zone: .hanoi, rules: fixture.rules))
        try await runner.settle()
        func counted(_ unit: UnitCode?) async throws -> [String] {
            try await fixture.desk.statistics(
                unit: unit, from: try #require(Day("2026-11-01")), to: try #require(Day("2026-11-30")), by: .procedure
            ).map(\.key)
        }
        #expect(try await counted(Offices.ward) == ["1.004873"])
        #expect(try await counted(nil) == ["1.004873", "1.012084"])
    }

    @Test func `an ended one is in the list of the deciding heads alone`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-21T22:30")
        let dossier = try await examined(fixture)
        try await fixture.act(dossier, "sign", "sign", by: fixture.cast.signer)
        try await fixture.act(dossier, "seal", "release", by: fixture.cast.clerk)
        try await fixture.act(dossier, "serve", "served", by: fixture.cast.specialist)
        func ended(_ actor: Actor) async throws -> [ID<Dossier>] {
            try await fixture.desk.worklist(WorklistQuery(list: .done), by: actor).rows.map(\.dossier)
        }
        #expect(try await ended(fixture.cast.signer) == [dossier])
        for actor in [fixture.cast.specialist, fixture.cast.civil, fixture.cast.counter] {
            #expect(try await ended(actor).isEmpty)
        }
    }

    @Test func `who took it in and has no task of it any more neither sees nor moves it, his head does`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-21T22:30")
        let dossier = try await examined(fixture)
        let version = try await fixture.version(dossier)
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.protectedDossier.reason)) {
            _ = try await fixture.desk.withdraw(
                dossier, expecting: version, reason: "Xin rút", by: fixture.cast.counter)
        }
        _ = try await fixture.desk.withdraw(dossier, expecting: version, reason: "Xin rút", by: fixture.cast.head)
        #expect(try await fixture.dossier(dossier).outcome == .withdrawn)
    }

    @Test func `the deputy on duty reads what he is to sign, while it waits for him`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-21T22:30")
        let dossier = try await examined(fixture)
        let duty = GrantedMandate(
            id: fixture.ids.next(), power: "sign:1.012084", unit: Offices.ward, from: instant("2026-11-21T17:00"),
            to: instant("2026-11-22T08:00"), decision: "Lịch trực 47", procedures: [])
        let deputy = fixture.cast.officer([(.civilStatusOfficer, Offices.ward)], mandates: [duty])
        _ = try await fixture.desk.view(dossier, by: deputy, purpose: .handling)
        try await fixture.act(dossier, "sign", "sign", by: deputy)
        await #expect(throws: DossierProblem.self) {
            _ = try await fixture.desk.view(dossier, by: deputy, purpose: .handling)
        }
    }

    @Test func `a request on paper that was typed in later is due from when it came`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-21T22:30")
        var filing = fixture.noContact()
        filing.handedInAt = instant("2026-11-21T20:00")
        let dossier = try await fixture.lodge(filing)
        #expect(local(try await fixture.accept(dossier).due) == "2026-11-22T08:00")
    }
}
