import Catalogue
import Civic
import Directory
import Dossiers
import Journal
import Store
import StoreSQLite
import Testing

@Suite struct LodgingTests {
    @Test func `the same key with the same filing answers the same dossier`() async throws {
        let fixture = try await DeskFixture()
        let filing = fixture.birth(key: "press")

        let first = try await fixture.desk.lodge(filing, by: fixture.cast.resident)
        fixture.pass(seconds: 60)
        let second = try await fixture.desk.lodge(filing, by: fixture.cast.resident)

        #expect(!first.isReplay && second.isReplay)
        #expect(second.dossier == first.dossier && second.reference == first.reference && second.secret == first.secret)
        #expect(try await fixture.count("SELECT COUNT(*) FROM dossier") == 1)
        #expect(try await fixture.count("SELECT COUNT(*) FROM event") == 1)
    }

    @Test func `the same key with anything else in it is refused`() async throws {
        let fixture = try await DeskFixture()
        let filing = fixture.birth(key: "press")
        _ = try await fixture.desk.lodge(filing, by: fixture.cast.resident)
        var answers = filing
        answers.answers["copies"] = .int(3)
        var paper = filing
        paper.papers[0].upload = 99
        var party = filing
        party.others = [Party(part: .receiver, person: filing.applicant)]

        for other in [answers, paper, party] {
            await #expect(throws: DossierProblem.keyReused) {
                _ = try await fixture.desk.lodge(other, by: fixture.cast.resident)
            }
        }
        #expect(DossierProblem.keyReused.status == .conflict)
        #expect(try await fixture.count("SELECT COUNT(*) FROM dossier") == 1)
    }

    @Test func `a key used for something else does not stand for a draft that was never sent`() async throws {
        let fixture = try await DeskFixture()
        let resident = fixture.cast.resident
        let drafts = DraftBook(
            database: fixture.database, rules: fixture.rules, clock: fixture.clock, ids: fixture.ids, zone: .hanoi)
        let draft = try await drafts.start(procedure: "1.001193", channel: .online, by: resident)
        let key = "draft-\(draft.id)"
        let other = try await fixture.lodge(fixture.birth(.online, ["copies": .int(5)], key: key))
        var filing = fixture.birth(key: key)
        filing.draft = draft.id

        #expect(try await fixture.desk.receipt(ofKey: key, draft: draft.id, by: resident) == nil)
        await #expect(throws: DossierProblem.keyReused) { _ = try await fixture.desk.lodge(filing, by: resident) }
        // Once the draft is gone the key says what became of it.
        try await drafts.delete(draft.id, by: resident)
        #expect(try await fixture.desk.receipt(ofKey: key, draft: draft.id, by: resident)?.dossier == other)
    }

    @Test func `another person's key of the same text is another key`() async throws {
        let fixture = try await DeskFixture()
        let filing = fixture.birth(key: "press")

        let first = try await fixture.desk.lodge(filing, by: fixture.cast.resident)
        let second = try await fixture.desk.lodge(filing, by: fixture.cast.stranger)

        #expect(first.dossier != second.dossier)
    }

    @Test func `fifty presses at once make one dossier`() async throws {
        let fixture = try await DeskFixture()
        let filing = fixture.birth(key: "press")

        let receipts = try await withThrowingTaskGroup(of: LodgingReceipt.self) { group in
            for _ in 1...50 { group.addTask { try await fixture.desk.lodge(filing, by: fixture.cast.resident) } }
            return try await group.reduce(into: [LodgingReceipt]()) { $0.append($1) }
        }

        #expect(Set(receipts.map(\.dossier)).count == 1)
        #expect(receipts.count { !$0.isReplay } == 1)
        #expect(try await fixture.count("SELECT COUNT(*) FROM dossier") == 1)
        #expect(try await fixture.count("SELECT COUNT(*) FROM task") == 1)
    }

    @Test func `an officer at the counter files for somebody, and that is written down`() async throws {
        let fixture = try await DeskFixture()
        var filing = fixture.birth(.counter)
        filing.others = [
            Party(part: .submitter, person: PartyPerson(subject: fixture.cast.stranger.subject, name: "Trần Văn Nam")),
            Party(part: .subject, role: "child", person: PartyPerson(subject: .nobody, name: "Minh An")),
        ]

        let id = try await fixture.lodge(filing)

        let dossier = try await fixture.dossier(id)
        #expect(dossier.applicant == fixture.cast.resident.subject)
        #expect(dossier.submitter == fixture.cast.stranger.subject)
        #expect(dossier.assistedBy == fixture.cast.counter.subject)
        #expect(dossier.channel == .counter)
        let view = try await fixture.desk.view(id, by: fixture.cast.counter, purpose: .counter)
        #expect(view.parties.map(\.part) == [.applicant, .submitter, .subject])
        let header = try #require(try await fixture.headers(of: id).first)
        #expect(header.facts.bool("assisted") == true && header.facts.text("channel") == "counter")
        let own = try await fixture.desk.mine(by: fixture.cast.stranger).rows
        #expect(own.map(\.dossier) == [id])
    }

    @Test func `filed online by the person, nobody assisted`() async throws {
        let fixture = try await DeskFixture()

        let dossier = try await fixture.dossier(try await fixture.lodge(fixture.birth()))

        #expect(dossier.assistedBy == nil && dossier.submitter == fixture.cast.resident.subject)
    }

    @Test func `a channel the procedure does not have, an unknown procedure or point is refused`() async throws {
        let fixture = try await DeskFixture()
        var online = fixture.copies()
        online.channel = .online
        var unknown = fixture.copies()
        unknown.procedure = "9.999999"
        var nowhere = fixture.copies()
        nowhere.receiving = Offices.code("H26.Z99")

        #expect(throws: DossierProblem.channelClosed("online")) { try fixture.desk.preview(online) }
        #expect(throws: DossierProblem.unknownProcedure("9.999999")) { try fixture.desk.preview(unknown) }
        #expect(throws: (any Error).self) { try fixture.desk.preview(nowhere) }
        // A department has no counter: nobody would hold what is handed in there.
        var department = fixture.birth()
        department.receiving = Offices.construction
        #expect(throws: DossierProblem.unknownUnit("H26.S07")) { try fixture.desk.preview(department) }
    }

    @Test func `a resident cannot lodge as if at the counter, and who only looks cannot lodge`() async throws {
        let fixture = try await DeskFixture()

        await #expect(throws: DossierProblem.channelClosed("counter")) {
            _ = try await fixture.lodge(fixture.birth(.counter), by: fixture.cast.resident)
        }
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)) {
            _ = try await fixture.lodge(fixture.birth(.counter), by: fixture.cast.inspector)
        }
    }

    @Test func `a running dossier keeps the version it was lodged under`() async throws {
        let city = try RealCity.hanoi.get()
        let now = try #require(city.procedures.first { $0.code == "2.000815" })
        var limit = try #require(now.limits.last)
        limit.limit = .workingDays(5)
        let next = try now.revised(["version": "2026-12-01", "validFrom": day("2026-12-01"), "limits": [limit]])
        let fixture = try await DeskFixture(at: "2026-11-30T16:00", adding: [next])
        let old = try await fixture.lodge(fixture.copies())

        fixture.set("2026-12-01T09:00")
        let new = try await fixture.lodge(fixture.copies())

        #expect(local(try await fixture.accept(old).due) == "2026-12-01T17:00")
        #expect(local(try await fixture.accept(new).due) == "2026-12-08T17:00")
        #expect(try await fixture.dossier(old).procedureVersion == "2025-11-01")
        #expect(try await fixture.dossier(new).procedureVersion == "2026-12-01")
    }
}
