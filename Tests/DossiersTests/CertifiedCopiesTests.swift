import Catalogue
import Civic
import Directory
import Dossiers
import Journal
import Store
import Testing

/// `procedures.md` 3.6, end to end with the real file.
@Suite struct CertifiedCopiesTests {
    private func certifier(_ fixture: DeskFixture, _ mandates: [GrantedMandate]) -> Actor {
        fixture.cast.officer([(.counterOfficer, Offices.point)], mandates: mandates, name: "Người chứng thực")
    }

    @Test func `one press takes, certifies, seals, is paid and hands over, and says so event by event`() async throws {
        let fixture = try await DeskFixture()
        let officer = certifier(fixture, [fixture.cast.certifying()])

        let receipt = try await fixture.desk.completeAtOnce(fixture.copies(pages: 3, copies: 2), by: officer)

        #expect(receipt.stoppedAt == nil)
        #expect(receipt.code == "H26.C01.PX04-261119-0001")
        #expect(local(receipt.due) == "2026-11-19T17:00")
        #expect(receipt.payments.map(\.toPay) == [Dong(10_000)])
        #expect(
            try await fixture.events(receipt.dossier) == [.lodged, .accepted, .examined, .signed, .released, .returned])
        let dossier = try await fixture.dossier(receipt.dossier)
        #expect(dossier.status == .returned && dossier.outcome == .granted && dossier.version == receipt.version)
        #expect(dossier.facts["book.certification"] == "1/2026")
        #expect(try await fixture.state(receipt.dossier).openTasks.isEmpty)
        #expect(try await fixture.timers(receipt.dossier).isEmpty)
    }

    @Test func `the signature names the mandate it was given under`() async throws {
        let fixture = try await DeskFixture()
        let mandate = fixture.cast.certifying()
        let elsewhere = GrantedMandate(
            id: fixture.ids.next(), power: "certify_copies", unit: Offices.otherWard, from: instant("2026-11-01T08:00"),
            to: nil, decision: "7/QĐ-UBND")
        let officer = certifier(fixture, [elsewhere, mandate])
        let dossier = try await fixture.lodgeAndAccept(fixture.copies())
        try await fixture.act(dossier, "take", "compared", by: fixture.cast.counter)

        try await fixture.act(dossier, "certify", "certify", by: officer)

        let signed = try await fixture.headers(of: dossier).last
        #expect(signed?.kind == "dossier.signed" && signed?.mandate == mandate.id.retyped())
    }

    @Test(arguments: [
        (1, 1, 2_000), (2, 1, 4_000), (3, 1, 5_000), (100, 1, 102_000), (199, 1, 200_000), (300, 1, 200_000),
        (3, 5, 25_000),
    ])
    func `the fee follows the pages of the original`(_ pages: Int, _ copies: Int, _ amount: Int) async throws {
        let fixture = try await DeskFixture()

        let preview = try fixture.desk.preview(fixture.copies(pages: Int64(pages), copies: Int64(copies)))

        #expect(preview.payments.map(\.toPay) == [Dong(Int64(amount))])
    }

    @Test func `twenty in a row take twenty numbers, one book, and are all handed over`() async throws {
        let fixture = try await DeskFixture()
        let officer = certifier(fixture, [fixture.cast.certifying()])

        var codes: [String] = []
        for number in 1...20 {
            let receipt = try await fixture.desk.completeAtOnce(
                fixture.copies(pages: Int64(number)), by: officer)
            codes.append(receipt.code)
            #expect(try await fixture.dossier(receipt.dossier).facts["book.certification"] == "\(number)/2026")
        }

        #expect(codes == (1...20).map { "H26.C01.PX04-261119-\($0 < 10 ? "000" : "00")\($0)" })
    }

    @Test func `a double press makes one dossier and answers the same`() async throws {
        let fixture = try await DeskFixture()
        let officer = certifier(fixture, [fixture.cast.certifying()])
        let filing = fixture.copies(key: "press")

        let first = try await fixture.desk.completeAtOnce(filing, by: officer)
        let second = try await fixture.desk.completeAtOnce(filing, by: officer)

        #expect(second.dossier == first.dossier && second.code == first.code && second.due == first.due)
        #expect(second.payments == first.payments && second.reasons == first.reasons)
        #expect(!first.isReplay && second.isReplay)
        #expect(try await fixture.count("SELECT COUNT(*) FROM dossier") == 1)
    }

    @Test func `pressed again it says where it stopped then, however far the dossier has come since`() async throws {
        let fixture = try await DeskFixture()
        let filing = fixture.copies(key: "press")
        let first = try await fixture.desk.completeAtOnce(filing, by: fixture.cast.counter)
        try await fixture.act(first.dossier, "certify", "certify", by: certifier(fixture, [fixture.cast.certifying()]))

        let second = try await fixture.desk.completeAtOnce(filing, by: fixture.cast.counter)

        #expect(second.stoppedAt?.en == "Certification" && second.stoppedAt == first.stoppedAt)
        #expect(second.dossier == first.dossier && second.isReplay)
    }

    @Test(arguments: [true, false])
    func `one key stands for one of the two buttons`(_ lodgesFirst: Bool) async throws {
        let fixture = try await DeskFixture()
        let officer = certifier(fixture, [fixture.cast.certifying()])
        let filing = fixture.copies(key: "press")
        if lodgesFirst {
            _ = try await fixture.desk.lodge(filing, by: officer)
            await #expect(throws: DossierProblem.keyReused) {
                _ = try await fixture.desk.completeAtOnce(filing, by: officer)
            }
        } else {
            let atOnce = try await fixture.desk.completeAtOnce(filing, by: officer)
            await #expect(throws: DossierProblem.keyReused) { _ = try await fixture.desk.lodge(filing, by: officer) }
            #expect(try await fixture.desk.applicant(ofKey: "press", by: officer) == filing.applicant.subject)
            #expect(try await fixture.desk.receipt(ofKey: "press", by: officer)?.dossier == atOnce.dossier)
        }
        #expect(try await fixture.count("SELECT COUNT(*) FROM dossier") == 1)
    }

    @Test func `without the mandate the press stops where the certifier must sign`() async throws {
        let fixture = try await DeskFixture()

        let receipt = try await fixture.desk.completeAtOnce(fixture.copies(), by: certifier(fixture, []))

        #expect(receipt.stoppedAt?.en == "Certification")
        let dossier = try await fixture.dossier(receipt.dossier)
        #expect(dossier.status == .working)
        #expect(try await fixture.task(receipt.dossier, "certify").unit == Offices.ward)
    }

    @Test(arguments: [
        ("2026-11-19T12:00", "2026-11-19T11:59", true), ("2026-11-19T12:00", "2026-11-19T12:00", false),
        ("2026-11-19T12:00", "2026-11-19T12:01", false),
    ])
    func `a mandate certifies until its end and not one minute after`(
        _ end: String, _ now: String, _ certifies: Bool
    ) async throws {
        let fixture = try await DeskFixture(at: "2026-11-19T09:00")
        let officer = certifier(fixture, [fixture.cast.certifying(to: instant(end))])
        let dossier = try await fixture.lodgeAndAccept(fixture.copies())
        try await fixture.act(dossier, "take", "compared", by: fixture.cast.counter)
        fixture.set(now)

        let atOnce = try await fixture.desk.completeAtOnce(fixture.copies(), by: officer)
        #expect((atOnce.stoppedAt == nil) == certifies)
        if certifies {
            try await fixture.act(dossier, "certify", "certify", by: officer)
        } else {
            await #expect(throws: DossierProblem.forbidden(AccessRefusal.mandateMissing.reason)) {
                try await fixture.act(dossier, "certify", "certify", by: officer)
            }
        }
    }

    @Test func `a mandate for another procedure or another power certifies nothing`() async throws {
        let fixture = try await DeskFixture()
        let narrow = certifier(fixture, [fixture.cast.certifying(procedures: ["2.000884"])])
        let other = certifier(fixture, [fixture.cast.certifying(power: "sign:1.013225")])

        #expect(try await fixture.desk.completeAtOnce(fixture.copies(), by: narrow).stoppedAt != nil)
        #expect(try await fixture.desk.completeAtOnce(fixture.copies(), by: other).stoppedAt != nil)
    }

    @Test func `only a counter officer of that point may press`() async throws {
        let fixture = try await DeskFixture()

        for actor in [fixture.cast.otherCounter, fixture.cast.civil, fixture.cast.resident] {
            await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirUnit.reason)) {
                try await fixture.desk.completeAtOnce(fixture.copies(), by: actor)
            }
        }
    }

    @Test func `a refusal on the spot is a result handed over, never a dossier left open`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.copies())

        await #expect(throws: DossierProblem.reasonMissing) {
            try await fixture.act(dossier, "take", "refuse", by: fixture.cast.counter)
        }
        try await fixture.act(dossier, "take", "refuse", reason: "Bản chính bị tẩy xóa", by: fixture.cast.counter)

        let ended = try await fixture.dossier(dossier)
        #expect(ended.status == .returned && ended.outcome == .refused && ended.clock == .stopped)
        #expect(try await fixture.events(dossier) == [.lodged, .accepted, .refused, .released, .returned])
        #expect(try await fixture.state(dossier).openTasks.isEmpty)
        #expect(try await fixture.timers(dossier).isEmpty)
    }

    @Test func `a hard case has two working days and says which days were counted`() async throws {
        // Saturday 2026-08-22 is worked (procedures.md 8).
        let fixture = try await DeskFixture(at: "2026-08-21T10:00")
        let dossier = try await fixture.lodge(fixture.copies(complex: true))

        let receipt = try await fixture.accept(dossier)

        #expect(local(receipt.due) == "2026-08-24T17:00")
        #expect(receipt.reasons.contains { if case .makeupDayCounted = $0 { true } else { false } })
        let line = try #require(try await fixture.ledger(dossier).first)
        #expect(line.kind == .set && line.reasons == receipt.reasons && line.calendarRevision == "test")
    }

    @Test func `the officer who sends back keeps the case with the counter`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.copies())
        try await fixture.act(dossier, "take", "compared", by: fixture.cast.counter)

        try await fixture.act(dossier, "certify", "back", reason: "Thiếu trang 2", by: fixture.cast.signer)

        let task = try await fixture.task(dossier, "take")
        #expect(task.remark == "Thiếu trang 2" && task.unit == Offices.point)
    }
}
