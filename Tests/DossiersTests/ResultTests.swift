import Catalogue
import Civic
import Directory
import Rules
import Synchronization
import Testing

@testable import Dossiers

/// What a result says, and that its number stands before the signature.
@Suite struct ResultTests {
    /// Signs whatever comes, or nothing while it is down.
    private final class Press: ResultPress {
        struct Down: Error {}
        let signed = Mutex<[ResultDraft]>([])
        let released = Mutex<[ID<Dossier>]>([])
        let isDown = Mutex(false)

        func signs(_ procedure: String, isRefusal: Bool, on day: Day, by actor: Actor) async throws -> Bool { true }

        func sign(_ draft: ResultDraft, by actor: Actor, session: String?) async throws -> PreparedEffect {
            if isDown.withLock({ $0 }) { throw Down() }
            signed.withLock { $0.append(draft) }
            return PreparedEffect()
        }

        func release(
            _ dossier: Dossier, at unit: UnitCode, by actor: Actor, session: String?
        ) async throws -> PreparedEffect {
            released.withLock { $0.append(dossier.id) }
            return PreparedEffect()
        }

        func revoke(
            _ result: String, of dossier: ID<Dossier>, reason: String, by actor: Actor
        ) async throws -> PreparedEffect { PreparedEffect() }
    }

    private let fixture: DeskFixture
    private let press = Press()
    private let desk: DossierDesk

    init() async throws {
        fixture = try await DeskFixture()
        desk = DossierDesk(
            database: fixture.database, rules: fixture.rules, directory: fixture.directory,
            keys: try KeyRing(text: KeyRing.freshText()), clock: fixture.clock, ids: fixture.ids, results: press)
    }

    private func act(_ dossier: ID<Dossier>, _ step: String, _ action: String, by actor: Actor) async throws {
        let task = try await fixture.task(dossier, step)
        _ = try await desk.act(
            task.id, action: action, expecting: try await fixture.version(dossier), reason: "Chưa đủ khoảng lùi",
            by: actor)
    }

    /// A permit that waits for its signature.
    private func drafted(_ action: String = "permit") async throws -> ID<Dossier> {
        let cast = fixture.cast
        let dossier = try await fixture.lodgeAndAccept(fixture.permit())
        try await fixture.act(dossier, "assign", "assign", by: cast.divisionHead)
        try await fixture.act(dossier, "appraise", "appraised", by: cast.specialist)
        try await fixture.act(dossier, "site_check", "as_filed", by: cast.specialist)
        try await fixture.act(dossier, "draft", action, reason: "Chưa đủ khoảng lùi", by: cast.specialist)
        try await fixture.act(dossier, "review", "ok", by: cast.divisionHead)
        return dossier
    }

    @Test func `the number stands on the paper before it is signed, and is drawn once`() async throws {
        let dossier = try await drafted()
        try await act(dossier, "sign", "sign", by: fixture.cast.signer)
        let draft = try #require(press.signed.withLock { $0.first })

        #expect(draft.number == "1/2026" && draft.values["number"] == "1/2026")
        #expect(try await fixture.events(dossier).suffix(2) == [.recorded, .signed])

        try await act(dossier, "issue", "release", by: fixture.cast.clerk)
        #expect(try await fixture.dossier(dossier).facts["book.construction-permit"] == "1/2026")
        #expect(press.released.withLock { $0 } == [dossier])
        let second = try await drafted()
        try await act(second, "sign", "sign", by: fixture.cast.signer)
        #expect(press.signed.withLock { $0.last?.number } == "2/2026")
    }

    @Test func `a signature that comes to nothing leaves the step open and the number with the dossier`() async throws {
        let dossier = try await drafted()
        press.isDown.withLock { $0 = true }

        await #expect(throws: Press.Down.self) { try await act(dossier, "sign", "sign", by: fixture.cast.signer) }
        #expect(try await fixture.events(dossier).last == .recorded)

        press.isDown.withLock { $0 = false }
        try await act(dossier, "sign", "sign", by: fixture.cast.signer)
        #expect(press.signed.withLock { $0.map(\.number) } == ["1/2026"])
        #expect(try await fixture.events(dossier).filter { $0 == .recorded }.count == 1)
    }

    @Test func `who may not sign draws no number`() async throws {
        let dossier = try await drafted()

        await #expect(throws: (any Error).self) { try await act(dossier, "sign", "sign", by: fixture.cast.specialist) }
        #expect(try await fixture.dossier(dossier).facts["book.construction-permit"] == nil)
    }

    @Test func `a refusal bears no number and says its reason`() async throws {
        let dossier = try await drafted("refuse")
        try await act(dossier, "sign", "sign", by: fixture.cast.signer)
        let draft = try #require(press.signed.withLock { $0.first })

        #expect(draft.isRefusal && draft.number == nil)
        #expect(try await fixture.dossier(dossier).facts["book.construction-permit"] == nil)
    }

