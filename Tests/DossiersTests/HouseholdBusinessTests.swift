import Catalogue
import Civic
import Directory
import Dossiers
import Testing

/// `procedures.md` 3.8: online another system's, at the counter ours.
@Suite struct HouseholdBusinessTests {
    private struct Staff {
        let head: Actor
        let specialist: Actor
        let signer: Actor
        let clerk: Actor

        init(_ cast: Cast) {
            head = cast.officer([(.divisionHead, Offices.division)])
            specialist = cast.officer([(.specialist, Offices.division)])
            signer = cast.officer([(.signer, Offices.division)])
            clerk = cast.officer([(.clerk, Offices.division)])
        }
    }

    private func examined(_ fixture: DeskFixture, _ staff: Staff, _ action: String = "valid") async throws
        -> ID<Dossier>
    {
        let dossier = try await fixture.lodgeAndAccept(fixture.householdBusiness())
        try await fixture.act(dossier, "assign", "assign", by: staff.head)
        try await fixture.act(dossier, "examine", action, reason: "Đã xem", by: staff.specialist)
        return dossier
    }

    @Test func `filed at ward A for a shop in ward B it goes to B's division, and comes back with a tax code`()
        async throws
    {
        let fixture = try await DeskFixture(at: "2026-08-28T16:00")
        let staff = Staff(fixture.cast)
        var filing = fixture.householdBusiness()
        filing.receiving = Offices.otherPoint
        let dossier = try await fixture.lodge(filing, by: fixture.cast.otherCounter)
        let receipt = try await fixture.accept(dossier, by: fixture.cast.otherCounter)
        #expect(try await fixture.dossier(dossier).competent == Offices.division)
        // Three working days over the holidays of September.
        #expect(local(receipt.due) == "2026-09-07T17:00")

        try await fixture.act(dossier, "assign", "assign", by: staff.head)
        #expect(Set(try await fixture.state(dossier).openTasks.map(\.step)) == ["examine", "tax_exchange"])
        try await fixture.act(dossier, "examine", "valid", by: staff.specialist)
        await #expect(throws: NoSuchTask.self) {
            try await fixture.act(dossier, "prepare", "submit", by: staff.specialist)
        }
        #expect(try await fixture.desk.runSystemSteps() == 1)
        try await fixture.act(dossier, "prepare", "submit", by: staff.specialist)
        try await fixture.act(dossier, "review", "ok", by: staff.head)
        try await fixture.act(dossier, "sign", "sign", by: staff.signer)
        try await fixture.act(dossier, "seal", "release", by: staff.clerk)
        try await fixture.act(dossier, "return", "hand_over", by: fixture.cast.otherCounter)

        let ended = try await fixture.dossier(dossier)
        #expect(ended.outcome == .granted && ended.facts["book.household-business"] == "1/2026")
        #expect(ended.facts["tax_code"] == "001190000005")
    }

    @Test func `a tax exchange that is down holds the draft up, and what was refused there goes back to the start`()
        async throws
    {
        let fixture = try await DeskFixture()
        let staff = Staff(fixture.cast)
        let dossier = try await examined(fixture, staff)
        fixture.population.goDown(true)
        await #expect(throws: Population.Unavailable.self) { try await fixture.desk.runSystemSteps() }
        #expect(try await fixture.task(dossier, "tax_exchange").state == .open)

        try await fixture.act(dossier, "tax_exchange", "rejected", reason: "Sai ngày sinh", by: .system("outside"))
        await #expect { try await fixture.act(dossier, "prepare", "submit", by: staff.specialist) } throws: {
            if case DossierProblem.guardFailed? = $0 as? DossierProblem { true } else { false }
        }
        try await fixture.act(dossier, "prepare", "look_again", reason: "Trao đổi lại", by: staff.specialist)
        #expect(try await fixture.state(dossier).openTasks.map(\.step) == ["assign"])
    }

    @Test func `online it is the national system's: not filed here, shown when the system reports it`() async throws {
        let fixture = try await DeskFixture()
        await #expect(throws: DossierProblem.mirrored) {
            _ = try await fixture.lodge(fixture.householdBusiness(.online))
        }
        let report = { (channel: Channel) in
            MirrorReport(
                code: "HKD-26-000123", procedure: "1.001612", channel: channel,
                applicant: PartyPerson(subject: fixture.cast.resident.subject, name: "Lê Thị Mai"),
                unit: Offices.division, status: .accepted, at: instant("2026-11-19T08:00"))
        }
        await #expect(throws: DossierProblem.channelClosed("counter")) {
            _ = try await fixture.desk.receive(report(.counter), by: .system("exchange"))
        }
        #expect(try await fixture.desk.receive(report(.online), by: .system("exchange")) == .created)
    }

    @Test func `a refusal takes no number, and the fee is not given back by a line`() async throws {
        let fixture = try await DeskFixture()
        let staff = Staff(fixture.cast)
        let dossier = try await examined(fixture, staff, "refuse")
        _ = try await fixture.desk.runSystemSteps()
        try await fixture.act(dossier, "prepare", "submit", by: staff.specialist)
        try await fixture.act(dossier, "review", "ok", by: staff.head)
        try await fixture.act(dossier, "sign", "sign", by: staff.signer)
        try await fixture.act(dossier, "issue_refusal", "release", by: staff.clerk)
        try await fixture.act(dossier, "return", "hand_over", by: fixture.cast.counter)
        let ended = try await fixture.dossier(dossier)
        #expect(ended.outcome == .refused && ended.facts["book.household-business"] == nil)
    }

    @Test func `the owner may stop it at any time before the signature`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await examined(fixture, Staff(fixture.cast))
        let filed = try await fixture.dossier(dossier)
        let owner = Actor(
            subject: filed.applicant, name: filed.applicantName,
            standing: .resident(account: fixture.ids.next(), onBehalfOf: nil))
        _ = try await fixture.desk.withdraw(dossier, expecting: filed.version, reason: "Đổi ý", by: owner)
        #expect(try await fixture.dossier(dossier).outcome == .withdrawn)
    }

    @Test func `a company's name is refused on the page, and a conditional line says which licence comes after`()
        throws
    {
        let procedure = try #require(RealCity.hanoi.get().procedures.first { $0.code == "1.001612" })
        let journey = FormJourney(procedure, FormContext(channel: .counter, today: day("2026-11-19")))
        #expect(
            try journey.state(of: Answers(["name": .text("Cty Công ty Phở Thìn")])).problems
                .contains { $0.message.vi.contains("công ty") })
        let pages = { (line: String) in
            try journey.state(of: Answers(["main_line": .text(line)])).pages.map(\.page.id)
        }
        #expect(try pages("karaoke").contains("licence") && !pages("food").contains("licence"))
    }

    @Test(arguments: [("self", "hb.identity"), ("person", "hb.authorisation"), ("organisation", "hb.service_contract")])
    func `who hands it in decides which paper goes with it`(_ by: String, _ paper: String) throws {
        let procedure = try #require(RealCity.hanoi.get().procedures.first { $0.code == "1.001612" })
        let journey = FormJourney(procedure, FormContext(channel: .counter, today: day("2026-11-19")))
        let papers = try journey.neededDocuments(Answers(["by": .text(by)])).map(\.id)
        #expect(papers.contains(paper) && papers.count == 2)
    }
}
