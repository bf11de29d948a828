import Catalogue
import Civic
import Directory
import Journal
import Store
import Testing

@testable import Dossiers

/// Thirty seconds, only what is reversible, only by who did it, only while it is the last word.
@Suite struct UndoTests {
    private func undo(_ fixture: DeskFixture, _ dossier: ID<Dossier>, by actor: Actor) async throws {
        _ = try await fixture.desk.undo(dossier, expecting: try await fixture.version(dossier), by: actor)
    }

    /// A permit at its division head, and one examined birth at the applicant's check.
    private func examined(_ fixture: DeskFixture) async throws -> ID<Dossier> {
        let dossier = try await fixture.lodgeAndAccept(fixture.birth())
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        return dossier
    }

    @Test func `within thirty seconds everything is as it was`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.birth())
        let before = try await fixture.state(dossier)
        let timers = try await fixture.timers(dossier)
        fixture.pass(seconds: 600)
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        #expect(try await fixture.timers(dossier) != timers)

        fixture.pass(seconds: 29)
        try await undo(fixture, dossier, by: fixture.cast.civil)

        let after = try await fixture.state(dossier)
        #expect(after.openTasks == before.openTasks)
        #expect(try await fixture.timers(dossier) == timers)
        var dossierBefore = before.dossier
        dossierBefore.version = after.dossier.version
        #expect(after.dossier == dossierBefore)
        #expect(after.dossier.status == .accepted && !after.dossier.hasBegun)
        #expect(try await fixture.ledger(dossier).map(\.kind) == [.set, .paused, .undone])
        let history = try await fixture.history(dossier)
        #expect(history.map(\.event) == [.lodged, .accepted, .examined, .undone])
        #expect(history.map(\.wasUndone) == [false, false, true, false])
    }

    @Test func `what was undone can be done again, and the other way`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await examined(fixture)
        try await undo(fixture, dossier, by: fixture.cast.civil)

        try await fixture.act(dossier, "examine", "refuse", reason: "Trùng hồ sơ", by: fixture.cast.civil)

        #expect(try await fixture.state(dossier).openTasks.map(\.step) == ["draft"])
        #expect(try await fixture.dossier(dossier).facts["decision"] == "refuse")
    }

    @Test func `after thirty seconds it is too late`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await examined(fixture)
        fixture.pass(seconds: 30)

        await #expect(throws: DossierProblem.undoTooLate) { try await undo(fixture, dossier, by: fixture.cast.civil) }
    }

    @Test func `nobody takes back what another did`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await examined(fixture)

        for actor in [fixture.cast.signer, fixture.cast.resident, fixture.cast.head] {
            await #expect(throws: DossierProblem.self) { try await undo(fixture, dossier, by: actor) }
        }
        #expect(try await fixture.events(dossier).last == .examined)
    }

    @Test func `after another event there is nothing to take back`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await examined(fixture)
        let task = try await fixture.task(dossier, "proof")
        _ = try await fixture.desk.answerProof(
            task: task.id, expecting: try await fixture.version(dossier), action: "confirm", by: fixture.cast.resident)

        await #expect(throws: DossierProblem.nothingToUndo) { try await undo(fixture, dossier, by: fixture.cast.civil) }
    }

    @Test func `acceptance, signature and release are never taken back`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.copies())
        await #expect(throws: DossierProblem.nothingToUndo) {
            try await undo(fixture, dossier, by: fixture.cast.counter)
        }
        try await fixture.act(dossier, "take", "compared", by: fixture.cast.counter)
        try await fixture.act(dossier, "certify", "certify", by: fixture.cast.signer)
        await #expect(throws: DossierProblem.nothingToUndo) {
            try await undo(fixture, dossier, by: fixture.cast.signer)
        }
        try await fixture.act(dossier, "seal", "release", by: fixture.cast.clerk)
        await #expect(throws: DossierProblem.nothingToUndo) { try await undo(fixture, dossier, by: fixture.cast.clerk) }
    }

    @Test func `a request taken back wakes the work and forgets when it would have closed`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        let before = try await fixture.state(dossier)
        let timers = try await fixture.timers(dossier)
        let items = [SupplementItem(target: .field("residence.street"), reason: "Thiếu số nhà")]
        _ = try await fixture.desk.requestSupplement(
            dossier, expecting: try await fixture.version(dossier), items: items, by: fixture.cast.civil)
        #expect(try await fixture.timers(dossier).keys.contains("dossier.closing"))

        try await undo(fixture, dossier, by: fixture.cast.civil)

        #expect(try await fixture.timers(dossier) == timers)
        #expect(try await fixture.state(dossier).openTasks == before.openTasks)
        #expect(try await fixture.dossier(dossier).supplementRounds == 0)
        #expect(try await fixture.desk.view(dossier, by: fixture.cast.resident).supplement == nil)
        _ = try await fixture.desk.requestSupplement(
            dossier, expecting: try await fixture.version(dossier), items: items, by: fixture.cast.civil)
        #expect(try await fixture.dossier(dossier).status == .awaitingSupplement)
    }

    @Test func `the counter's request before acceptance, taken back, is due for acceptance as before`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.maritalStatus())
        let timers = try await fixture.timers(dossier)
        _ = try await fixture.desk.requestSupplement(
            dossier, expecting: 1, items: [SupplementItem(target: .field("phone"), reason: "Sai số")],
            by: fixture.cast.counter)

        try await undo(fixture, dossier, by: fixture.cast.counter)

        #expect(try await fixture.timers(dossier) == timers)
        #expect(try await fixture.task(dossier, "intake.check").state == .open)
        _ = try await fixture.accept(dossier)
    }

    @Test func `a clock that has fired does not fire again because something else was undone`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth())
        try await fixture.reach("2026-11-23T08:00")
        let check = try await fixture.task(dossier, "intake.check")
        _ = try await fixture.desk.claim(
            check.id, expecting: try await fixture.version(dossier), by: fixture.cast.counter)

        try await undo(fixture, dossier, by: fixture.cast.counter)
        try await fixture.reach("2026-11-23T09:00")

        #expect(try await fixture.events(dossier).count { $0 == .overdueNoticed } == 1)
        #expect(try await fixture.task(dossier, "intake.check").assignee == nil)
    }

    @Test func `parallel work: the branch is taken back, its sibling stays where it is`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.permit())
        try await fixture.act(dossier, "assign", "assign", by: fixture.cast.divisionHead)
        try await fixture.act(dossier, "site_check", "as_filed", by: fixture.cast.colleague)
        let before = try await fixture.state(dossier).openTasks
        try await fixture.act(dossier, "appraise", "appraised", by: fixture.cast.specialist)
        #expect(try await fixture.state(dossier).openTasks.map(\.step) == ["draft"])

        try await undo(fixture, dossier, by: fixture.cast.specialist)

        #expect(try await fixture.state(dossier).openTasks == before)
        try await fixture.act(dossier, "appraise", "appraised", by: fixture.cast.specialist)
        #expect(try await fixture.state(dossier).openTasks.map(\.step) == ["draft"])
    }

    @Test func `work asked of others ends with the step that asked, and comes back with it`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        let examine = try await fixture.task(dossier, "examine")
        _ = try await fixture.desk.ask(
            examine.id, rule: "verify", units: [Offices.otherWard], question: "Xác nhận", expecting: 2,
            by: fixture.cast.civil)
        let before = try await fixture.state(dossier)
        let timers = try await fixture.timers(dossier)
        try await fixture.act(dossier, "examine", "refuse", reason: "Đang có vợ", by: fixture.cast.civil)
        #expect(try await fixture.state(dossier).openTasks.map(\.step) == ["sign"])
        #expect(Set(try await fixture.timers(dossier).keys) == ["dossier.due"])

        try await undo(fixture, dossier, by: fixture.cast.civil)

        #expect(try await fixture.state(dossier).openTasks == before.openTasks)
        #expect(try await fixture.timers(dossier) == timers)
    }

    @Test func `outside effects wait until it can no longer be undone`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await examined(fixture)

        let header = try #require(try await fixture.headers(of: dossier).last)

        #expect(header.releasedAt == fixture.clock.now().adding(seconds: 30))
        #expect(try await fixture.headers(of: dossier).first?.releasedAt == nil)
        let view = try await fixture.desk.view(dossier, by: fixture.cast.civil, purpose: .handling)
        #expect(
            view.undo
                == UndoOffer(
                    event: .examined, by: fixture.cast.civil.subject, until: fixture.clock.now().adding(seconds: 30)))
    }
}
