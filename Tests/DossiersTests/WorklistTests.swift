import Catalogue
import Civic
import Directory
import Dossiers
import Journal
import Store
import TestEngines
import Testing

@Suite struct WorklistTests {
    private func list(
        _ fixture: DeskFixture, _ kind: WorklistKind, by actor: Actor, limit: Int = 50, after: WorklistCursor? = nil
    ) async throws -> WorklistPage {
        try await fixture.desk.worklist(WorklistQuery(list: kind, after: after, limit: limit), by: actor)
    }

    @Test func `a task stands in the list of its seat at its unit and in no other`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth())
        let cast = fixture.cast

        #expect(try await list(fixture, .unit, by: cast.counter).rows.map(\.dossier) == [dossier])
        for actor in [cast.otherCounter, cast.head, cast.civil, cast.clerk] {
            #expect(try await list(fixture, .unit, by: actor).rows.isEmpty, "\(actor.name)")
        }
        _ = try await fixture.accept(dossier)
        #expect(try await list(fixture, .unit, by: cast.counter).rows.isEmpty)
        let rows = try await list(fixture, .unit, by: cast.civil).rows
        #expect(rows.map(\.label) == ["H26.C01.PX04-261119-0001"] && rows.first?.version == 2)
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)) {
            _ = try await list(fixture, .unit, by: cast.resident)
        }
    }

    @Test func `claimed work is mine and no longer unassigned, and a colleague's hands are off it`() async throws {
        let fixture = try await DeskFixture()
        let cast = fixture.cast
        let dossier = try await fixture.lodgeAndAccept(fixture.permit())
        try await fixture.act(dossier, "assign", "assign", by: cast.divisionHead)
        #expect(try await list(fixture, .unassigned, by: cast.specialist).rows.count == 2)
        let task = try await fixture.task(dossier, "appraise")

        _ = try await fixture.desk.claim(task.id, expecting: try await fixture.version(dossier), by: cast.specialist)

        #expect(try await list(fixture, .mine, by: cast.specialist).rows.map(\.task.step) == ["appraise"])
        #expect(try await list(fixture, .mine, by: cast.colleague).rows.isEmpty)
        #expect(try await list(fixture, .unassigned, by: cast.colleague).rows.map(\.task.step) == ["site_check"])
        let counts = try await list(fixture, .unit, by: cast.specialist).counts
        #expect(counts[.unit] == 2 && counts[.unassigned] == 1 && counts[.mine] == 1 && counts[.paused] == 0)
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.assignedToColleague.reason)) {
            try await fixture.act(dossier, "appraise", "appraised", by: cast.colleague)
        }
    }

    @Test func `the head gives work to who may do it, with a reason that stays`() async throws {
        let fixture = try await DeskFixture()
        let head = fixture.cast.divisionHead
        let dossier = try await fixture.lodgeAndAccept(fixture.permit())
        try await fixture.act(dossier, "assign", "assign", by: head)
        let task = try await fixture.task(dossier, "appraise")
        let colleague = try await fixture.employ(.specialist, at: Offices.ward)
        let clerk = try await fixture.employ(.clerk, at: Offices.ward)
        let give: @Sendable (ID<Officer>, Actor) async throws -> Void = { officer, actor in
            _ = try await fixture.desk.assign(
                task.id, expecting: try await fixture.version(dossier), to: officer, reason: "Nghỉ phép", by: actor)
        }

        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)) {
            try await give(clerk, head)
        }
        await #expect(throws: DirectoryProblem.officerUnknown) { try await give(ID(77), head) }
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)) {
            try await give(colleague, fixture.cast.specialist)
        }
        try await give(colleague, head)

        #expect(try await fixture.task(dossier, "appraise").assignee == colleague)
        #expect(try await fixture.history(dossier).last?.text == "Nghỉ phép")
    }

    @Test func `what waits for the person is paused, what is past its time is overdue`() async throws {
        let fixture = try await DeskFixture()
        let cast = fixture.cast
        let waiting = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        let late = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        _ = try await fixture.desk.requestSupplement(
            waiting, expecting: 2, items: [SupplementItem(target: .field("phone"), reason: "Sai số")], by: cast.civil)
        fixture.set("2026-11-20T15:00")

        #expect(try await list(fixture, .paused, by: cast.civil).rows.map(\.dossier) == [waiting])
        let overdue = try await list(fixture, .overdue, by: cast.civil).rows
        #expect(overdue.map(\.dossier) == [late] && overdue.first?.heat == .overdue)
        let counts = try await list(fixture, .unit, by: cast.civil).counts
        #expect(counts[.unit] == 1 && counts[.overdue] == 1 && counts[.paused] == 1)
    }

    @Test func `what has ended stands among the finished of both units for thirty days`() async throws {
        let fixture = try await DeskFixture()
        let cast = fixture.cast
        let dossier = try await fixture.lodgeAndAccept(fixture.copies())
        try await fixture.act(dossier, "take", "refuse", reason: "Bị tẩy xóa", by: cast.counter)

        #expect(try await list(fixture, .done, by: cast.counter).rows.map(\.dossier) == [dossier])
        #expect(try await list(fixture, .done, by: cast.signer).rows.map(\.status) == [.returned])
        #expect(try await list(fixture, .done, by: cast.civil).rows.isEmpty, "certified copies are not their work")
        fixture.set("2026-12-20T09:00")
        #expect(try await list(fixture, .done, by: cast.counter).rows.isEmpty)
    }

    @Test func `pages follow the due times without gap or double`() async throws {
        let fixture = try await DeskFixture()
        var random = Seeded(7)
        var all: Set<ID<Dossier>> = []
        for _ in 1...23 {
            fixture.pass(seconds: Int64(random.int(0...900)))
            all.insert(try await fixture.lodge(random.chance(50) ? fixture.birth() : fixture.copies()))
        }
        var seen: [WorklistRow] = []
        var after: WorklistCursor?
        repeat {
            let page = try await list(fixture, .unit, by: fixture.cast.counter, limit: 5, after: after)
            #expect(page.rows.count <= 5 && page.counts[.unit] == 23)
            seen += page.rows
            after = page.next
        } while after != nil

        #expect(seen.count == 23 && Set(seen.map(\.dossier)) == all)
        let dues = seen.compactMap(\.task.due)
        #expect(dues == dues.sorted())
    }

    @Test func `a name is found without its marks, from any of its words on, in the officer's units only`() async throws
    {
        let fixture = try await DeskFixture()
        let cast = fixture.cast
        var names: [String: ID<Dossier>] = [:]
        for name in ["Nguyễn Thị Hương", "Nguyễn Thị Hường", "Đỗ Văn Nam", "Đỗ Thị Nga"] {
            names[name] = try await fixture.lodge(fixture.birth(), for: name)
        }
        var filing = fixture.birth(.counter)
        filing.applicant = try await fixture.person("Lê Ánh Tuyết")
        filing.others = [Party(part: .submitter, person: try await fixture.person("Phan Đình Lộc"))]
        let helped = try await fixture.lodge(filing)
        try await fixture.settle()
        let find: @Sendable (String, Actor) async throws -> Set<ID<Dossier>> = { name, actor in
            Set(try await fixture.desk.search(name: name, by: actor).map(\.dossier))
        }

        #expect(try await find("huong", cast.counter) == Set(names.filter { $0.key.hasPrefix("N") }.values))
        for typed in ["tuyet", "Ánh Tuyết", "anh tu", "lê ánh", "loc", "phan dinh loc", "ĐÌNH"] {
            #expect(try await find(typed, cast.counter) == [helped], "\(typed)")
        }
        #expect(try await find("uyet", cast.counter).isEmpty)
        #expect(try await find("anh loc", cast.counter).isEmpty)
        for actor in [cast.otherCounter, cast.verifier, cast.clerk] {
            #expect(try await find("tuyet", actor).isEmpty == (actor != cast.clerk), "\(actor.name)")
        }
        #expect(try await find("nguyen thi huong", cast.counter) == Set(names.filter { $0.key.hasPrefix("N") }.values))
        #expect(try await find("Đỗ", cast.civil) == Set(names.filter { $0.key.hasPrefix("Đ") }.values))
        #expect(try await find("DO VAN", cast.counter) == Set([names["Đỗ Văn Nam"]].compactMap { $0 }))
        #expect(try await find("n", cast.counter).isEmpty)
        #expect(try await find("nguyen", cast.otherCounter).isEmpty)
    }

    @Test func `a code is found by who may know of it`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.copies())
        let code = try await fixture.accept(dossier).code

        #expect(try await fixture.desk.find(code: code.lowercased(), by: fixture.cast.counter) == dossier)
        #expect(try await fixture.desk.find(code: code, by: fixture.cast.verifier) == nil)
        #expect(try await fixture.desk.find(code: "H26.C01.PX04-261119-0999", by: fixture.cast.counter) == nil)
    }

    @Test func `the page offers what this officer may press, with the reason where he may not`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        let view = try await fixture.desk.view(dossier, by: fixture.cast.civil, purpose: .handling)
        let task = try await fixture.task(dossier, "examine")

        let offered = fixture.desk.actions(on: task, of: view, by: fixture.cast.civil)
        #expect(offered.map(\.id) == ["ready", "refuse"])
        #expect(offered.first?.blockedBecause?.en.hasPrefix("An earlier place") == true)
        #expect(offered.last?.blockedBecause == nil && offered.last?.needsReason == .required)
        #expect(fixture.desk.actions(on: task, of: view, by: fixture.cast.counter).isEmpty)
        #expect(fixture.desk.actions(on: task, of: view, by: fixture.cast.resident).isEmpty)
    }
}