    @Test func `a result is taken back by who signs for the unit, and the applicant is told why`() async throws {
        let dossier = try await drafted()
        try await act(dossier, "sign", "sign", by: fixture.cast.signer)
        let revoke = { (actor: Actor, reason: String) in
            _ = try await desk.revokeResult(
                "7K3M", of: dossier, expecting: try await fixture.version(dossier), reason: reason, by: actor)
        }
        // Nothing was released yet.
        await #expect(throws: DossierProblem.self) { try await revoke(fixture.cast.signer, "Sai diện tích") }
        try await act(dossier, "issue", "release", by: fixture.cast.clerk)
        for other in [fixture.cast.specialist, fixture.cast.clerk, fixture.cast.counter, fixture.cast.resident] {
            await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)) {
                try await revoke(other, "Sai diện tích")
            }
        }
        await #expect(throws: DossierProblem.reasonMissing) { try await revoke(fixture.cast.signer, "") }

        try await revoke(fixture.cast.signer, "Sai diện tích")

        let last = try #require(try await fixture.history(dossier).last)
        #expect(last.event == .resultRevoked && last.text == "Sai diện tích")
        #expect(try await fixture.dossier(dossier).status == .released)
        #expect(NoticeInbox.told.contains(.resultRevoked))
    }

    @Test func `who signs for the unit has a result put right by a dossier of its own, once at a time and for nothing`()
        async throws
    {
        let cast = fixture.cast
        let dossier = try await drafted()
        let answers = try await fixture.desk.view(dossier, by: cast.specialist, purpose: .handling).answers
        func correct(_ actor: Actor, _ reason: String, _ key: String) async throws -> LodgingReceipt {
            try await desk.correctResult(of: dossier, answers: answers, reason: reason, key: key, by: actor)
        }
        // Nothing was released yet.
        await #expect(throws: DossierProblem.self) {
            _ = try await correct(cast.signer, "Sai diện tích", "press-1")
        }
        try await act(dossier, "sign", "sign", by: cast.signer)
        try await act(dossier, "issue", "release", by: cast.clerk)
        for other in [cast.specialist, cast.clerk, cast.counter] {
            await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)) {
                _ = try await correct(other, "Sai diện tích", "press-1")
            }
        }
        await #expect(throws: DossierProblem.reasonMissing) {
            _ = try await correct(cast.signer, "", "press-1")
        }

        let receipt = try await correct(cast.signer, "Sai diện tích", "press-1")
        let again = try await correct(cast.signer, "Sai diện tích", "press-1")

        #expect(again.isReplay && again.dossier == receipt.dossier)
        let right = try await fixture.dossier(receipt.dossier)
        let wrong = try await fixture.dossier(dossier)
        #expect(right.correctionOf == dossier && right.correctionReason == "Sai diện tích")
        #expect(
            right.applicant == wrong.applicant && right.receiving == wrong.receiving && right.facts["unpaid"] == nil)
        let last = try #require(try await fixture.history(dossier).last)
        #expect(last.event == .corrected && last.text == "Sai diện tích")
        #expect(NoticeInbox.told.contains(.corrected))
        await #expect(throws: DossierProblem.beingCorrected(right.label)) {
            _ = try await correct(cast.signer, "Lần nữa", "press-2")
        }
    }

    @Test func `what is filled in has exactly the fields that a template may name`() async throws {
        let dossier = try await drafted()
        let view = try await fixture.desk.view(dossier, by: fixture.cast.specialist, purpose: .handling)
        let draft = try #require(try await fixture.desk.resultDraft(of: view))
        let procedure = try #require(fixture.rules.procedure("1.013225", on: day("2026-11-19")))

        let known = ResultFields.fields(of: [procedure])
        #expect(Set(draft.values.keys).union(["verify", "signer"]) == Set(known.keys))
        guard case .record(let answers)? = known["answers"], case .map(let filled)? = draft.values["answers"] else {
            return #expect(Bool(false), "no answers")
        }
        #expect(answers.keys.allSatisfy { filled[.string($0)] != nil })
        #expect(draft.values["answers"]?["kind"]?.stringValue?.isEmpty == false)
    }

    @Test(arguments: [
        ("2026-11-15", "ngày mười lăm tháng mười một năm hai nghìn không trăm hai mươi sáu"),
        ("2001-04-21", "ngày hai mươi mốt tháng tư năm hai nghìn không trăm linh một"),
        ("1995-12-30", "ngày ba mươi tháng mười hai năm một nghìn chín trăm chín mươi lăm"),
        ("1984-05-05", "ngày năm tháng năm năm một nghìn chín trăm tám mươi tư"),
    ])
    func `a date is said as it is read aloud`(_ iso: String, _ words: String) {
        #expect(SpokenDate.text(day(iso)) == words)
    }
}
