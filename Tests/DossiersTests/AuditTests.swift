import Catalogue
import Civic
import Directory
import Foundation
import Journal
import Store
import Testing

@testable import Dossiers

/// A dossier's history as a file: whoever has the public key can tell when one letter of it was changed.
@Suite struct AuditTests {
    private func signed(_ fixture: DeskFixture, _ key: HeadKey) async throws {
        var runner = ConsumerRunner(
            fixture.database, clock: fixture.clock,
            sequencer: TreeSequencer(fixture.database, clock: fixture.clock, key: key))
        runner.add(NoticeInbox(fixture.directory))
        try await runner.settle()
    }

    private func evidence(_ fixture: DeskFixture, _ key: HeadKey) async throws -> StreamEvidence {
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus(.counter))
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        _ = try await fixture.lodge(fixture.birth())
        try await signed(fixture, key)
        return try await fixture.database.read {
            try Journal.evidence(of: dossier.retyped(), showsBodies: true, in: $0)
        }
    }

    /// The same with one text of its JSON changed.
    private func changed(_ evidence: StreamEvidence, _ change: (String) -> String) throws -> StreamEvidence {
        let text = String(decoding: try JSONEncoder().encode(evidence), as: UTF8.self)
        return try JSONDecoder().decode(StreamEvidence.self, from: Data(change(text).utf8))
    }

    @Test func `what was exported is proven by the public key alone, as read back from its JSON`() async throws {
        let fixture = try await DeskFixture()
        let key = HeadKey()
        let evidence = try changed(try await evidence(fixture, key)) { $0 }

        let report = evidence.check([key.publicKey])

        #expect(report.ok && report.events == 3 && report.proven == 3 && report.uncovered == 0)
        #expect(evidence.check([HeadKey().publicKey]).faults == ["the head is signed by none of the keys given"])
    }

    @Test func `a changed word, a missing event and a foreign path are named`() async throws {
        let fixture = try await DeskFixture()
        let key = HeadKey()
        let evidence = try await evidence(fixture, key)
        let name = fixture.cast.counter.name
        #expect(evidence.events.contains { $0.body?.contains(name) == true })

        let word = try changed(evidence) { $0.replacing(name, with: "Người khác") }
        #expect(
            word.check([key.publicKey]).faults.contains { $0.hasSuffix("its words are not those that were recorded") })

        let path = try #require(evidence.events[1].path?.first)
        let moved = try changed(evidence) { $0.replacing(path, with: String(repeating: "0", count: 64)) }
        #expect(
            moved.check([key.publicKey]).faults.contains { $0.hasSuffix("it does not stand in the signed journal") })

        let header = evidence.events[1].header
        let twice = try changed(evidence) { $0.replacing(header, with: evidence.events[0].header) }
        #expect(twice.check([key.publicKey]).faults.contains("event 2: it is number 1 of the stream"))
    }

    @Test func `the data-protection officer takes it without the words, with the looks, and both are written down`()
        async throws
    {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus(.counter))
        let dpo = fixture.cast.officer([(.dpo, Offices.code("H26"))], name: "Cao Thị Yến")
        _ = try await fixture.desk.view(dossier, by: fixture.cast.civil, purpose: .handling)

        let audit = try await fixture.desk.audit(dossier, purpose: .dataSubjectRequest, by: dpo)

        #expect(audit.papers == nil && audit.evidence.events.allSatisfy { $0.state == .withheld && $0.body == nil })
        #expect(audit.looks?.isEmpty == false)
        let taken = try await fixture.count("SELECT COUNT(*) FROM event WHERE kind = 'directory.auditTaken'")
        #expect(taken == 1)
        #expect(try await fixture.count("SELECT COUNT(*) FROM access_log WHERE fields = 'dossier.journal'") == 1)
        for actor in [fixture.cast.civil, fixture.cast.counter, fixture.cast.resident] {
            await #expect(throws: DossierProblem.self) {
                _ = try await fixture.desk.audit(dossier, purpose: .inspection, by: actor)
            }
        }
    }
}
