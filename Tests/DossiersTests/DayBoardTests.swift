import Catalogue
import Civic
import Directory
import Dossiers
import Testing

/// The day of a service point, for its head.
@Suite struct DayBoardTests {
    private func board(_ fixture: DeskFixture, by actor: Actor? = nil) async throws -> DayBoard {
        try await fixture.desk.dayBoard(of: Offices.point, by: actor ?? fixture.cast.head)
    }

    private func lodged(_ fixture: DeskFixture, at time: String) async throws -> ID<Dossier> {
        fixture.set(time)
        return try await fixture.lodge(fixture.maritalStatus())
    }

    private func accepted(_ fixture: DeskFixture, at time: String) async throws -> ID<Dossier> {
        let dossier = try await lodged(fixture, at: time)
        _ = try await fixture.accept(dossier)
        return dossier
    }

    @Test func `what waits for acceptance stands by the end of its eight hours`() async throws {
        let fixture = try await DeskFixture()
        let first = try await lodged(fixture, at: "2026-11-18T09:00")
        let second = try await lodged(fixture, at: "2026-11-18T10:00")
        fixture.set("2026-11-18T11:00")
        let waiting = try await board(fixture).waiting
        #expect(waiting.map(\.dossier) == [first, second])
        #expect(waiting.map { local($0.due) } == ["2026-11-19T09:00", "2026-11-19T10:00"])
        _ = try await fixture.accept(first)
        #expect(try await board(fixture).waiting.map(\.dossier) == [second])
    }

    /// Three working days: accepted on Monday it is due on Thursday.
    @Test func `the last day to apologise is the working day before the due date, and an apology takes it off`()
        async throws
    {
        let fixture = try await DeskFixture()
        let dossier = try await accepted(fixture, at: "2026-11-16T09:00")
        fixture.set("2026-11-17T09:00")
        #expect(try await board(fixture).dueNext.isEmpty)
        fixture.set("2026-11-18T09:00")
        #expect(try await board(fixture).dueNext.map(\.dossier) == [dossier])

        _ = try await fixture.desk.apologise(
            dossier, expecting: try await fixture.version(dossier), newDate: day("2026-11-20"), reason: "Mất điện",
            by: fixture.cast.civil)
        #expect(try await board(fixture).dueNext.isEmpty)
        fixture.set("2026-11-19T09:00")
        #expect(try await board(fixture).dueNext.isEmpty, "a second apology does not exist")
        fixture.set("2026-11-20T09:00")
        #expect(try await board(fixture).dueToday.map(\.dossier) == [dossier])
        fixture.set("2026-11-23T09:00")
        #expect(try await board(fixture).late.map(\.dossier) == [dossier])
    }

    @Test func `papers accepted by three o'clock go today, later ones when the next working day opens`() async throws {
        let fixture = try await DeskFixture()
        let yesterday = try await accepted(fixture, at: "2026-11-18T15:30")
        let morning = try await accepted(fixture, at: "2026-11-19T09:00")
        let late = try await accepted(fixture, at: "2026-11-19T15:01")
        fixture.set("2026-11-19T16:00")
        let board = try await board(fixture)
        #expect(board.handOver.map(\.dossier) == [yesterday, morning] && board.handOverNext.map(\.dossier) == [late])
        #expect(board.handOver.allSatisfy { $0.competent == Offices.ward })
        fixture.set("2026-11-20T09:00")
        #expect(try await self.board(fixture).handOver.map(\.dossier) == [late])
    }

    @Test func `a result that lies ready is late no more and waits to be collected`() async throws {
        let fixture = try await DeskFixture()
        fixture.set("2026-11-16T09:00")
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus(.counter, earlierHome: false))
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        try await fixture.act(dossier, "sign", "sign", by: fixture.cast.signer)
        try await fixture.act(dossier, "seal", "release", by: fixture.cast.clerk)
        fixture.set("2026-11-23T09:00")
        let board = try await board(fixture)
        #expect(board.toCollect == 1 && board.late.isEmpty && board.dueToday.isEmpty)
    }

    @Test func `it is for who may see the point's figures, and shows nobody what is protected`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-21T22:30")
        let dossier = try await fixture.lodge(fixture.noContact())
        #expect(try await board(fixture).waiting.map(\.dossier) == [dossier])
        #expect(try await board(fixture, by: fixture.cast.counter).waiting.isEmpty)
        await #expect(throws: DirectoryProblem.self) {
            _ = try await fixture.desk.dayBoard(of: Offices.point, by: fixture.cast.otherCounter)
        }
        await #expect(throws: DirectoryProblem.self) {
            _ = try await fixture.desk.dayBoard(of: Offices.point, by: fixture.cast.resident)
        }
    }
}
