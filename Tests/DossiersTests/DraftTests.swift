import Catalogue
import Civic
import Directory
import Dossiers
import Store
import Testing

@Suite struct DraftTests {
    private func book(_ fixture: DeskFixture) -> DraftBook {
        DraftBook(
            database: fixture.database, rules: fixture.rules, clock: fixture.clock, ids: fixture.ids, zone: .hanoi)
    }

    @Test func `a draft is saved page by page and found again by its owner only`() async throws {
        let fixture = try await DeskFixture()
        let book = book(fixture)
        let resident = fixture.cast.resident
        let draft = try await book.start(procedure: "1.001193", channel: .online, by: resident)
        let papers = [FiledPaper(document: "birth_notice", upload: 5, name: "a.pdf")]

        let saved = try await book.save(
            draft.id, revision: 1, answers: Answers(["rel": .text("mother")]), papers: papers, page: "special",
            by: resident)

        #expect(try await book.load(draft.id, by: resident) == saved)
        #expect(saved.revision == 2 && saved.papers == papers && saved.page == "special")
        #expect(try await book.list(by: resident).map(\.id) == [draft.id])
        await #expect(throws: DossierProblem.notFound) { _ = try await book.load(draft.id, by: fixture.cast.stranger) }
        await #expect(throws: DossierProblem.notFound) { try await book.delete(draft.id, by: fixture.cast.stranger) }
    }

    @Test func `a save over another save is told, not taken`() async throws {
        let fixture = try await DeskFixture()
        let book = book(fixture)
        let resident = fixture.cast.resident
        let draft = try await book.start(procedure: "1.001193", channel: .online, by: resident)
        _ = try await book.save(
            draft.id, revision: 1, answers: Answers(["rel": .text("mother")]), papers: [], page: nil, by: resident)

        await #expect(throws: DossierProblem.versionChanged(expected: 1, actual: 2)) {
            _ = try await book.save(
                draft.id, revision: 1, answers: Answers(["rel": .text("father")]), papers: [], page: nil, by: resident)
        }
        #expect(try await book.load(draft.id, by: resident).answers.text("rel") == "mother")
    }

    @Test func `a draft is gone after thirty days unless it was saved meanwhile`() async throws {
        let fixture = try await DeskFixture()
        let book = book(fixture)
        let resident = fixture.cast.resident
        let kept = try await book.start(procedure: "1.001193", channel: .online, by: resident)
        let left = try await book.start(procedure: "1.004873", channel: .online, by: resident)
        fixture.pass(seconds: 29 * 86_400)
        _ = try await book.save(kept.id, revision: 1, answers: Answers(), papers: [], page: nil, by: resident)
        fixture.pass(seconds: 86_400)

        #expect(try await book.list(by: resident).map(\.id) == [kept.id])
        await #expect(throws: DossierProblem.notFound) { _ = try await book.load(left.id, by: resident) }
        try await book.sweep()
        #expect(try await fixture.count("SELECT COUNT(*) FROM draft") == 1)
    }

    @Test func `lodging takes the draft it was made from, and never somebody else's`() async throws {
        let fixture = try await DeskFixture()
        let book = book(fixture)
        let own = try await book.start(procedure: "1.001193", channel: .online, by: fixture.cast.resident)
        let other = try await book.start(procedure: "1.001193", channel: .online, by: fixture.cast.stranger)
        for draft in [own, other] {
            var filing = fixture.birth()
            filing.draft = draft.id
            _ = try await fixture.lodge(filing)
        }

        #expect(try await book.list(by: fixture.cast.resident).isEmpty)
        #expect(try await book.list(by: fixture.cast.stranger).map(\.id) == [other.id])
    }

    @Test func `a guest's draft is that guest's alone, until who signs in with it takes it over`() async throws {
        let fixture = try await DeskFixture()
        let book = book(fixture)
        let draft = try await book.start(procedure: "1.001193", channel: .online, by: .anyone)
        let guest = Actor.guest(draft.owner)
        let second = try await book.start(procedure: "1.004873", channel: .online, by: guest)
        let others = try await book.start(procedure: "1.001193", channel: .online, by: .anyone)
        #expect(second.owner == draft.owner && others.owner != draft.owner)
        #expect(draft.owner != Actor.anyone.subject)
        _ = try await book.save(
            draft.id, revision: 1, answers: Answers(["rel": .text("mother")]), papers: [], page: nil, by: guest)

        #expect(try await Set(book.list(by: guest).map(\.id)) == [draft.id, second.id])
        for actor in [Actor.anyone, .guest(others.owner), fixture.cast.resident] {
            #expect(try await !book.list(by: actor).map(\.id).contains(draft.id))
            await #expect(throws: DossierProblem.notFound) { _ = try await book.load(draft.id, by: actor) }
        }
        // The pass of another browser takes nothing over.
        #expect(try await book.takeOver(draft.id, from: others.owner, by: fixture.cast.stranger) == nil)

        let taken = try #require(try await book.takeOver(draft.id, from: draft.owner, by: fixture.cast.resident))

        #expect(taken.answers.text("rel") == "mother" && taken.owner == fixture.cast.resident.subject)
        #expect(taken.expiresAt == fixture.clock.now().adding(hours: Int64(24 * DraftBook.keptDays)))
        #expect(try await book.list(by: guest).map(\.id) == [second.id])
        await #expect(throws: DossierProblem.notFound) { _ = try await book.load(draft.id, by: guest) }
        #expect(try await book.takeOver(draft.id, from: draft.owner, by: fixture.cast.stranger) == nil)
    }

    @Test func `a guest's draft is kept for a week from its beginning, however often it is saved`() async throws {
        let fixture = try await DeskFixture()
        let book = book(fixture)
        let draft = try await book.start(procedure: "1.001193", channel: .online, by: .anyone)
        let guest = Actor.guest(draft.owner)
        fixture.pass(seconds: Int64(DraftBook.guestDays - 1) * 86_400)
        let saved = try await book.save(
            draft.id, revision: 1, answers: Answers(["rel": .text("mother")]), papers: [], page: nil, by: guest)
        #expect(saved.expiresAt == draft.expiresAt)
        fixture.pass(seconds: 86_400)

        await #expect(throws: DossierProblem.notFound) { _ = try await book.load(draft.id, by: guest) }
        #expect(try await book.takeOver(draft.id, from: draft.owner, by: fixture.cast.resident) == nil)
        try await book.sweep()
        #expect(try await fixture.count("SELECT COUNT(*) FROM draft") == 0)
    }
}
