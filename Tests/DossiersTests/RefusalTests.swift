import Catalogue
import Civic
import Directory
import Dossiers
import Journal
import Store
import StoreSQLite
import Testing

/// A request examined and refused: the reasoned refusal is signed, issued without a number of the book, handed over and
/// counted as what it is.
@Suite struct RefusalTests {
    private func refuse(_ fixture: DeskFixture, _ channel: Channel) async throws -> ID<Dossier> {
        let cast = fixture.cast
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus(channel))
        // Nobody waits for a draft to be confirmed, nor for a verification, where there is nothing to certify.
        try await fixture.act(dossier, "examine", "refuse", reason: "Đang có vợ hoặc chồng", by: cast.civil)
        try await fixture.act(dossier, "sign", "sign", by: cast.signer)
        return dossier
    }

    private func statistics(_ fixture: DeskFixture, by group: StatisticGroup) async throws -> [StatisticLine] {
        var runner = ConsumerRunner(fixture.database, clock: fixture.clock)
        runner.add(StatisticKeeper(zone: .hanoi, rules: fixture.rules))
        try await runner.settle()
        return try await fixture.desk.statistics(
            unit: nil, from: day("2026-11-01"), to: day("2026-11-30"), by: group)
    }

    @Test(arguments: [Channel.online, .counter])
    func `a refusal is issued and handed over without a number of the book`(_ channel: Channel) async throws {
        let fixture = try await DeskFixture()
        let cast = fixture.cast
        let dossier = try await refuse(fixture, channel)
        #expect(try await fixture.state(dossier).openTasks.map(\.step) == ["issue_refusal"])
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)) {
            try await fixture.act(dossier, "issue_refusal", "release", by: cast.civil)
        }

        try await fixture.act(dossier, "issue_refusal", "release", by: cast.clerk)
        try await fixture.act(dossier, "return", "hand_over", by: cast.counter)

        let ended = try await fixture.dossier(dossier)
        #expect(ended.status == .returned && ended.outcome == .refused && ended.clock == .stopped)
        #expect(ended.facts.keys.allSatisfy { !$0.hasPrefix("book.") })
        #expect(try await fixture.count("SELECT COUNT(*) FROM book_counter") == 0)
        #expect(try await fixture.timers(dossier).isEmpty)
        #expect(
            try await fixture.events(dossier) == [.lodged, .accepted, .examined, .signed, .released, .returned])
        #expect(try await fixture.history(dossier).first { $0.event == .examined }?.text == "Đang có vợ hoặc chồng")

        let line = try #require(try await statistics(fixture, by: .procedure).first)
        #expect(line.key == "1.004873" && line.ended == 1 && line.refused == 1 && line.granted == 0)
        #expect(line.onTime == 1 && line.late == 0 && line.open == 0)
    }

    @Test func `a refusal leaves no gap in the book`() async throws {
        let fixture = try await DeskFixture()
        let cast = fixture.cast
        var numbers: [String?] = []
        for isRefused in [false, true, false] {
            let dossier: ID<Dossier>
            if isRefused {
                dossier = try await refuse(fixture, .counter)
                try await fixture.act(dossier, "issue_refusal", "release", by: cast.clerk)
            } else {
                dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus(.counter))
                try await fixture.act(dossier, "examine", "ready", by: cast.civil)
                try await fixture.act(dossier, "sign", "sign", by: cast.signer)
                try await fixture.act(dossier, "seal", "release", by: cast.clerk)
            }
            numbers.append(try await fixture.dossier(dossier).facts["book.marital-status"])
        }

        #expect(numbers == ["1/2026", nil, "2/2026"])
    }

    @Test func `statistics by field of government add up the procedures of the field`() async throws {
        let fixture = try await DeskFixture()
        _ = try await fixture.lodge(fixture.birth())
        _ = try await fixture.lodge(fixture.maritalStatus())
        _ = try await fixture.lodgeAndAccept(fixture.copies())

        let fields = try await statistics(fixture, by: .field)
        let procedures = try await statistics(fixture, by: .procedure)

        let rules = fixture.rules
        let sums = Dictionary(
            procedures.map { (rules.procedure($0.key, on: day("2026-11-30"))?.field ?? "", $0.received) },
            uniquingKeysWith: +)
        #expect(Dictionary(uniqueKeysWithValues: fields.map { ($0.key, $0.received) }) == sums)
        #expect(sums.count == 2 && sums.values.sorted() == [1, 2])
        #expect(fields.reduce(0) { $0 + $1.accepted } == 1)
    }

    @Test func `help with filing online is counted apart, paper at the counter is not help`() async throws {
        let fixture = try await DeskFixture()
        let counter = fixture.cast.counter
        _ = try await fixture.lodge(fixture.birth())
        _ = try await fixture.lodge(fixture.birth(), by: counter)
        _ = try await fixture.lodge(fixture.birth(.counter), by: counter)
        var own = fixture.birth()
        own.applicant = PartyPerson(subject: counter.subject, name: counter.name)
        let alone = try await fixture.lodge(own, by: counter)

        let line = try #require(try await statistics(fixture, by: .procedure).first)

        #expect(line.received == 4 && line.online == 3 && line.assisted == 1)
        #expect(try await fixture.dossier(alone).assistedBy == nil)
    }
}
