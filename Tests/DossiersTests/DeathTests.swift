import Catalogue
import Civic
import Directory
import Dossiers
import Store
import Testing

/// `procedures.md` 3.3 with the real file: the entry locks a person, and only a correction unlocks.
@Suite struct DeathTests {
    private let number = DeskFixture.deceasedNumber

    private func person(_ fixture: DeskFixture) async throws -> ID<Subject> {
        try await fixture.directory.createPerson(
            NewPerson(name: "Nguyễn Văn Cụ", number: try PersonalNumber(number)))
    }

    private func entered(_ fixture: DeskFixture, _ filing: Filing? = nil) async throws -> ID<Dossier> {
        let dossier = try await fixture.lodgeAndAccept(filing ?? fixture.death())
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        try await fixture.act(dossier, "record", "enter", by: fixture.cast.civil)
        return dossier
    }

    private func finish(_ fixture: DeskFixture, _ dossier: ID<Dossier>) async throws {
        try await fixture.act(dossier, "draft", "submit", by: fixture.cast.civil)
        try await fixture.act(dossier, "sign", "sign", by: fixture.cast.signer)
        try await fixture.act(dossier, "seal", "release", by: fixture.cast.clerk)
        try await fixture.act(dossier, "return", "hand_over", by: fixture.cast.counter)
    }

    private func inTheName(_ fixture: DeskFixture, of subject: ID<Subject>) -> Filing {
        fixture.filing(
            "1.004873", .counter, fixture.maritalStatus(.counter, earlierHome: false).answers.values,
            name: "Nguyễn Văn Cụ", applicant: subject)
    }

    @Test func `the entry locks the person, and a dossier in the name is refused at intake with its reason`()
        async throws
    {
        let fixture = try await DeskFixture()
        let subject = try await person(fixture)
        #expect(try await fixture.desk.lock(on: subject) == nil)
        let dossier = try await entered(fixture)

        let lock = try #require(try await fixture.desk.lock(on: subject))
        #expect(lock.dossier == dossier && lock.diedOn == day("2026-11-10"))
        let count = try await fixture.count("SELECT COUNT(*) FROM dossier")
        await #expect(throws: DossierProblem.personDeceased("Nguyễn Văn Cụ")) {
            _ = try await fixture.lodge(inTheName(fixture, of: subject))
        }
        #expect(try await fixture.count("SELECT COUNT(*) FROM dossier") == count)
        let message = DossierProblem.personDeceased("Nguyễn Văn Cụ").publicMessage
        #expect(message.vi.contains("khai tử") && message.en.contains("registered as dead"))

