import Catalogue
import Civic
import Directory
import Store
import StoreSQLite
import Testing

@testable import Dossiers

/// Two people on one dossier never overwrite each other, and numbers have no gaps.
@Suite struct ConflictTests {
    @Test func `of two officers who act on what they both saw, one is told`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth())
        let seen = try await fixture.version(dossier)

        let results = await withTaskGroup(of: Result<Void, any Error>.self) { group in
            group.addTask {
                await Result { _ = try await fixture.desk.accept(dossier, expecting: seen, by: fixture.cast.counter) }
            }
            group.addTask {
                await Result {
                    _ = try await fixture.desk.proposeRefusal(
                        dossier, expecting: seen, reason: "Không đúng nơi", by: fixture.cast.counter)
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }

        #expect(results.count { (try? $0.get()) != nil } == 1)
        let events = try await fixture.events(dossier)
        #expect(events == [.lodged, .accepted] || events == [.lodged, .refusalProposed])
        #expect(try await fixture.version(dossier) == seen + 1)
    }

    @Test func `who comes late learns what version stands`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.permit())
        let task = try await fixture.task(dossier, "assign")
        try await fixture.desk.note(dossier, text: "Gọi lại buổi chiều", by: fixture.cast.divisionHead)

        await #expect(throws: DossierProblem.versionChanged(expected: 2, actual: 3)) {
            _ = try await fixture.desk.act(
                task.id, action: "assign", expecting: 2, reason: "", by: fixture.cast.divisionHead)
        }
        #expect(try await fixture.dossier(dossier).status == .accepted)
    }

    @Test(arguments: [Int64.min, .min + 1, -1, 0, .max])
    func `a version that never was is told like any other`(_ seen: Int64) async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth())

        await #expect(throws: DossierProblem.versionChanged(expected: seen, actual: 1)) {
            _ = try await fixture.desk.accept(dossier, expecting: seen, by: fixture.cast.counter)
        }
    }

    @Test func `of eight who accept at once one does, and no number is lost with the others`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth())

        let errors = await withTaskGroup(of: (any Error)?.self) { group in
            for _ in 1...8 {
                group.addTask {
                    do {
                        _ = try await fixture.desk.accept(dossier, expecting: 1, by: fixture.cast.counter)
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }.compactMap(\.self)

        #expect(errors.count == 7)
        for error in errors {
            #expect(error as? DossierProblem == .versionChanged(expected: 1, actual: 2))
        }
        let next = try await fixture.accept(try await fixture.lodge(fixture.birth()))
        #expect(next.code.hasSuffix("-0002"))
    }

    @Test func `forty claims of one task leave one officer with it`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.permit())
        try await fixture.act(dossier, "assign", "assign", by: fixture.cast.divisionHead)
        let task = try await fixture.task(dossier, "appraise")
        let seen = try await fixture.version(dossier)
        let officers = (1...40).map { _ in fixture.cast.officer([(.specialist, Offices.ward)]) }

        let winners = await withTaskGroup(of: Actor?.self) { group in
            for officer in officers {
                group.addTask {
                    do {
                        _ = try await fixture.desk.claim(task.id, expecting: seen, by: officer)
                        return officer
                    } catch {
                        return nil
                    }
                }
            }
            return await group.reduce(into: [Actor]()) { if let won = $1 { $0.append(won) } }
        }

        #expect(winners.count == 1)
        #expect(try await fixture.task(dossier, "appraise").assignee == winners.first?.officerID)
        #expect(try await fixture.events(dossier).count { $0 == .assigned } == 2)
    }

    @Test func `two hundred acceptances at once are numbered without gap or double`() async throws {
        let fixture = try await DeskFixture()
        var dossiers: [ID<Dossier>] = []
        for _ in 1...200 { dossiers.append(try await fixture.lodge(fixture.copies())) }
        let lodged = dossiers

        let codes = try await withThrowingTaskGroup(of: String.self) { group in
            for dossier in lodged {
                group.addTask {
                    try await fixture.desk.accept(dossier, expecting: 1, by: fixture.cast.counter).code
                }
            }
            return try await group.reduce(into: [String]()) { $0.append($1) }
        }

        let expected = (1...200).map { DossierCode(unit: Offices.point, day: day("2026-11-19"), sequence: $0).text }
        #expect(codes.sorted() == expected)
    }

    @Test func `an acceptance that is rolled back gives its number back`() async throws {
        let fixture = try await DeskFixture()
        let first = try await fixture.lodge(fixture.copies())
        let second = try await fixture.lodge(fixture.copies())
        let third = try await fixture.lodge(fixture.copies())
        #expect(try await fixture.accept(first).code.hasSuffix("-0001"))

        // The version is checked after the number was drawn: the write fails as a whole.
        let state = try await fixture.state(second)
        let limit = try fixture.desk.limit(of: state.dossier)
        try await fixture.desk.note(second, text: "Chờ", by: fixture.cast.counter)
        await #expect(throws: DossierProblem.versionChanged(expected: 1, actual: 2)) {
            _ = try await fixture.desk.perform(
                on: state, expecting: 1, by: fixture.cast.counter, useCase: "accept"
            ) { work throws in
                _ = try work.accept(competent: Offices.ward, limit: limit)
            }
        }

        #expect(try await fixture.accept(third).code.hasSuffix("-0002"))
        #expect(try await fixture.accept(second).code.hasSuffix("-0003"))
        #expect(try await fixture.ledger(second).count == 1)
    }

    @Test func `numbers begin anew each day and for each point, with the day of acceptance`() async throws {
        let fixture = try await DeskFixture()
        let first = try await fixture.lodge(fixture.copies())
        let second = try await fixture.lodge(fixture.copies())
        var elsewhere = fixture.copies()
        elsewhere.receiving = Offices.otherPoint
        let third = try await fixture.lodge(elsewhere, by: fixture.cast.otherCounter)

        #expect(try await fixture.accept(first).code == "H26.C01.PX04-261119-0001")
        #expect(try await fixture.accept(third, by: fixture.cast.otherCounter).code == "H26.C01.PX01-261119-0001")
        fixture.set("2026-11-20T08:00")
        #expect(try await fixture.accept(second).code == "H26.C01.PX04-261120-0001")
    }

    @Test func `a placeholder unit numbers nothing in production`() async throws {
        let fixture = try await DeskFixture(numbersPlaceholders: false)
        let dossier = try await fixture.lodge(fixture.birth())

        await #expect(throws: DossierProblem.placeholderUnit("H26.C01.PX04")) { try await fixture.accept(dossier) }
        #expect(try await fixture.dossier(dossier).code == nil)
    }
}

extension Result where Failure == any Error {
    /// Runs an asynchronous body and keeps how it went.
    init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
