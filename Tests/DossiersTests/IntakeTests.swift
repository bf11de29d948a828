import Catalogue
import Civic
import Directory
import Dossiers
import Journal
import Store
import Testing

/// Refusal at intake, forwarding, and what the counter may do (`procedures.md` 2.1).
@Suite struct IntakeTests {
    private func propose(_ fixture: DeskFixture, _ dossier: ID<Dossier>, by actor: Actor) async throws {
        _ = try await fixture.desk.proposeRefusal(
            dossier, expecting: try await fixture.version(dossier), reason: "Không thuộc thẩm quyền", by: actor)
    }

    private func decide(
        _ fixture: DeskFixture, _ dossier: ID<Dossier>, _ confirm: Bool, _ reason: String = "", by actor: Actor
    ) async throws {
        _ = try await fixture.desk.decideRefusal(
            dossier, expecting: try await fixture.version(dossier), confirm: confirm, reason: reason, by: actor)
    }

    @Test func `the counter proposes a refusal with its reason, the head of the point decides it`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth())
        await #expect(throws: DossierProblem.reasonMissing) {
            _ = try await fixture.desk.proposeRefusal(dossier, expecting: 1, reason: "", by: fixture.cast.counter)
        }

        try await propose(fixture, dossier, by: fixture.cast.counter)
        let review = try await fixture.task(dossier, "intake.refusal")
        #expect(review.seat == .officer(.deskHead) && local(review.due) == "2026-11-19T14:00")
        for actor in [fixture.cast.counter, fixture.cast.civil, fixture.cast.resident] {
            await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)) {
                try await decide(fixture, dossier, true, by: actor)
            }
        }
        try await decide(fixture, dossier, true, by: fixture.cast.head)

        let refused = try await fixture.dossier(dossier)
        #expect(refused.status == .refusedAtIntake && refused.outcome == .refusedAtIntake)
        #expect(refused.code == nil && refused.due == nil)
        #expect(try await fixture.history(dossier).last?.text == "Không thuộc thẩm quyền")
        #expect(try await fixture.state(dossier).openTasks.isEmpty)
        #expect(try await fixture.timers(dossier).isEmpty)
    }

    @Test func `who proposed a refusal does not confirm it, whatever else he is`() async throws {
        let fixture = try await DeskFixture()
        let both = fixture.cast.officer([(.counterOfficer, Offices.point), (.deskHead, Offices.point)])
        let dossier = try await fixture.lodge(fixture.birth())
        try await propose(fixture, dossier, by: both)

        await #expect(throws: DossierProblem.forbidden(AccessRefusal.drafterMayNotSign.reason)) {
            try await decide(fixture, dossier, true, by: both)
        }
        #expect(try await fixture.dossier(dossier).status == .lodged)
    }

    @Test func `a refusal the head does not share goes back to the counter with a reason`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth())
        try await propose(fixture, dossier, by: fixture.cast.counter)

        await #expect(throws: DossierProblem.reasonMissing) {
            try await decide(fixture, dossier, false, by: fixture.cast.head)
        }
        try await decide(fixture, dossier, false, "Mẹ tạm trú tại phường", by: fixture.cast.head)

        #expect(try await fixture.state(dossier).openTasks.map(\.step) == ["intake.check"])
        #expect(try await fixture.timers(dossier)["dossier.acceptance"] != nil)
        _ = try await fixture.accept(dossier)
    }

    @Test func `only the point that received it accepts, forwards or asks`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth())

        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirUnit.reason)) {
            _ = try await fixture.accept(dossier, by: fixture.cast.otherCounter)
        }
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)) {
            _ = try await fixture.accept(dossier, by: fixture.cast.signer)
        }
        await #expect(throws: DossierProblem.self) { _ = try await fixture.accept(dossier, by: fixture.cast.resident) }
    }

    @Test func `what is not ours goes to the right point, which numbers it and hands it back`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.permit())

        await #expect(throws: DossierProblem.unknownUnit("H26.X01")) {
            _ = try await fixture.desk.forward(
                dossier, expecting: 1, to: Offices.otherWard, reason: "Sai điểm", by: fixture.cast.counter)
        }
        _ = try await fixture.desk.forward(
            dossier, expecting: 1, to: Offices.otherPoint, reason: "Sai điểm", by: fixture.cast.counter)

        let moved = try await fixture.dossier(dossier)
        #expect(moved.receiving == Offices.otherPoint && moved.returning == Offices.otherPoint)
        #expect(moved.status == .lodged && moved.competent == Offices.ward)
        #expect(try await fixture.accept(dossier, by: fixture.cast.otherCounter).code == "H26.C01.PX01-261119-0001")
    }

    @Test func `where the receiving commune decides, forwarding moves the decision`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.copies())
        _ = try await fixture.desk.forward(
            dossier, expecting: 1, to: Offices.otherPoint, reason: "Người dân chuyển nơi nộp", by: fixture.cast.counter)

        _ = try await fixture.accept(dossier, by: fixture.cast.otherCounter)

        #expect(try await fixture.dossier(dossier).competent == Offices.otherWard)
    }

    @Test func `a supplement before acceptance returns to the counter's check and starts no clock`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth())
        _ = try await fixture.desk.requestSupplement(
            dossier, expecting: 1, items: [SupplementItem(target: .document("birth_notice"), reason: "Ảnh mờ")],
            by: fixture.cast.counter)
        #expect(try await fixture.dossier(dossier).status == .awaitingSupplement)
        #expect(try await fixture.state(dossier).openTasks.map(\.state) == [.waiting])
        #expect(Set(try await fixture.timers(dossier).keys) == ["dossier.closing"])

        let answers = fixture.birth().answers
        await #expect {
            _ = try await fixture.desk.supplement(
                dossier, expecting: 2, answers: answers, papers: [], by: fixture.cast.resident)
        } throws: {
            if case DossierProblem.papersMissing? = $0 as? DossierProblem { true } else { false }
        }
        fixture.set("2026-11-20T10:00")
        _ = try await fixture.desk.supplement(
            dossier, expecting: 2, answers: answers,
            papers: [FiledPaper(document: "birth_notice", upload: 7, name: "giay-chung-sinh.pdf")],
            by: fixture.cast.resident)

        #expect(try await fixture.dossier(dossier).status == .lodged)
        #expect(local(try await fixture.task(dossier, "intake.check").due) == "2026-11-23T10:00")
        let view = try await fixture.desk.view(dossier, by: fixture.cast.counter, purpose: .counter)
        #expect(view.papers.map(\.upload) == [1, 7])
    }

    @Test(arguments: ["2026-11-19T09:01", "2026-09-01T09:00"])
    func `papers were handed in at a moment that is past, and not long past`(_ moment: String) async throws {
        let fixture = try await DeskFixture(at: "2026-11-19T09:00")
        var filing = fixture.birth(.counter)
        filing.handedInAt = instant(moment)

        await #expect(throws: DossierProblem.handedInWrong) {
            _ = try await fixture.lodge(filing, by: fixture.cast.counter)
        }
    }
}
