import Catalogue
import Civic
import Directory
import Dossiers
import Journal
import Store
import Testing

/// What the desk's lists hold, that each badge counts what its list shows, and in which order.
@Suite struct DeskListTests {
    private func rows(
        _ fixture: DeskFixture, _ query: WorklistQuery, by actor: Actor
    ) async throws -> [WorklistRow] {
        var query = query
        var rows: [WorklistRow] = []
        repeat {
            let page = try await fixture.desk.worklist(query, by: actor)
            #expect(page.rows.count <= query.limit && (page.next == nil || page.rows.count == query.limit))
            rows += page.rows
            query.after = page.next
        } while query.after != nil
        return rows
    }

    private func ask(_ fixture: DeskFixture, _ dossier: ID<Dossier>, by actor: Actor) async throws {
        _ = try await fixture.desk.requestSupplement(
            dossier, expecting: try await fixture.version(dossier),
            items: [SupplementItem(target: .field("phone"), reason: "Sai số")], by: actor)
    }

    @Test func `what waits for the person before acceptance is paused at the counter that asked`() async throws {
        let fixture = try await DeskFixture()
        let counter = fixture.cast.counter
        let dossier = try await fixture.lodge(fixture.maritalStatus())
        let check = try await fixture.task(dossier, "intake.check")
        try await ask(fixture, dossier, by: counter)

        let paused = try await fixture.desk.worklist(WorklistQuery(list: .paused), by: counter)
        #expect(paused.rows.map(\.dossier) == [dossier] && paused.rows.first?.heat == .paused)
        #expect(paused.counts[.paused] == 1 && paused.counts[.unit] == 0)
        #expect(try await rows(fixture, WorklistQuery(list: .paused), by: fixture.cast.otherCounter).isEmpty)
        await #expect(throws: DossierProblem.taskGone) { _ = try await fixture.accept(dossier) }

        fixture.set("2026-11-20T10:00")
        let answers = try await fixture.desk.view(dossier, by: counter, purpose: .counter).answers
        _ = try await fixture.desk.supplement(
            dossier, expecting: try await fixture.version(dossier), answers: answers, papers: [],
            by: fixture.cast.resident)
        let back = try await fixture.task(dossier, "intake.check")
        #expect(back.id == check.id && back.state == .open && local(back.due) == "2026-11-23T10:00")
        #expect(try await fixture.timers(dossier)["dossier.acceptance"] != nil)
        _ = try await fixture.accept(dossier)
    }

    @Test func `a draft before the applicant, and what waits for another system, is paused at the unit that decides`()
        async throws
    {
        let fixture = try await DeskFixture()
        let cast = fixture.cast
        let proof = try await fixture.lodgeAndAccept(fixture.birth())
        try await fixture.act(proof, "examine", "ready", by: cast.civil)
        let number = try await fixture.lodgeAndAccept(fixture.birth(.counter))
        try await fixture.act(number, "examine", "ready", by: cast.civil)
        try await fixture.act(number, "record", "enter", by: cast.civil)

        for actor in [cast.civil, cast.signer] {
            let page = try await fixture.desk.worklist(WorklistQuery(list: .paused), by: actor)
            #expect(Set(page.rows.map(\.dossier)) == [proof, number] && page.counts[.paused] == 2, "\(actor.name)")
        }
        // Births are not the construction specialist's.
        let others = try await fixture.desk.worklist(WorklistQuery(list: .paused), by: cast.specialist)
        #expect(others.rows.isEmpty && others.counts[.paused] == 0)
    }

