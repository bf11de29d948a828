import Catalogue
import Civic
import Directory
import Journal
import Store
import Testing

@testable import Dossiers

/// The other spouse, or the second parent, joins in a filing by a link before it is sent.
@Suite struct JoiningTests {
    /// A bride who files, the groom she declares, and somebody else, each with a number and an account of their own.
    private struct Couple {
        let fixture: DeskFixture
        let book: DraftBook
        let bride: Actor
        let groom: Actor
        let stranger: Actor
        let draft: DraftBook.Draft

        static let brideNumber = "001195012345"
        static let groomNumber = "001095012346"

        init(_ changes: [String: AnswerValue] = [:]) async throws {
            let fixture = try await DeskFixture(at: "2026-11-23T09:00")
            func person(_ name: String, _ number: String) async throws -> Actor {
                let subject = try await fixture.directory.createPerson(
                    NewPerson(name: name, birthYear: 1995, number: try PersonalNumber(number)))
                return Actor(
                    subject: subject, name: name,
                    standing: .resident(account: fixture.ids.next(), onBehalfOf: nil))
            }
            bride = try await person("Nguyễn Thị Hương", Self.brideNumber)
            groom = try await person("Trần Văn Nam", Self.groomNumber)
            stranger = try await person("Lê Minh Đức", "001095012347")
            book = DraftBook(
                database: fixture.database, rules: fixture.rules, clock: fixture.clock, ids: fixture.ids, zone: .hanoi)
            let numbers: [String: AnswerValue] = [
                "bride.number": .text(Self.brideNumber), "groom.number": .text(Self.groomNumber),
            ]
            let begun = try await book.start(procedure: "1.000894", channel: .online, by: bride)
            draft = try await book.save(
                begun.id, revision: 1,
                answers: fixture.marriage(.online, numbers.merging(changes) { $1 }).answers, papers: [], page: nil,
                by: bride)
            self.fixture = fixture
        }

        var desk: DossierDesk { fixture.desk }

        func need() async throws -> JoinNeed {
            let needs = try await desk.joinNeeds(ofDraft: draft.id, by: bride)
            return try #require(needs.first)
        }

        /// The link as the bride's page shows it.
        func ask() async throws -> String {
            try await desk.askToJoin("groom", draft: draft.id, by: bride)
            guard case .waits(let link, _) = try await need().standing else { throw DossierProblem.notFound }
            return link
        }

        func agree(_ link: String, by actor: Actor? = nil) async throws {
            let actor = actor ?? groom
            let mark = try await desk.joining(link, by: actor).mark
            try await desk.answerJoining(link, .yes(mark: mark), by: actor)
        }

        /// What the bride's press would send now.
        func filing() async throws -> Filing {
            var filing = fixture.marriage(.online)
            filing.answers = try await book.load(draft.id, by: bride).answers.submitted
            filing.applicant = PartyPerson(subject: bride.subject, name: bride.name)
            filing.draft = draft.id
            filing.idempotencyKey = "draft-\(draft.id)"
            return filing
        }

        func lodge() async throws -> LodgingReceipt { try await desk.lodge(try await filing(), by: bride) }

        func change(_ answers: [String: AnswerValue]) async throws {
            let now = try await book.load(draft.id, by: bride)
            var changed = now.answers
            for (field, value) in answers { changed[field] = value }
            _ = try await book.save(
                draft.id, revision: now.revision, answers: changed, papers: [], page: nil, by: bride)
        }

        func isMissing(_ lodging: () async throws -> LodgingReceipt) async -> Bool {
            do {
                _ = try await lodging()
                return false
            } catch {
                if case DossierProblem.joinMissing? = error as? DossierProblem { return true }
                return false
            }
        }
    }

