import Catalogue
import Civic
import Directory
import Dossiers
import Journal
import Store
import Testing

/// What stands beside the way of a dossier: who may see it, corrections, notes, related dossiers.
@Suite struct BesideTests {
    @Test func `whom the result is about, or who pays, does not see the dossier by that alone`() async throws {
        let fixture = try await DeskFixture()
        var filing = fixture.birth(.counter)
        filing.others = [
            Party(
                part: .payer, person: PartyPerson(subject: fixture.cast.stranger.subject, name: "Trần Văn Nam"))
        ]
        let paid = try await fixture.lodge(filing)
        filing.others[0].part = .representative
        filing.idempotencyKey += "-2"
        let represented = try await fixture.lodge(filing)

        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notAParty.reason)) {
            _ = try await fixture.desk.view(paid, by: fixture.cast.stranger)
        }
        #expect(try await fixture.desk.view(represented, by: fixture.cast.stranger).parties.count == 2)
    }

    @Test func `after the end an error is put right by a dossier of its own, linked both ways`() async throws {
        let fixture = try await DeskFixture()
        let wrong = try await fixture.lodgeAndAccept(fixture.maritalStatus(.counter, earlierHome: false))
        try await fixture.act(wrong, "examine", "ready", by: fixture.cast.civil)
        try await fixture.act(wrong, "sign", "sign", by: fixture.cast.signer)
        try await fixture.act(wrong, "seal", "release", by: fixture.cast.clerk)
        try await fixture.act(wrong, "return", "hand_over", by: fixture.cast.counter)
        var filing = fixture.maritalStatus(.counter, earlierHome: false)
        filing.correctionOf = wrong

        let correcting = filing

        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)) {
            _ = try await fixture.lodge(correcting, by: fixture.cast.counter)
        }
        let right = try await fixture.lodge(correcting, by: fixture.cast.civil)

        #expect(try await fixture.dossier(wrong).status == .returned)
        #expect(try await fixture.dossier(right).correctionOf == wrong)
        let seen = try await fixture.desk.view(right, by: fixture.cast.counter, purpose: .handling).related
        #expect(seen.map(\.dossier) == [wrong] && seen.map(\.relation) == ["corrects"])
        let back = try await fixture.desk.view(wrong, by: fixture.cast.counter, purpose: .handling).related
        #expect(back.map(\.dossier) == [right] && back.map(\.relation) == ["corrected_by"])
        #expect(try await fixture.events(wrong).last == .corrected)
    }

    @Test func `notes are for the house, and related dossiers stand on both`() async throws {
        let fixture = try await DeskFixture()
        let first = try await fixture.lodgeAndAccept(fixture.permit())
        let second = try await fixture.lodge(fixture.birth())
        let label = try await fixture.dossier(first).label

        try await fixture.desk.note(first, text: "Đã gọi chủ nhà", by: fixture.cast.specialist)
        try await fixture.desk.relate(
            second, to: " \(label.lowercased()) ", relation: "bundle", by: fixture.cast.counter)

        let officers = try await fixture.desk.view(first, by: fixture.cast.specialist, purpose: .handling)
        #expect(officers.notes.map(\.text) == ["Đã gọi chủ nhà"])
        // He has no part in a birth registration, so he is not told of it.
        #expect(officers.related.isEmpty)
        let counter = try await fixture.desk.view(first, by: fixture.cast.counter, purpose: .counter)
        #expect(counter.related.map(\.dossier) == [second])
        let resident = try await fixture.desk.view(first, by: fixture.cast.resident)
        #expect(resident.notes.isEmpty)
        await #expect(throws: DossierProblem.notFound) {
            try await fixture.desk.relate(
                second, to: "H26.C01.PX04-200101-0001", relation: "bundle", by: fixture.cast.counter)
        }
        // To the counter of another point this dossier does not exist, and no link tells of it.
        let elsewhere = fixture.cast.otherCounter
        var filing = fixture.birth(.counter)
        filing.receiving = Offices.otherPoint
        let own = try await fixture.lodge(filing, by: elsewhere)
        await #expect(throws: DossierProblem.notFound) {
            try await fixture.desk.relate(own, to: label, relation: "bundle", by: elsewhere)
        }
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.readOnly.reason)) {
            try await fixture.desk.note(first, text: "…", by: fixture.cast.inspector)
        }
        await #expect(throws: DossierProblem.self) {
            try await fixture.desk.note(first, text: "…", by: fixture.cast.resident)
        }
    }

    @Test func `an officer says why before he sees, and the look is written down`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodge(fixture.birth())

        await #expect(throws: DossierProblem.forbidden(AccessRefusal.purposeMissing.reason)) {
            _ = try await fixture.desk.view(dossier, by: fixture.cast.counter)
        }
        _ = try await fixture.desk.view(dossier, by: fixture.cast.counter, purpose: .handling)
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notAParty.reason)) {
            _ = try await fixture.desk.view(dossier, by: fixture.cast.stranger)
        }

        let looks = try await fixture.directory.looks(at: fixture.cast.resident.subject)
        #expect(looks.map(\.purpose) == [.handling] && looks.map(\.dossier) == [dossier.rawValue])
    }
}