        try await finish(fixture, dossier)
        let ended = try await fixture.dossier(dossier)
        #expect(ended.outcome == .granted && ended.facts["book.death"] == "1/2026")
        #expect(ended.facts["person_locked"] == "yes")
    }

    @Test func `a relative may still name the dead person as whom the result is about`() async throws {
        let fixture = try await DeskFixture()
        let subject = try await person(fixture)
        _ = try await entered(fixture)
        var filing = fixture.maritalStatus(.counter, earlierHome: false)
        filing.others = [
            Party(part: .subject, role: "deceased", person: PartyPerson(subject: subject, name: "Nguyễn Văn Cụ"))
        ]
        _ = try await fixture.lodge(filing)
        filing.idempotencyKey = "another"
        filing.others = [Party(part: .representative, person: PartyPerson(subject: subject, name: "Nguyễn Văn Cụ"))]
        await #expect(throws: DossierProblem.personDeceased("Nguyễn Văn Cụ")) { _ = try await fixture.lodge(filing) }
    }

    @Test func `whoever was never here is entered and locked by the number`() async throws {
        let fixture = try await DeskFixture()
        _ = try await entered(fixture)
        let card = try #require(try await fixture.directory.findPerson(number: try PersonalNumber(number)))
        #expect(try await fixture.desk.lock(on: card.subject) != nil)
    }

    @Test func `without a number nobody is locked, because a name could be another person's`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await entered(fixture, fixture.death(number: nil))
        #expect(try await fixture.dossier(dossier).facts["person_locked"] == "no")
        #expect(try await fixture.count("SELECT COUNT(*) FROM person_lock") == 0)
    }

    @Test func `whoever holds an open dossier of the dead person is told once, in that dossier`() async throws {
        let fixture = try await DeskFixture()
        let subject = try await person(fixture)
        let open = try await fixture.lodge(inTheName(fixture, of: subject))
        _ = try await fixture.accept(open)
        _ = try await entered(fixture)

        let told = try await fixture.history(open).filter { $0.event == .alerted }
        #expect(told.count == 1 && told.first?.step == "examine")
        #expect(told.first?.text.contains("khai tử") == true)
    }

    @Test func `the account is closed with the entry and opened again with its annulment`() async throws {
        let fixture = try await DeskFixture()
        let subject = try await person(fixture)
        _ = try await fixture.directory.createAccount(
            login: "ong.cu", password: "mat-khau-dai-cua-cu", subject: subject, kind: .resident)
        let wrong = try await entered(fixture)
        try await finish(fixture, wrong)
        #expect(try await fixture.count("SELECT COUNT(*) FROM account WHERE closed = 1") == 1)

        var correction = fixture.death()
        correction.correctionOf = wrong
        let dossier = try await fixture.lodge(correction, by: fixture.cast.civil)
        _ = try await fixture.accept(dossier)
        try await fixture.act(dossier, "examine", "annul", reason: "Trùng tên, nhầm số", by: fixture.cast.civil)
        try await fixture.act(dossier, "unlock", "unlock", by: fixture.cast.civil)

        #expect(try await fixture.desk.lock(on: subject) == nil)
        #expect(try await fixture.count("SELECT COUNT(*) FROM account WHERE closed = 1") == 0)
        _ = try await fixture.lodge(inTheName(fixture, of: subject))
    }

    @Test func `only a dossier that corrects an entry may annul one`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.death())
        await #expect {
            try await fixture.act(dossier, "examine", "annul", reason: "Nhầm", by: fixture.cast.civil)
        } throws: {
            if case DossierProblem.guardFailed? = $0 as? DossierProblem { true } else { false }
        }
    }

    @Test(arguments: [("2026-11-04", "no"), ("2026-11-03", "yes")])
    func `the fifteenth day is in time, the sixteenth is late and costs no reason`(_ died: String, _ late: String)
        async throws
    {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.death(diedOn: died))
        #expect(try await fixture.dossier(dossier).facts["late"] == late)
    }

    @Test func `without a last residence the place of death decides`() throws {
        let procedure = try #require(RealCity.hanoi.get().procedures.first { $0.code == "1.000656" })
        let journey = FormJourney(procedure, FormContext(channel: .counter, today: day("2026-11-19")))
        let tree = try RealCity.hanoi.get().tree
        let place = Answers(["last.known": .flag(false), "death.place.area": .text(Offices.otherArea)])
        #expect(try journey.competence(place, receiving: nil, in: tree).unit == Offices.otherWard)
    }

    @Test func `a death that no paper proves is verified before it is entered`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(
            fixture.death(.counter, ["notice": .text("none"), "long_dead": .flag(false)]))
        await #expect { try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil) } throws: {
            if case DossierProblem.guardFailed? = $0 as? DossierProblem { true } else { false }
        }
        let task = try await fixture.task(dossier, "examine")
        _ = try await fixture.desk.ask(
            task.id, rule: "verify", units: [Offices.otherWard], question: "Có mất tại địa bàn không",
            expecting: try await fixture.version(dossier), by: fixture.cast.civil)
        _ = try await fixture.desk.answer(
            try await fixture.task(dossier, "verify").id, answer: "confirmed", text: "",
            expecting: try await fixture.version(dossier), by: fixture.cast.verifier)
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
    }

    @Test func `a refusal enters nothing and locks nobody`() async throws {
        let fixture = try await DeskFixture()
        let subject = try await person(fixture)
        let dossier = try await fixture.lodgeAndAccept(fixture.death())
        try await fixture.act(dossier, "examine", "refuse", reason: "Giấy báo tử giả", by: fixture.cast.civil)
        try await finish(fixture, dossier)
        #expect(try await fixture.dossier(dossier).outcome == .refused)
        #expect(try await fixture.desk.lock(on: subject) == nil)
    }
}