    @Test func `a marriage is sent once both have said yes, and both stand on it`() async throws {
        let couple = try await Couple()
        let fixture = couple.fixture
        #expect(try await couple.need().standing == .notAsked)
        #expect(try await couple.need().demand.rule.person == "groom")
        #expect(await couple.isMissing { try await couple.lodge() })
        let link = try await couple.ask()
        #expect(await couple.isMissing { try await couple.lodge() })

        let view = try await couple.desk.joining(link, by: couple.groom)
        #expect(view.askedByName == "Nguyễn Thị Hương")
        #expect(view.state.answers.text("groom.name") == "Trần Văn Nam")
        fixture.pass(seconds: 600)
        try await couple.agree(link)
        let yes = fixture.clock.now()
        #expect(try await couple.need().standing == .confirmed(at: yes))
        fixture.pass(seconds: 600)
        let filing = try await couple.filing()
        let receipt = try await couple.desk.lodge(filing, by: couple.bride)

        let dossier = try await fixture.dossier(receipt.dossier)
        #expect(dossier.joint == [couple.groom.subject] && dossier.applicant == couple.bride.subject)
        let view2 = try await couple.desk.view(receipt.dossier, by: couple.groom)
        #expect(view2.parties.contains { $0.part == .joint && $0.role == "groom" && $0.person.name == "Trần Văn Nam" })
        let joined = try #require(try await fixture.headers(of: receipt.dossier).first { $0.kind == "dossier.joined" })
        #expect(joined.effective == yes && joined.at == fixture.clock.now())
        #expect(joined.facts.text("person") == "groom")
        // It is among his own, and told to both.
        #expect(try await couple.desk.mine(by: couple.groom).rows.map(\.dossier) == [receipt.dossier])
        try await fixture.settle()
        for actor in [couple.bride, couple.groom] {
            #expect(try await couple.desk.notices(by: actor).map(\.event) == [.lodged])
        }
        // Pressed twice it is the same dossier, though what it was sent with is gone.
        let again = try await couple.desk.lodge(filing, by: couple.bride)
        #expect(again.isReplay && again.dossier == receipt.dossier)
        await #expect(throws: DossierProblem.joinOver(.used)) {
            _ = try await couple.desk.joining(link, by: couple.groom)
        }
    }

    @Test func `who and when stand in the journal, a refusal with its word`() async throws {
        let couple = try await Couple()
        let link = try await couple.ask()
        await #expect(throws: DossierProblem.reasonMissing) {
            try await couple.desk.answerJoining(link, .no(word: "  "), by: couple.groom)
        }
        couple.fixture.pass(seconds: 60)
        try await couple.desk.answerJoining(link, .no(word: "Sai ngày sinh của tôi"), by: couple.groom)

        #expect(
            try await couple.need().standing
                == .refused(at: couple.fixture.clock.now(), word: "Sai ngày sinh của tôi"))
        #expect(await couple.isMissing { try await couple.lodge() })
        let id = try #require(ID<EventStream>(String(link.prefix { $0 != "-" })))
        let events = try await JournalReader(couple.fixture.database).stream(id, after: 0, limit: 10)
        #expect(events.map(\.event.header.kind) == ["joining.asked", "joining.refused"])
        #expect(events.map(\.event.header.actor) == [couple.bride.journalActor, couple.groom.journalActor])
        #expect(events.last?.event.header.at == couple.fixture.clock.now())
        // He may be asked anew.
        try await couple.agree(try await couple.ask())
        _ = try await couple.lodge()
    }

    @Test func `the link opens for whom the form declares, and for nobody else`() async throws {
        let couple = try await Couple()
        let link = try await couple.ask()
        for actor in [couple.stranger, couple.bride, couple.fixture.cast.resident, couple.fixture.cast.civil, .anyone] {
            await #expect(throws: DossierProblem.joinNotYou) { _ = try await couple.desk.joining(link, by: actor) }
            await #expect(throws: DossierProblem.joinNotYou) {
                try await couple.desk.answerJoining(link, .no(word: "x"), by: actor)
            }
        }
        let other = String(link.dropLast()) + (link.hasSuffix("A") ? "B" : "A")
        for wrong in [other, "", "1-AAAA", "x"] {
            await #expect(throws: DossierProblem.joinOver(.unknown)) {
                _ = try await couple.desk.joining(wrong, by: couple.groom)
            }
        }
    }

    @Test func `a link that was used, taken back or is over says which`() async throws {
        let couple = try await Couple()
        let first = try await couple.ask()
        let second = try await couple.ask()
        #expect(first != second)
        await #expect(throws: DossierProblem.joinOver(.withdrawn)) {
            _ = try await couple.desk.joining(first, by: couple.groom)
        }
        try await couple.desk.takeBackJoining("groom", draft: couple.draft.id, by: couple.bride)
        await #expect(throws: DossierProblem.joinOver(.withdrawn)) { try await couple.agree(second) }
        #expect(try await couple.need().standing == .notAsked)

        let third = try await couple.ask()
        couple.fixture.pass(seconds: 7 * 86_400)
        await #expect(throws: DossierProblem.joinOver(.expired)) { try await couple.agree(third) }
        #expect(try await couple.need().standing == .lapsed)

        let fourth = try await couple.ask()
        let mark = try await couple.desk.joining(fourth, by: couple.groom).mark
        try await couple.desk.answerJoining(fourth, .yes(mark: mark), by: couple.groom)
        await #expect(throws: DossierProblem.joinOver(.used)) {
            try await couple.desk.answerJoining(fourth, .no(word: "Đổi ý"), by: couple.groom)
        }
        // His own answer is shown to him again.
        #expect(try await couple.desk.joining(fourth, by: couple.groom).joining.state == .confirmed)
    }

    @Test func `a yes is to the answers that were shown and to no others`() async throws {
        let couple = try await Couple()
        let link = try await couple.ask()
        let mark = try await couple.desk.joining(link, by: couple.groom).mark
        try await couple.change(["ceremony.on": .text("2026-12-01")])
        await #expect(throws: DossierProblem.joinChanged) {
            try await couple.desk.answerJoining(link, .yes(mark: mark), by: couple.groom)
        }
        try await couple.agree(link)
        try await couple.change(["ceremony.on": .text("2026-12-02")])

        #expect(try await couple.need().standing == .outdated)
        #expect(await couple.isMissing { try await couple.lodge() })
        // Put back as it was agreed to, it holds.
        try await couple.change(["ceremony.on": .text("2026-12-01")])
        _ = try await couple.lodge()
    }

    @Test func `who has no number on the form cannot be asked, and nothing is sent without them`() async throws {
        let couple = try await Couple(["groom.number": .text("")])
        #expect(try await couple.need().standing == .numberMissing)
        await #expect {
            try await couple.desk.askToJoin("groom", draft: couple.draft.id, by: couple.bride)
        } throws: {
            if case DossierProblem.joinNumberMissing? = $0 as? DossierProblem { true } else { false }
        }
        #expect(await couple.isMissing { try await couple.lodge() })
    }

    @Test func `only whose draft it is may ask or take back, and a deleted draft takes its links along`() async throws {
        let couple = try await Couple()
        for actor in [couple.groom, couple.stranger] {
            await #expect(throws: DossierProblem.notFound) {
                try await couple.desk.askToJoin("groom", draft: couple.draft.id, by: actor)
            }
        }
        let link = try await couple.ask()
        try await couple.book.delete(couple.draft.id, by: couple.bride)
        #expect(try await couple.fixture.count("SELECT COUNT(*) FROM joining") == 0)
        await #expect(throws: DossierProblem.joinOver(.used)) {
            _ = try await couple.desk.joining(link, by: couple.groom)
        }
    }

    @Test func `a second parent may be asked, and once asked is waited for until it is taken back`() async throws {
        let couple = try await Couple()
        let fixture = couple.fixture
        let begun = try await couple.book.start(procedure: "1.001193", channel: .online, by: couple.bride)
        var filing = fixture.birth()
        filing.answers["mother.number"] = .text(Couple.brideNumber)
        filing.answers["father.number"] = .text(Couple.groomNumber)
        let draft = try await couple.book.save(
            begun.id, revision: 1, answers: filing.answers, papers: [], page: nil, by: couple.bride)
        filing.draft = draft.id
        filing.applicant = PartyPerson(subject: couple.bride.subject, name: couple.bride.name)
        let sent = filing

        let need = try #require(try await couple.desk.joinNeeds(ofDraft: draft.id, by: couple.bride).first)
        #expect(need.demand.rule.person == "father" && !need.demand.isRequired && !need.holds)
        try await couple.desk.askToJoin("father", draft: draft.id, by: couple.bride)
        #expect(await couple.isMissing { try await couple.desk.lodge(sent, by: couple.bride) })
        try await couple.desk.takeBackJoining("father", draft: draft.id, by: couple.bride)
        let receipt = try await couple.desk.lodge(sent, by: couple.bride)
        #expect(try await fixture.dossier(receipt.dossier).joint.isEmpty)
    }

    @Test func `at the counter both stand there, and nobody is asked by a link`() async throws {
        let couple = try await Couple()
        _ = try await couple.fixture.lodge(couple.fixture.marriage(.counter), by: couple.fixture.cast.counter)
    }
}
