import Catalogue
import Civic
import Directory
import Dossiers
import Journal
import Store
import Testing

/// Withdrawal, stop after silence, apology, payment, and what comes after the end.
@Suite struct EndingTests {
    private let items = [SupplementItem(target: .field("residence.street"), reason: "Thiếu số nhà")]

    private func withdraw(_ fixture: DeskFixture, _ dossier: ID<Dossier>, by actor: Actor? = nil) async throws {
        _ = try await fixture.desk.withdraw(
            dossier, expecting: try await fixture.version(dossier), reason: "Tôi nộp lại sau",
            by: actor ?? fixture.cast.resident)
    }

    private func signed(_ fixture: DeskFixture) async throws -> ID<Dossier> {
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus(.counter, earlierHome: false))
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        try await fixture.act(dossier, "sign", "sign", by: fixture.cast.signer)
        return dossier
    }

    @Test func `a person withdraws from lodging until the signature`() async throws {
        let fixture = try await DeskFixture()
        let lodged = try await fixture.lodge(fixture.birth())
        let accepted = try await fixture.lodgeAndAccept(fixture.birth())
        let working = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        try await fixture.act(working, "examine", "refuse", reason: "Mâu thuẫn", by: fixture.cast.civil)
        let waiting = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        _ = try await fixture.desk.requestSupplement(
            waiting, expecting: 2, items: items, by: fixture.cast.civil)

        for dossier in [lodged, accepted, working, waiting] {
            try await withdraw(fixture, dossier)
            let ended = try await fixture.dossier(dossier)
            #expect(ended.status == .withdrawn && ended.outcome == .withdrawn && ended.clock != .running)
            #expect(try await fixture.state(dossier).openTasks.isEmpty)
            #expect(try await fixture.timers(dossier).isEmpty)
        }
        let late = try await signed(fixture)
        await #expect(throws: DossierProblem.notNow(.withdrawn, .working)) { try await withdraw(fixture, late) }
    }

    @Test func `only a party, or the counter for them, withdraws`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.birth())

        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notAParty.reason)) {
            try await withdraw(fixture, dossier, by: fixture.cast.stranger)
        }
        await #expect(throws: DossierProblem.self) { try await withdraw(fixture, dossier, by: fixture.cast.civil) }
        try await withdraw(fixture, dossier, by: fixture.cast.counter)
    }

    @Test func `an unanswered request is proposed for closing after fifteen working days, and an officer confirms`()
        async throws
    {
        // Saturday 2026-08-22 works: the fifteenth working day after 10 August is 28 August (procedures.md 8).
        let fixture = try await DeskFixture(at: "2026-08-10T09:00")
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        _ = try await fixture.desk.requestSupplement(dossier, expecting: 2, items: items, by: fixture.cast.civil)
        // Reminded at half time and two working days before the end, and not once more.
        #expect(try await fixture.reach("2026-08-19T10:00") == 0)
        #expect(try await fixture.reach("2026-08-19T14:00") == 1)
        #expect(try await fixture.events(dossier).last == .reminded)
        #expect(local(try await fixture.timers(dossier)["dossier.closing"]) == "2026-08-26T17:00")
        #expect(try await fixture.reach("2026-08-26T17:00") == 1)
        #expect(local(try await fixture.timers(dossier)["dossier.closing"]) == "2026-08-28T17:00")
        #expect(try await fixture.reach("2026-08-28T16:59") == 0)
        #expect(try await fixture.events(dossier).count { $0 == .reminded } == 2)

        try await fixture.reach("2026-08-28T17:00")
        #expect(try await fixture.dossier(dossier).status == .awaitingSupplement)
        #expect(try await fixture.task(dossier, "supplement.stop").seat == .officer(.counterOfficer))
        await #expect(throws: DossierProblem.self) {
            _ = try await fixture.desk.decideStop(
                dossier, expecting: try await fixture.version(dossier), confirm: true, reason: "",
                by: fixture.cast.civil)
        }
        _ = try await fixture.desk.decideStop(
            dossier, expecting: try await fixture.version(dossier), confirm: true, reason: "", by: fixture.cast.counter)

        let ended = try await fixture.dossier(dossier)
        #expect(ended.status == .stopped && ended.outcome == .supplementExpired)
        #expect(try await fixture.state(dossier).openTasks.isEmpty)
        #expect(try await fixture.timers(dossier).isEmpty)
    }

    @Test func `an officer may wait once more, and the person may still answer before the stop is confirmed`()
        async throws
    {
        let fixture = try await DeskFixture(at: "2026-08-10T09:00")
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        _ = try await fixture.desk.requestSupplement(dossier, expecting: 2, items: items, by: fixture.cast.civil)
        try await fixture.reach("2026-08-29T09:00")
        _ = try await fixture.desk.decideStop(
            dossier, expecting: try await fixture.version(dossier), confirm: false, reason: "Đã gọi, hẹn tuần sau",
            by: fixture.cast.counter)
        #expect(try await fixture.timers(dossier)["dossier.closing"] != nil)
        try await fixture.reach("2026-09-30T09:00")
        #expect(try await fixture.task(dossier, "supplement.stop").kind == .stopReview)

        _ = try await fixture.desk.supplement(
            dossier, expecting: try await fixture.version(dossier), answers: fixture.maritalStatus().answers,
            papers: [], by: fixture.cast.resident)

        #expect(try await fixture.dossier(dossier).status == .working)
        #expect(try await fixture.state(dossier).openTasks.map(\.step) == ["examine"])
        #expect(try await fixture.timers(dossier)["dossier.closing"] == nil)
    }

    @Test func `a stop nobody decides is itself noticed, once`() async throws {
        let fixture = try await DeskFixture(at: "2026-08-10T09:00")
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        _ = try await fixture.desk.requestSupplement(dossier, expecting: 2, items: items, by: fixture.cast.civil)
        // A house that slept through both reminders sends none after the end.
        for time in ["2026-08-28T17:00", "2026-09-10T09:00", "2026-09-20T09:00"] { try await fixture.reach(time) }

        let events = try await fixture.events(dossier)
        #expect(events.suffix(2) == [.stopProposed, .overdueNoticed])
        #expect(try await fixture.timers(dossier).isEmpty)
        #expect(try await fixture.state(dossier).openTasks.contains { $0.kind == .stopReview })
    }

    @Test func `a new date with an apology is given once, with a reason, later than the old`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.permit())
        let old = try #require(try await fixture.dossier(dossier).due)
        let apologise: @Sendable (String, String, Actor) async throws -> Void = { date, reason, actor in
            _ = try await fixture.desk.apologise(
                dossier, expecting: try await fixture.version(dossier), newDate: day(date), reason: reason, by: actor)
        }

        await #expect(throws: DossierProblem.reasonMissing) {
            try await apologise("2026-12-10", "", fixture.cast.specialist)
        }
        await #expect(throws: DossierProblem.datePast) {
            try await apologise("2026-11-20", "Chờ đo đạc", fixture.cast.specialist)
        }
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.readOnly.reason)) {
            try await apologise("2026-12-10", "Chờ đo đạc", fixture.cast.inspector)
        }
        await #expect(throws: DossierProblem.dateTooFar) {
            try await apologise("9999-12-31", "Chờ đo đạc", fixture.cast.specialist)
        }
        // A Saturday: the date is the end of the next working day.
        try await apologise("2026-12-12", "Chờ đo đạc", fixture.cast.specialist)
        await #expect(throws: DossierProblem.alreadyApologised) {
            try await apologise("2026-12-20", "Vẫn chờ", fixture.cast.specialist)
        }

        let now = try await fixture.dossier(dossier)
        #expect(local(now.due) == "2026-12-14T17:00" && now.originalDue == old && now.hasApologised)
        let line = try #require(try await fixture.ledger(dossier).last)
        #expect(line.kind == .apologised && line.ground == "Chờ đo đạc" && line.due == now.due)
        try await fixture.reach("2026-12-14T08:00")
        #expect(try await fixture.history(dossier).allSatisfy { $0.event != .overdueNoticed })
        #expect(try await fixture.timers(dossier)["dossier.due"] == now.due)
    }

    @Test(arguments: [("2026-11-26T16:30", true), ("2026-11-27T09:00", false)])
    func `what is ready by the new date only is late all the same`(_ ready: String, _ isOnTime: Bool) async throws {
        let fixture = try await DeskFixture(at: "2026-11-20T09:00")
        let cast = fixture.cast
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus(.counter, earlierHome: false))
        #expect(local(try await fixture.dossier(dossier).due) == "2026-11-26T17:00")
        _ = try await fixture.desk.apologise(
            dossier, expecting: 2, newDate: day("2026-11-30"), reason: "Sổ đang được số hoá", by: cast.civil)
        try await fixture.act(dossier, "examine", "ready", by: cast.civil)
        try await fixture.act(dossier, "sign", "sign", by: cast.signer)

        fixture.set(ready)
        try await fixture.act(dossier, "seal", "release", by: cast.clerk)

        let released = try #require(try await fixture.headers(of: dossier).last { $0.kind == "dossier.released" })
        #expect(released.facts["on_time"] == .bool(isOnTime))
    }

    @Test func `a pause gives a late dossier no new date, nor does a question to another commune`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-19T09:00")
        let cast = fixture.cast
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        let due = try #require(try await fixture.dossier(dossier).due)
        fixture.set("2026-12-07T09:00")
        let examine = try await fixture.task(dossier, "examine")
        for units in [[Offices.ward], [Offices.otherWard, Offices.otherWard]] {
            await #expect(throws: DossierProblem.guardFailed(AskText.others)) {
                _ = try await fixture.desk.ask(
                    examine.id, rule: "verify", units: units, question: "Xác nhận",
                    expecting: try await fixture.version(dossier), by: cast.civil)
            }
        }
        _ = try await fixture.desk.ask(
            examine.id, rule: "verify", units: [Offices.otherWard], question: "Xác nhận",
            expecting: try await fixture.version(dossier), by: cast.civil)
        #expect(try await fixture.dossier(dossier).due == due)

        _ = try await fixture.desk.askPayment(dossier, expecting: try await fixture.version(dossier), by: cast.civil)
        fixture.set("2026-12-09T09:00")
        _ = try await fixture.desk.payAtCounter(
            dossier, expecting: try await fixture.version(dossier), receiptNumber: "BL-3", by: cast.counter)

        let paid = try await fixture.dossier(dossier)
        #expect(paid.clock == .running && paid.due == due && paid.isLate(at: instant("2026-12-09T09:00")))
    }

    @Test func `what another commune was asked goes on while the applicant is waited for`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-20T09:00")
        let cast = fixture.cast
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        let examine = try await fixture.task(dossier, "examine")
        _ = try await fixture.desk.ask(
            examine.id, rule: "verify", units: [Offices.otherWard], question: "Xác nhận",
            expecting: try await fixture.version(dossier), by: cast.civil)
        await #expect(throws: DossierProblem.unknownItem("nope.field")) {
            _ = try await fixture.desk.requestSupplement(
                dossier, expecting: try await fixture.version(dossier),
                items: [SupplementItem(target: .field("nope.field"), reason: "Thiếu")], by: cast.civil)
        }
        _ = try await fixture.desk.requestSupplement(
            dossier, expecting: try await fixture.version(dossier),
            items: [SupplementItem(target: .field("phone"), reason: "Sai số")], by: cast.civil)

        let asked = try await fixture.task(dossier, "verify")
        #expect(asked.state == .open)
        #expect(try await fixture.task(dossier, "examine").state == .waiting)
        _ = try await fixture.desk.answer(
            asked.id, answer: "confirmed", text: "", expecting: try await fixture.version(dossier), by: cast.verifier)
        #expect(try await fixture.dossier(dossier).status == .awaitingSupplement)
    }

    @Test func `a request that goes out after its time is laid before the leader`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-19T09:00")
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        fixture.set("2026-11-26T09:00")

        _ = try await fixture.desk.requestSupplement(
            dossier, expecting: 2, items: [SupplementItem(target: .field("phone"), reason: "Sai số")],
            by: fixture.cast.civil)

        #expect(try await fixture.dossier(dossier).status != .awaitingSupplement)
        #expect(try await fixture.task(dossier, "supplement.approval").seat == .officer(.signer))
    }

    @Test func `a fee that is not owed is not taken`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())

        await #expect(throws: DossierProblem.nothingToPay) {
            _ = try await fixture.desk.payAtCounter(
                dossier, expecting: 2, receiptNumber: "BL-1", by: fixture.cast.counter)
        }
    }

    @Test func `the clock stands while money is awaited and goes on with what was left`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-19T09:00")
        let dossier = try await fixture.lodgeAndAccept(fixture.permit())
        try await fixture.act(dossier, "assign", "assign", by: fixture.cast.divisionHead)
        let due = try await fixture.dossier(dossier).due
        _ = try await fixture.desk.askPayment(
            dossier, expecting: try await fixture.version(dossier), by: fixture.cast.specialist)
        #expect(try await fixture.dossier(dossier).status == .awaitingPayment)
        let task = try await fixture.task(dossier, "appraise")
        await #expect(throws: DossierProblem.notNow(.examined, .awaitingPayment)) {
            _ = try await fixture.desk.act(
                task.id, action: "appraised", expecting: try await fixture.version(dossier),
                by: fixture.cast.specialist)
        }

        // Two working days later at the same hour.
        fixture.set("2026-11-23T09:00")
        await #expect(throws: DossierProblem.reasonMissing) {
            _ = try await fixture.desk.payAtCounter(
                dossier, expecting: try await fixture.version(dossier), receiptNumber: "", by: fixture.cast.counter)
        }
        _ = try await fixture.desk.payAtCounter(
            dossier, expecting: try await fixture.version(dossier), receiptNumber: "BL-7", by: fixture.cast.counter)

        let paid = try await fixture.dossier(dossier)
        #expect(paid.status == .working && paid.clock == .running)
        #expect(local(due) == "2026-12-01T17:00" && local(paid.due) == "2026-12-03T17:00")
        #expect(try await fixture.ledger(dossier).map(\.kind) == [.set, .paused, .resumed])
    }

    @Test func `money nobody brings is noticed, and none is asked before acceptance`() async throws {
        let fixture = try await DeskFixture()
        let lodged = try await fixture.lodge(fixture.permit())
        await #expect(throws: DossierProblem.notNow(.paymentAsked, .lodged)) {
            _ = try await fixture.desk.askPayment(lodged, expecting: 1, by: fixture.cast.counter)
        }
        _ = try await fixture.accept(lodged)
        _ = try await fixture.desk.askPayment(lodged, expecting: 2, by: fixture.cast.counter)

        try await fixture.reach("2027-01-20T09:00")
        try await fixture.reach("2027-02-20T09:00")

        #expect(try await fixture.events(lodged).suffix(2) == [.paymentAsked, .overdueNoticed])
    }

    @Test func `money asked while the draft is checked does not start the clock when it is paid`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.birth())
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        _ = try await fixture.desk.askPayment(
            dossier, expecting: try await fixture.version(dossier), by: fixture.cast.counter)
        fixture.pass(seconds: 600)
        _ = try await fixture.desk.payAtCounter(
            dossier, expecting: try await fixture.version(dossier), receiptNumber: "BL-9", by: fixture.cast.counter)

        #expect(try await fixture.dossier(dossier).clock == .paused)
        #expect(try await fixture.task(dossier, "proof").state == .open)
        try await fixture.reach("2026-11-23T08:00")
        #expect(try await fixture.dossier(dossier).clock == .running)
    }
}
