import Catalogue
import Civic
import Directory
import Dossiers
import Journal
import Store
import Testing

/// What may be seen without signing in (Circular 01/2018 Art. 16.2.d; decisions 18).
@Suite struct TrackingTests {
    private func track(_ fixture: DeskFixture, _ code: String, _ secret: String, from address: String = "10.0.0.1")
        async throws
        -> TrackingView
    {
        try await fixture.desk.track(code: code, secret: secret, from: address)
    }

    private func tooMany(_ error: any Error) -> Bool {
        if case DirectoryProblem.tooManyAttempts? = error as? DirectoryProblem { true } else { false }
    }

    @Test func `the receipt's secret opens who holds it, since when and until when`() async throws {
        let fixture = try await DeskFixture()
        let receipt = try await fixture.desk.lodge(fixture.birth(), by: fixture.cast.resident)
        #expect(receipt.secret.count == 6 && receipt.reference.count == 10)
        let before = try await track(fixture, receipt.reference, receipt.secret)
        #expect(before.status == .lodged && before.detail?.due == nil && before.detail?.clock == .notStarted)
        let code = try await fixture.accept(receipt.dossier).code

        // Typed as people type: small letters, spaces.
        let view = try await track(fixture, " \(code.lowercased()) ", " \(receipt.secret.lowercased()) ")

        #expect(view.label == code && view.status == .accepted)
        let detail = try #require(view.detail)
        #expect(local(detail.due) == "2026-11-19T17:00" && !detail.dueReasons.isEmpty)
        #expect(detail.holders.map(\.unit) == [Offices.ward])
        #expect(detail.steps.map(\.event) == [.lodged, .accepted])
    }

