import Civic
import Directory
import Dossiers
import Testing

/// What a resident is told of a dossier's way: who acted, what waits for them, how late it is.
@Suite struct TrackedWayTests {
    private func detail(_ fixture: DeskFixture, _ dossier: ID<Dossier>) async throws -> TrackingView.Detail {
        try #require(try await fixture.desk.tracking(dossier, by: fixture.cast.resident).detail)
    }

    @Test func `the draft stands in the way gone, and its answer follows it`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-19T09:00")
        let dossier = try await fixture.lodgeAndAccept(fixture.birth())
        fixture.set("2026-11-19T10:00")
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)

        let waiting = try await detail(fixture, dossier)
        #expect(waiting.steps.map(\.sendsProof) == [false, false, true])
        #expect(waiting.steps.last?.unit == Offices.ward)
        #expect(waiting.steps.first?.unit == nil, "the applicant lodged it")
        #expect(waiting.holders.isEmpty && waiting.responsible == Offices.ward)

        let task = try await fixture.task(dossier, "proof")
        _ = try await fixture.desk.answerProof(
            task: task.id, expecting: try await fixture.version(dossier), action: "confirm", by: fixture.cast.resident)

        let answered = try await detail(fixture, dossier)
        #expect(answered.steps.map(\.event) == [.lodged, .accepted, .examined, .proofConfirmed])
        #expect(answered.steps.map(\.sendsProof) == [false, false, true, false])
    }

    @Test func `an examination that sends no draft is nobody's news`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-19T09:00")
        let dossier = try await fixture.lodgeAndAccept(fixture.birth())
        try await fixture.act(dossier, "examine", "refuse", reason: "Trùng đăng ký", by: fixture.cast.civil)

        #expect(try await detail(fixture, dossier).steps.map(\.event) == [.lodged, .accepted])
    }

    /// Due Thursday 19 November 2026, 17:00; the Tuesday after is a day off.
    @Test(
        arguments: [
            ("2026-11-19T16:59", nil), ("2026-11-19T17:01", 0), ("2026-11-20T09:00", 1), ("2026-11-22T09:00", 1),
            ("2026-11-23T08:00", 2), ("2026-11-25T08:00", 3),
        ] as [(String, Int?)])
    func `lateness is told in working days`(_ now: String, _ days: Int?) async throws {
        let fixture = try await DeskFixture(at: "2026-11-19T09:00")
        let dossier = try await fixture.lodgeAndAccept(fixture.birth())

        fixture.set(now)

        #expect(try await detail(fixture, dossier).lateDays == days)
    }

    @Test func `while the person is awaited nothing is late`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-19T09:00")
        let dossier = try await fixture.lodgeAndAccept(fixture.birth())
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)

        fixture.set("2026-11-20T09:00")

        #expect(try await detail(fixture, dossier).lateDays == nil)
    }
}
