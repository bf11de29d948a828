import Catalogue
import Civic
import Directory
import Dossiers
import Store
import Testing

/// `procedures.md` 4.4: one filing, three procedures, three owners.
@Suite struct BundleTests {
    private func lodged(_ fixture: DeskFixture, key: String? = nil) async throws -> BundleReceipt {
        try await fixture.desk.lodge(bundle: "birth", fixture.birth(.online, key: key), by: fixture.cast.resident)
    }

    private func report(
        _ fixture: DeskFixture, _ dossier: Dossier, _ code: String, _ status: DossierStatus, at: String
    ) async throws -> MirrorReport.Outcome {
        try await fixture.desk.receive(
            MirrorReport(
                code: code, reference: dossier.reference, procedure: dossier.procedure,
                applicant: PartyPerson(subject: fixture.cast.resident.subject, name: "Nguyễn Thị Hương"),
                unit: dossier.competent, status: status, at: instant(at)), by: .system("exchange"))
    }

    @Test func `one press makes three dossiers: ours with its check, the others with their owners`() async throws {
        let fixture = try await DeskFixture()
        let receipt = try await lodged(fixture)
        let view = try await fixture.desk.bundle(of: receipt.lead.dossier, by: fixture.cast.resident)

        #expect(view.dossiers.map(\.procedure) == ["1.001193", "1.004222", "1.001939"])
        #expect(view.dossiers.map(\.isMirrored) == [false, true, true])
        #expect(view.dossiers.map(\.competent) == [Offices.ward, Offices.police, Offices.code("Y99.03")])
        #expect(try await fixture.state(receipt.lead.dossier).openTasks.map(\.step) == ["intake.check"])
        for part in receipt.parts { #expect(try await fixture.state(part).openTasks.isEmpty) }
        // Seen from any of them it is the same three.
        let other = try await fixture.desk.bundle(of: receipt.parts[1], by: fixture.cast.resident)
        #expect(Set(other.dossiers.map(\.id)) == Set(view.dossiers.map(\.id)))
    }

    @Test func `the same press again makes nothing more and answers the same three`() async throws {
        let fixture = try await DeskFixture()
        let first = try await lodged(fixture, key: "press")
        let again = try await lodged(fixture, key: "press")
        #expect(again.lead.isReplay && again.lead.dossier == first.lead.dossier)
        #expect(Set(again.parts) == Set(first.parts))
        #expect(try await fixture.count("SELECT COUNT(*) FROM dossier") == 3)
    }

    @Test func `each goes its own way, and the bundle ends when the last has ended`() async throws {
        let fixture = try await DeskFixture()
        let receipt = try await lodged(fixture)
        let residence = try await fixture.dossier(receipt.parts[0])
        let card = try await fixture.dossier(receipt.parts[1])
        _ = try await fixture.accept(receipt.lead.dossier)
        #expect(try await fixture.dossier(receipt.lead.dossier).clock == .running)

        // Filed here, the owner answers with its own code and our reference.
        #expect(try await report(fixture, residence, "G01.1", .accepted, at: "2026-11-20T08:00") == .applied)
        #expect(try await fixture.dossier(residence.id).code == "G01.1")
        #expect(try await report(fixture, residence, "G01.1", .returned, at: "2026-11-25T08:00") == .applied)
        #expect(try await report(fixture, card, "BHXH-1", .returned, at: "2026-11-24T08:00") == .applied)
        let hasEnded = { try await fixture.desk.bundle(of: card.id, by: fixture.cast.resident).hasEnded }
        #expect(try await !hasEnded())
        _ = try await fixture.desk.withdraw(
            receipt.lead.dossier, expecting: try await fixture.version(receipt.lead.dossier), reason: "Nộp lại",
            by: fixture.cast.resident)
        #expect(try await hasEnded())
    }

    @Test func `all or none: what is refused leaves no dossier at all`() async throws {
        let fixture = try await DeskFixture()
        await #expect(throws: DossierProblem.self) {
            _ = try await fixture.desk.lodge(
                bundle: "birth", fixture.birth(.online, ["child.name": .text("")]), by: fixture.cast.resident)
        }
        await #expect(throws: DossierProblem.unknownProcedure("birth")) {
            _ = try await fixture.desk.lodge(bundle: "birth", fixture.copies(), by: fixture.cast.counter)
        }
        await #expect(throws: DossierProblem.unknownProcedure("no such")) {
            _ = try await fixture.desk.lodge(bundle: "no such", fixture.birth(), by: fixture.cast.resident)
        }
        #expect(try await fixture.count("SELECT COUNT(*) FROM dossier") == 0)
    }

    @Test func `a dossier filed alone belongs to no bundle`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth())
        let view = try await fixture.desk.bundle(of: dossier, by: fixture.cast.resident)
        #expect(view.dossiers.isEmpty && !view.hasEnded)
    }

    @Test func `what may be asked for beside it depends on the answers, and a child of six is too old`() async throws {
        let fixture = try await DeskFixture()
        func offered(_ filing: Filing) throws -> [String] {
            let preview = try fixture.desk.preview(filing)
            return fixture.desk.bundles(beside: preview, .online).flatMap(\.parts)
                .map { "\($0.procedure.code) \($0.unit.text)" }
        }
        #expect(try offered(fixture.birth(.online)) == ["1.004222 \(Offices.police.text)", "1.001939 Y99.03"])
        #expect(try offered(fixture.permit(.online)).isEmpty)
        let grown = fixture.birth(.online, ["child.born_on": .text("2020-11-19"), "late.reason": .text("Ở xa")])
        #expect(try offered(grown).isEmpty)
    }

    @Test func `who acts for another files the bundle in that other's name`() async throws {
        let fixture = try await DeskFixture()
        let child = try await fixture.directory.createPerson(NewPerson(name: "Trần Gia Huy", birthYear: 2019))
        let parent = try await fixture.directory.createPerson(NewPerson(name: "Nguyễn Thị Hương", birthYear: 1990))
        try await fixture.directory.represent(
            child, by: parent, ground: .parent, from: day("2026-01-01"), recordedBy: .system("test"))
        let acting = Actor(
            subject: parent, name: "Nguyễn Thị Hương",
            standing: .resident(account: fixture.ids.next(), onBehalfOf: child))
        let receipt = try await fixture.desk.lodge(bundle: "birth", fixture.birth(.online), by: acting)
        for dossier in [receipt.lead.dossier] + receipt.parts {
            #expect(try await fixture.dossier(dossier).applicant == child)
        }
        #expect(try await fixture.desk.bundle(of: receipt.lead.dossier, by: acting).dossiers.count == 3)
    }

    @Test func `what its owner waits for is not asked of the person here`() async throws {
        let fixture = try await DeskFixture()
        let residence = try await fixture.dossier(try await lodged(fixture).parts[0])
        _ = try await report(fixture, residence, "G01.1", .awaitingSupplement, at: "2026-11-20T08:00")
        let tracking = try await fixture.desk.tracking(residence.id, by: fixture.cast.resident)
        let detail = try #require(tracking.detail)
        #expect(tracking.status == .awaitingSupplement && detail.isMirrored && detail.needsAction == nil)
    }
}