    @Test func `a wrong secret says no more than a code that is none`() async throws {
        let fixture = try await DeskFixture()
        let receipt = try await fixture.desk.lodge(fixture.birth(), by: fixture.cast.resident)

        await #expect(throws: DossierProblem.wrongSecret) { _ = try await track(fixture, receipt.reference, "AAAAAA") }
        await #expect(throws: DossierProblem.wrongSecret) { _ = try await track(fixture, receipt.reference, "") }
        await #expect(throws: DossierProblem.wrongSecret) { _ = try await track(fixture, "ABCDEFGHJK", receipt.secret) }
        await #expect(throws: DossierProblem.wrongSecret) {
            _ = try await fixture.desk.lookUp(code: "ABCDEFGHJK", lastFour: "4321", from: "10.0.0.2")
        }
    }

    @Test func `four digits show the code and how far it is, and nothing else`() async throws {
        let fixture = try await DeskFixture()
        let receipt = try await fixture.desk.lodge(fixture.birth(), by: fixture.cast.resident)

        let view = try await fixture.desk.lookUp(code: receipt.reference, lastFour: "43 21", from: "10.0.0.1")

        #expect(view.detail == nil && view.outcome == nil && view.progress == 10)
        await #expect(throws: DossierProblem.wrongSecret) {
            _ = try await fixture.desk.lookUp(code: receipt.reference, lastFour: "4322", from: "10.0.0.1")
        }
    }

    @Test func `one caller tries a code five times an hour, however it is written`() async throws {
        let fixture = try await DeskFixture()
        let receipt = try await fixture.desk.lodge(fixture.birth(), by: fixture.cast.resident)
        let spellings = [
            receipt.reference, receipt.reference.lowercased(), " \(receipt.reference)", "\(receipt.reference) ",
            receipt.reference.map(String.init).joined(separator: " "),
        ]
        for code in spellings {
            await #expect(throws: DossierProblem.wrongSecret) {
                _ = try await fixture.desk.lookUp(code: code, lastFour: "0000", from: "10.0.0.1")
            }
        }

        await #expect {
            _ = try await fixture.desk.lookUp(code: " \(receipt.reference) ", lastFour: "4321", from: "10.0.0.1")
        } throws: { tooMany($0) }
        fixture.pass(seconds: 3_600)
        #expect(
            try await fixture.desk.lookUp(code: receipt.reference, lastFour: "4321", from: "10.0.0.1").progress == 10)
    }

    @Test func `a stranger who tries a code does not lock it for its owner`() async throws {
        let fixture = try await DeskFixture()
        let receipt = try await fixture.desk.lodge(fixture.birth(), by: fixture.cast.resident)
        // Thirty guesses of four digits from six addresses, and one more: the digits are locked for everybody.
        for guess in 0..<30 {
            await #expect(throws: DossierProblem.wrongSecret) {
                _ = try await fixture.desk.lookUp(
                    code: receipt.reference, lastFour: "0000", from: "10.0.0.\(guess / 5)")
            }
        }
        await #expect {
            _ = try await fixture.desk.lookUp(code: receipt.reference, lastFour: "4321", from: "10.0.1.1")
        } throws: { tooMany($0) }

        // The owner's secret opens it all the same.
        #expect(try await track(fixture, receipt.reference, receipt.secret, from: "10.0.1.1").detail != nil)
    }

    @Test func `an honest look is never one too many, and forgives no wrong one`() async throws {
        let fixture = try await DeskFixture()
        let receipt = try await fixture.desk.lodge(fixture.birth(), by: fixture.cast.resident)
        for _ in 1...4 {
            await #expect(throws: DossierProblem.wrongSecret) {
                _ = try await track(fixture, receipt.reference, "AAAAAA")
            }
        }

        for _ in 1...40 {
            #expect(try await track(fixture, receipt.reference, receipt.secret).label == receipt.reference)
            #expect(
                try await fixture.desk.lookUp(code: receipt.reference, lastFour: "4321", from: "10.0.0.1").progress
                    == 10)
        }

        await #expect(throws: DossierProblem.wrongSecret) { _ = try await track(fixture, receipt.reference, "AAAAAA") }
        await #expect { _ = try await track(fixture, receipt.reference, receipt.secret) } throws: { tooMany($0) }
    }

    @Test func `even who knows the secret does not look without end`() async throws {
        let fixture = try await DeskFixture()
        let receipt = try await fixture.desk.lodge(fixture.birth(), by: fixture.cast.resident)
        for look in 1...200 {
            _ = try await track(fixture, receipt.reference, receipt.secret, from: "10.0.0.\(look)")
        }

        await #expect { _ = try await track(fixture, receipt.reference, receipt.secret) } throws: { tooMany($0) }
    }

    @Test func `one address tries thirty codes an hour`() async throws {
        let fixture = try await DeskFixture()
        for number in 1...30 {
            await #expect(throws: DossierProblem.wrongSecret) {
                _ = try await track(fixture, "CODE\(number)", "AAAAAA")
            }
        }

        await #expect { _ = try await track(fixture, "CODE31", "AAAAAA") } throws: { tooMany($0) }
    }

    @Test func `what the person can do now is said first`() async throws {
        let fixture = try await DeskFixture()
        let resident = fixture.cast.resident
        let dossier = try await fixture.lodgeAndAccept(fixture.birth())
        try await fixture.act(dossier, "examine", "ready", by: fixture.cast.civil)
        let due = try await fixture.task(dossier, "proof").due
        #expect(try await fixture.desk.tracking(dossier, by: resident).detail?.needsAction == .proof(until: due))

        let other = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        _ = try await fixture.desk.requestSupplement(
            other, expecting: 2, items: [SupplementItem(target: .field("phone"), reason: "Sai số")],
            by: fixture.cast.civil)
        let closes = try #require(try await fixture.desk.view(other, by: resident).supplement?.closesAt)
        #expect(try await fixture.desk.tracking(other, by: resident).detail?.needsAction == .supplement(until: closes))
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notAParty.reason)) {
            _ = try await fixture.desk.tracking(other, by: fixture.cast.stranger)
        }
        let mine = try await fixture.desk.mine(by: resident).rows
        #expect(mine.map(\.dossier) == [other, dossier])
        #expect(mine.map(\.needsAction) == [.supplement(until: nil), .proof(until: due)])
    }

    @Test(arguments: [1, 2, 3, 50])
    func `what waits for the resident stands first, however old, and page by page nothing is lost`(
        _ limit: Int
    ) async throws {
        let fixture = try await DeskFixture()
        let resident = fixture.cast.resident
        var lodged: [ID<Dossier>] = []
        for _ in 1...3 { lodged.append(try await fixture.lodge(fixture.birth())) }
        var helped = fixture.maritalStatus(.counter)
        helped.applicant = try await fixture.person("Đỗ Thị Nga")
        helped.others = [Party(part: .submitter, person: PartyPerson(subject: resident.subject, name: resident.name))]
        lodged.append(try await fixture.lodge(helped))
        for _ in 1...2 { lodged.append(try await fixture.lodge(fixture.birth())) }
        for waiting in [lodged[0], lodged[3]] {
            _ = try await fixture.desk.requestSupplement(
                waiting, expecting: 1, items: [SupplementItem(target: .field("phone"), reason: "Sai số")],
                by: fixture.cast.counter)
        }

        var seen: [ID<Dossier>] = []
        var after: ResidentCursor?
        repeat {
            let page = try await fixture.desk.mine(by: resident, after: after, limit: limit)
            #expect(page.rows.count <= limit && (page.next == nil || page.rows.count == limit))
            seen += page.rows.map(\.dossier)
            after = try page.next.map { try #require(ResidentCursor(text: $0.text)) }
        } while after != nil

        #expect(seen == [3, 0, 5, 4, 2, 1].map { lodged[$0] })
        #expect(ResidentCursor(text: "2.7") == nil && ResidentCursor(text: "1") == nil)
    }

    @Test func `secrets and references of different dossiers differ`() async throws {
        let fixture = try await DeskFixture()
        var receipts: [LodgingReceipt] = []
        for _ in 1...20 { receipts.append(try await fixture.desk.lodge(fixture.birth(), by: fixture.cast.resident)) }

        #expect(Set(receipts.map(\.secret)).count == 20 && Set(receipts.map(\.reference)).count == 20)
    }
}
