import Catalogue
import Civic
import Directory
import Dossiers
import Journal
import Store
import Testing

/// Ready reasons: kept with what they were given for, and counted.
@Suite struct ReasonTests {
    private func settle(_ fixture: DeskFixture) async throws {
        var runner = ConsumerRunner(fixture.database, clock: fixture.clock)
        runner.add(StatisticKeeper(zone: .hanoi, rules: fixture.rules))
        try await runner.settle()
    }

    private func counted(_ fixture: DeskFixture, _ unit: UnitCode? = nil) async throws -> [ReasonCount] {
        try await settle(fixture)
        return try await fixture.desk.reasons(unit: unit, from: day("2026-11-01"), to: day("2026-12-31"))
    }

    @Test func `the code of a reason stays with the request and is counted; taken back it is not`() async throws {
        let fixture = try await DeskFixture()
        let cast = fixture.cast
        let items = [
            SupplementItem(target: .field("phone"), reason: "Không liên lạc được", code: "answer-phone"),
            SupplementItem(target: .field("residence"), reason: "Ghi đủ", code: "answer-incomplete"),
            SupplementItem(target: .field("purpose"), reason: "Tự ghi"),
        ]
        let kept = try await fixture.lodge(fixture.maritalStatus())
        _ = try await fixture.desk.requestSupplement(kept, expecting: 1, items: items, by: cast.counter)
        let undone = try await fixture.lodge(fixture.maritalStatus())
        _ = try await fixture.desk.requestSupplement(undone, expecting: 1, items: items, by: cast.counter)
        #expect(try await counted(fixture).first { $0.code == "answer-phone" }?.supplements == 2)
        _ = try await fixture.desk.undo(undone, expecting: 2, by: cast.counter)

        let request = try await fixture.desk.view(kept, by: cast.counter, purpose: .handling).supplement
        #expect(request?.items == items)
        for unit in [nil, Offices.point, Offices.ward] {
            let counts = try await counted(fixture, unit)
            #expect(Set(counts.map(\.code)) == ["answer-phone", "answer-incomplete"])
            #expect(counts.allSatisfy { $0.supplements == 1 && $0.refusals == 0 })
        }
        #expect(try await counted(fixture, Offices.otherWard).isEmpty)
    }

    @Test func `a refusal is counted by its reason when the head agrees, and not before`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth())
        let propose: @Sendable (String?) async throws -> Void = { code in
            _ = try await fixture.desk.proposeRefusal(
                dossier, expecting: try await fixture.version(dossier), reason: "Trùng", code: code,
                by: fixture.cast.counter)
        }
        let decide: @Sendable (Bool) async throws -> Void = { confirm in
            _ = try await fixture.desk.decideRefusal(
                dossier, expecting: try await fixture.version(dossier), confirm: confirm, reason: "Đã xem",
                by: fixture.cast.head)
        }
        try await propose("not-competent")
        try await decide(false)
        try await propose("duplicate")
        #expect(try await counted(fixture).isEmpty)
        try await decide(true)

        #expect(try await counted(fixture) == [ReasonCount(code: "duplicate", supplements: 0, refusals: 1)])
    }
}