    @Test(arguments: [21, 22] as [UInt64])
    func `every badge counts what its list shows, for every seat, deputy and unit`(_ seed: UInt64) async throws {
        let fixture = try await DeskFixture()
        let cast = fixture.cast
        var walk = Walk(fixture, seed: seed)
        for _ in 1...220 { _ = try await walk.step() }
        let deputies = [
            cast.officer([], mandates: [cast.certifying(power: "sign:1.004873")]),
            cast.officer([], mandates: [cast.certifying()]),
            cast.officer([(.specialist, Offices.ward)], mandates: [cast.certifying(power: "sign:1.001193")]),
            cast.officer([(.counterOfficer, Offices.point), (.civilStatusOfficer, Offices.ward)]),
        ]
        var seen: Set<WorklistKind> = []
        for actor in cast.everybody.filter({ $0.officer != nil }) + [cast.colleague, cast.inspector] + deputies {
            var units: [UnitCode?] = [nil]
            units += Set(actor.officer?.posts.map(\.unit) ?? []).map { $0 }
            for unit in units {
                for list in WorklistKind.allCases {
                    let query = WorklistQuery(list: list, unit: unit, limit: 7)
                    let all = try await rows(fixture, query, by: actor)
                    let counted = try await fixture.desk.worklist(query, by: actor).counts[list]
                    #expect(counted == all.count, "\(actor.name) \(unit?.text ?? "own") \(list)")
                    #expect(
                        Set(all.map { list == .done ? $0.dossier.rawValue : $0.task.id.rawValue }).count == all.count,
                        "\(actor.name) \(list): a row twice")
                    if !all.isEmpty { seen.insert(list) }
                    for row in all where unit != nil || list == .done {
                        let purposes = try? await fixture.desk.purposes(for: row.dossier, by: actor)
                        #expect(purposes?.isEmpty == false, "\(actor.name) reads a name he could not open, \(list)")
                    }
                }
            }
        }
        #expect(seen.isSuperset(of: [.unit, .unassigned, .paused, .done, .mine]))
    }

    @Test func `a list is sorted by name, step or status, either way, page by page`() async throws {
        let fixture = try await DeskFixture()
        let counter = fixture.cast.counter
        for name in ["Trần Văn Ơn", "Đào Thị An", "Nguyễn Văn Bình", "Lê Thị Ân", "Phạm Đình Dũng", "Vũ Thị Đào"] {
            fixture.pass(seconds: 60)
            _ = try await fixture.lodge(name.hasPrefix("L") ? fixture.copies() : fixture.birth(), for: name)
        }
        let sorted: @Sendable (WorklistOrder) async throws -> [WorklistRow] = { order in
            try await rows(fixture, WorklistQuery(list: .unit, order: order, limit: 4), by: counter)
        }

        let names = try await sorted(WorklistOrder(.name)).map { String($0.applicantName.split(separator: " ")[2]) }
        #expect(names == ["An", "Ân", "Bình", "Dũng", "Đào", "Ơn"])
        let back = try await sorted(WorklistOrder(.name, isDescending: true)).map(\.applicantName)
        #expect(back.first == "Trần Văn Ơn" && back.last == "Đào Thị An")
        let dues = try await sorted(WorklistOrder(.due, isDescending: true)).compactMap(\.task.due)
        #expect(dues == dues.sorted(by: >))
        let steps = try await sorted(WorklistOrder(.step)).map(\.procedure)
        #expect(steps.prefix(1) == ["2.000815"] && Set(steps.dropFirst()) == ["1.001193"])
    }

    @Test func `a task is given back with a reason, and taken from somebody only with one`() async throws {
        let fixture = try await DeskFixture()
        let cast = fixture.cast
        let dossier = try await fixture.lodgeAndAccept(fixture.permit())
        try await fixture.act(dossier, "assign", "assign", by: cast.divisionHead)
        let task = try await fixture.task(dossier, "appraise")
        _ = try await fixture.desk.claim(task.id, expecting: try await fixture.version(dossier), by: cast.specialist)
        let giveBack: @Sendable (String, Actor) async throws -> Void = { reason, actor in
            _ = try await fixture.desk.giveBack(
                task.id, expecting: try await fixture.version(dossier), reason: reason, by: actor)
        }

        await #expect(throws: DossierProblem.forbidden(AccessRefusal.assignedToColleague.reason)) {
            try await giveBack("Bận", cast.colleague)
        }
        await #expect(throws: DossierProblem.reasonMissing) { try await giveBack("", cast.specialist) }
        try await giveBack("Đi công tác", cast.specialist)
        #expect(try await fixture.task(dossier, "appraise").assignee == nil)
        #expect(try await fixture.history(dossier).last?.event == .givenBack)
        #expect(try await fixture.history(dossier).last?.text == "Đi công tác")
        let undoable = try await fixture.desk.undoable([dossier], by: cast.specialist)
        #expect(undoable.map(\.event) == [.givenBack])
        #expect(try await fixture.desk.undoable([dossier], by: cast.colleague).isEmpty)
        _ = try await fixture.desk.undo(dossier, expecting: undoable[0].version, by: cast.specialist)
        #expect(try await fixture.task(dossier, "appraise").assignee == cast.specialist.officerID)

        let other = try await fixture.employ(.specialist, at: Offices.ward)
        let assign: @Sendable (String) async throws -> Void = { reason in
            _ = try await fixture.desk.assign(
                task.id, expecting: try await fixture.version(dossier), to: other, reason: reason,
                by: cast.divisionHead)
        }
        await #expect(throws: DossierProblem.reasonMissing) { try await assign("") }
        try await assign("Nghỉ ốm")
        #expect(try await fixture.task(dossier, "appraise").assignee == other)
    }

    @Test func `a dossier handed on is found by name at its new unit and at its old one no more`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth(), for: "Lê Ánh Tuyết")
        try await fixture.settle()
        _ = try await fixture.desk.forward(
            dossier, expecting: 1, to: Offices.otherPoint, reason: "Sai nơi", by: fixture.cast.counter)
        try await fixture.settle()

        #expect(try await fixture.desk.search(name: "tuyet", by: fixture.cast.counter).isEmpty)
        #expect(try await fixture.desk.search(name: "tuyet", by: fixture.cast.otherCounter).map(\.dossier) == [dossier])
    }
}
