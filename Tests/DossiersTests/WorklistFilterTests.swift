import Catalogue
import Civic
import Directory
import Dossiers
import Store
import Testing

/// What is filtered is filtered before the page is cut, and a mandate counts only what it reaches.
@Suite struct WorklistFilterTests {
    /// All pages of a query, two rows each.
    private func all(
        _ fixture: DeskFixture, _ query: WorklistQuery, by actor: Actor
    ) async throws -> [WorklistRow] {
        var query = query
        query.limit = 2
        var rows: [WorklistRow] = []
        repeat {
            let page = try await fixture.desk.worklist(query, by: actor)
            #expect(page.rows.count <= 2 && (page.next == nil || page.rows.count == 2))
            rows += page.rows
            query.after = page.next
        } while query.after != nil
        return rows
    }

    private func lodge(_ fixture: DeskFixture, _ names: [String]) async throws {
        for name in names {
            fixture.pass(seconds: 60)
            _ = try await fixture.lodge(fixture.birth(), for: name)
        }
    }

    @Test func `a name behind many others is on the first page`() async throws {
        let fixture = try await DeskFixture()
        try await lodge(fixture, (1...9).map { _ in "Nguyễn Thị Hương" } + ["Đỗ Văn Nam", "Nam Thị 100%"])
        let found: @Sendable (String) async throws -> [String] = { typed in
            var query = WorklistQuery(list: .unit, limit: 1)
            query.search = typed
            return try await all(fixture, query, by: fixture.cast.counter).map(\.applicantName)
        }

        #expect(try await found("nam") == ["Đỗ Văn Nam", "Nam Thị 100%"])
        #expect(try await found("Đỗ V") == ["Đỗ Văn Nam"])
        #expect(try await found("huong").count == 9)
        #expect(try await found("uong").isEmpty)
        // What was typed is no pattern.
        #expect(try await found("100%") == ["Nam Thị 100%"])
        #expect(try await found("%").isEmpty)
        #expect(try await found("n_m").isEmpty)
    }

    @Test func `a code is found by its beginning, whatever the case`() async throws {
        let fixture = try await DeskFixture()
        let first = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        _ = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        let found: @Sendable (String) async throws -> [ID<Dossier>] = { typed in
            try await all(
                fixture, WorklistQuery(list: .unit, search: typed), by: fixture.cast.civil
            ).map(\.dossier)
        }

        #expect(try await found("h26.c01.px04-261119-0001") == [first])
        #expect(try await found("H26.C01.PX04-2611").count == 2)
        #expect(try await found("0001").isEmpty)
    }

    @Test func `procedures behind a page of others are found, page by page`() async throws {
        let fixture = try await DeskFixture()
        try await lodge(fixture, (1...7).map { _ in "Nguyễn Thị Hương" })
        var copies: [ID<Dossier>] = []
        for _ in 1...5 { copies.append(try await fixture.lodge(fixture.copies())) }

        let query = WorklistQuery(list: .unit, procedure: "2.000815")
        #expect(try await all(fixture, query, by: fixture.cast.counter).map(\.dossier) == copies)
        for list in [WorklistKind.mine, .paused, .overdue] {
            let other = WorklistQuery(list: list, procedure: "2.000815")
            #expect(try await all(fixture, other, by: fixture.cast.counter).isEmpty)
        }
    }

