import Catalogue
import Civic
import Directory
import Journal
import Store
import Testing

@testable import Dossiers

/// The person's word at the end: counted once, changeable for a while, read by nobody but the office.
@Suite struct RatingTests {
    private func settle(_ fixture: DeskFixture) async throws {
        var runner = ConsumerRunner(fixture.database, clock: fixture.clock)
        runner.add(StatisticKeeper(zone: .hanoi, rules: fixture.rules))
        runner.add(NoticeInbox(fixture.directory))
        try await runner.settle()
    }

    private func filing(_ fixture: DeskFixture) -> Filing {
        var filing = fixture.maritalStatus(.counter)
        filing.applicant = PartyPerson(subject: fixture.cast.resident.subject, name: fixture.cast.resident.name)
        return filing
    }

    private func ended(_ fixture: DeskFixture) async throws -> ID<Dossier> {
        let cast = fixture.cast
        let dossier = try await fixture.lodgeAndAccept(filing(fixture))
        try await fixture.act(dossier, "examine", "ready", by: cast.civil)
        try await fixture.act(dossier, "sign", "sign", by: cast.signer)
        try await fixture.act(dossier, "seal", "release", by: cast.clerk)
        return dossier
    }

    private func counts(_ fixture: DeskFixture) async throws -> [Int] {
        try await settle(fixture)
        let period = FigurePeriod(from: day("2026-11-01"), to: day("2027-03-31"))
        let board = try await fixture.database.read { try DossierDesk.board(over: period, in: $0) }
        let sum = board.tallies.values.flatMap(\.values).reduce(into: Tally.zero) { $0 += $1 }
        return [sum[.satisfied], sum[.dissatisfied]]
    }

    @Test func `one tap counts, a changed mind is counted where it stands, twice the same is once`() async throws {
        let fixture = try await DeskFixture()
        let me = fixture.cast.resident
        let dossier = try await ended(fixture)
        #expect(try await fixture.desk.ratingOffer(dossier, by: me)?.given == nil)

        try await fixture.desk.rate(dossier, Rating(isSatisfied: true), by: me)
        try await fixture.desk.rate(dossier, Rating(isSatisfied: true), by: me)
        #expect(try await counts(fixture) == [1, 0])
        let full = Rating(isSatisfied: false, answers: [1: .poor, 5: .good, 12: .good], words: "Chờ quá lâu")
        try await fixture.desk.rate(dossier, full, by: me)

        #expect(try await counts(fixture) == [0, 1])
        let given = try #require(try await fixture.desk.ratingOffer(dossier, by: me)?.given)
        #expect(given == full && given.answers == [1: .poor, 5: .good])
        #expect(try await fixture.events(dossier).suffix(2) == [.rated, .rated])
        #expect(try await fixture.dossier(dossier).status == .released)
    }

    @Test func `a bad word is told to the head of the service point, a bad mark alone is not`() async throws {
        let fixture = try await DeskFixture()
        let head = try await fixture.employ(.deskHead, at: Offices.point)
        let dossier = try await ended(fixture)
        func told() async throws -> [String] {
            try await settle(fixture)
            return try await fixture.database.read { transaction in
                try transaction.all(
                    "SELECT n.event FROM notice n JOIN officer o ON o.subject = n.subject WHERE o.id = \(head.rawValue)"
                ) { $0.text(0) }
            }
        }

        try await fixture.desk.rate(dossier, Rating(isSatisfied: false), by: fixture.cast.resident)
        #expect(try await told().isEmpty)
        try await fixture.desk.rate(
            dossier, Rating(isSatisfied: false, words: "Cán bộ nặng lời"), by: fixture.cast.resident)

        #expect(try await told() == ["rated"])
        let headers = try await fixture.headers(of: dossier)
        #expect(headers.last?.facts.sorted.contains { $0.value == .text("Cán bộ nặng lời") } == false)
    }

    @Test func `nobody rates before the end, after thirty days, or for another`() async throws {
        let fixture = try await DeskFixture()
        let open = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        await #expect(throws: DossierProblem.self) {
            try await fixture.desk.rate(open, Rating(isSatisfied: true), by: fixture.cast.resident)
        }
        let dossier = try await ended(fixture)
        for stranger in [fixture.cast.stranger, fixture.cast.counter, fixture.cast.civil] {
            await #expect(throws: DossierProblem.self) {
                try await fixture.desk.rate(dossier, Rating(isSatisfied: false), by: stranger)
            }
        }
        fixture.pass(seconds: 31 * 86_400)
        #expect(try await fixture.desk.ratingOffer(dossier, by: fixture.cast.resident) == nil)
        await #expect(throws: DossierProblem.self) {
            try await fixture.desk.rate(dossier, Rating(isSatisfied: true), by: fixture.cast.resident)
        }
        #expect(try await fixture.events(dossier).last == .released)
    }

    @Test func `who holds the receipt rates with its secret`() async throws {
        let fixture = try await DeskFixture()
        let receipt = try await fixture.desk.lodge(filing(fixture), by: fixture.cast.counter)
        _ = try await fixture.desk.proposeRefusal(
            receipt.dossier, expecting: 1, reason: "Trùng hồ sơ", by: fixture.cast.counter)
        _ = try await fixture.desk.decideRefusal(
            receipt.dossier, expecting: 2, confirm: true, reason: "Đã xem", by: fixture.cast.head)
        let rating = Rating(isSatisfied: false)
        await #expect(throws: DossierProblem.self) {
            try await fixture.desk.rate(code: receipt.reference, secret: "AAAAAA", from: "1.1.1.1", rating)
        }

        try await fixture.desk.rate(code: receipt.reference, secret: receipt.secret, from: "1.1.1.1", rating)

        #expect(
            try await fixture.desk.track(code: receipt.reference, secret: receipt.secret, from: "1.1.1.1")
                .detail?.rating?.given == rating)
        #expect(try await counts(fixture) == [0, 1])
    }
}