    @Test func `each heat lists just the rows that show it, in every list`() async throws {
        let fixture = try await DeskFixture(at: "2026-11-18T09:00")
        let cast = fixture.cast
        try await lodge(fixture, (1...5).map { _ in "Nguyễn Thị Hương" })
        let asked = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        _ = try await fixture.desk.requestSupplement(
            asked, expecting: 2, items: [SupplementItem(target: .field("phone"), reason: "Sai số")], by: cast.civil)
        // What waits to be collected has no time.
        let ready = try await fixture.lodgeAndAccept(fixture.maritalStatus(.counter))
        try await fixture.act(ready, "examine", "ready", by: cast.civil)
        try await fixture.act(ready, "sign", "sign", by: cast.signer)
        try await fixture.act(ready, "seal", "release", by: cast.clerk)
        fixture.set("2026-11-19T16:30")
        for _ in 1...3 {
            let permit = try await fixture.lodgeAndAccept(fixture.permit())
            try await fixture.act(permit, "assign", "assign", by: cast.divisionHead)
        }

        var shown: Set<Heat> = []
        for moment in ["2026-11-19T16:45", "2026-11-21T20:00", "2026-11-22T20:00", "2026-11-23T10:00"] {
            fixture.set(moment)
            for actor in [cast.counter, cast.civil, cast.specialist] {
                for list in WorklistKind.allCases where list != .done {
                    let whole = try await all(fixture, WorklistQuery(list: list), by: actor)
                    for heat in Heat.allCases {
                        let part = try await all(fixture, WorklistQuery(list: list, heat: heat), by: actor)
                        #expect(
                            part.map(\.task.id) == whole.filter { $0.heat == heat }.map(\.task.id),
                            "\(moment) \(actor.name) \(list) \(heat)")
                        if !part.isEmpty { shown.insert(heat) }
                    }
                }
            }
        }
        #expect(shown == Set(Heat.allCases))
    }

    @Test func `what has ended is filtered the same way`() async throws {
        let fixture = try await DeskFixture()
        let cast = fixture.cast
        for number in 1...4 {
            let dossier = try await fixture.lodgeAndAccept(fixture.copies())
            try await fixture.act(dossier, "take", "refuse", reason: "Bị tẩy xóa", by: cast.counter)
            let birth = try await fixture.lodge(fixture.birth())
            guard number == 1 else { continue }
            _ = try await fixture.desk.withdraw(birth, expecting: 1, reason: "Thôi", by: cast.resident)
        }
        fixture.pass(seconds: 60)
        let done: @Sendable (String?, String?) async throws -> Int = { procedure, search in
            let query = WorklistQuery(list: .done, procedure: procedure, search: search, limit: 2)
            return try await fixture.desk.worklist(query, by: cast.counter).rows.count
        }

        #expect(try await done("1.001193", nil) == 1)
        #expect(try await done(nil, "huong") == 1)
        #expect(try await done("2.000815", "huong") == 0)
        #expect(try await done("2.000815", nil) == 2)
    }

    @Test func `a deputy sees and counts what his mandate reaches, the chairman all`() async throws {
        let fixture = try await DeskFixture()
        let cast = fixture.cast
        for _ in 1...3 {
            let birth = try await fixture.lodgeAndAccept(fixture.birth(.counter))
            try await fixture.act(birth, "examine", "ready", by: cast.civil)
            try await fixture.act(birth, "record", "enter", by: cast.civil)
            try await fixture.act(birth, "number", "number_received", by: .system("outside"))
            try await fixture.act(birth, "draft", "submit", by: cast.civil)
        }
        let marital = try await fixture.lodgeAndAccept(fixture.maritalStatus(.counter))
        try await fixture.act(marital, "examine", "ready", by: cast.civil)
        let deputy = cast.officer([], mandates: [cast.certifying(power: "sign:1.004873")])
        let other = cast.officer([], mandates: [cast.certifying(power: "sign:1.013225")])
        let page: @Sendable (Actor, WorklistKind) async throws -> WorklistPage = { actor, list in
            try await fixture.desk.worklist(WorklistQuery(list: list, limit: 1), by: actor)
        }

        #expect(try await page(cast.signer, .unit).counts[.unit] == 4)
        let own = try await page(deputy, .unit)
        #expect(own.rows.map(\.dossier) == [marital] && own.next == nil)
        #expect(own.counts[.unit] == 1 && own.counts[.unassigned] == 1 && own.counts[.overdue] == 0)
        let nothing = try await page(other, .unit)
        #expect(nothing.rows.isEmpty && nothing.counts[.unit] == 0)
        var asked = WorklistQuery(list: .unit)
        asked.procedure = "1.001193"
        #expect(try await fixture.desk.worklist(asked, by: cast.signer).rows.count == 3)
        #expect(try await fixture.desk.worklist(asked, by: deputy).rows.isEmpty)

        _ = try await fixture.desk.requestSupplement(
            marital, expecting: try await fixture.version(marital),
            items: [SupplementItem(target: .field("phone"), reason: "Sai số")], by: cast.signer)
        let paused = try await page(deputy, .paused)
        #expect(paused.rows.map(\.dossier) == [marital] && paused.counts[.paused] == 1 && paused.counts[.unit] == 0)
        #expect(try await page(other, .paused).counts[.paused] == 0)
    }
}
