import Civic
import Directory
import Rules
import Testing

@testable import Dossiers

/// What stands on the statutory slips (Circular 01/2018, Circular 03/2025), and who may have them.
@Suite struct SlipTests {
    private func slip(
        _ kind: SlipKind, _ dossier: ID<Dossier>, _ fixture: DeskFixture, by actor: Actor? = nil
    ) async throws -> Slip {
        let actor = actor ?? fixture.cast.counter
        let view = try await fixture.desk.view(
            dossier, by: actor, purpose: actor.officer == nil ? nil : .counter)
        return try await fixture.desk.slip(kind, of: view, by: actor)
    }

    @Test func `the receipt says what was true at acceptance, whatever came after`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.permit())
        let first = try await slip(.receipt, dossier, fixture)
        try await fixture.act(dossier, "assign", "assign", by: fixture.cast.divisionHead)
        _ = try await fixture.desk.apologise(
            dossier, expecting: try await fixture.version(dossier), newDate: day("2026-12-20"), reason: "Chờ đo đạc",
            by: fixture.cast.specialist)
        fixture.set("2026-12-01T09:00")

        let later = try await slip(.receipt, dossier, fixture)

        #expect(later.values == first.values && later.at == first.at && later.day == day("2026-11-19"))
        #expect(first.values["code"]?.stringValue == (try await fixture.dossier(dossier).code))
        #expect(first.values["accepted"] == "09 giờ 00 phút, ngày 19 tháng 11 năm 2026")
        #expect(first.values["officer"] == "Quầy 1")
        #expect(first.values["position"] == 1 && first.values["volume"] == 1)
    }

    @Test func `a supplement request names what is missing in the procedure's own words`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.permit())
        try await fixture.act(dossier, "assign", "assign", by: fixture.cast.divisionHead)
        _ = try await fixture.desk.requestSupplement(
            dossier, expecting: try await fixture.version(dossier),
            items: [SupplementItem(target: .document("cp.drawings"), reason: "Thiếu mặt cắt móng")],
            by: fixture.cast.specialist)

        let request = try await slip(.supplementRequest, dossier, fixture)

        let item = try #require(request.values["items"]?[0])
        #expect(item["reason"] == "Thiếu mặt cắt móng")
        #expect(item["what"]?.stringValue?.contains("cp.drawings") == false)
    }

    /// Each press at a moment of its own, so that a line of the slip and an event of the journal are told by their time.
    @Test func `the control slip of a permit that crossed units equals its journal, line by line`() async throws {
        let fixture = try await DeskFixture()
        let cast = fixture.cast
        let dossier = try await fixture.lodgeAndAccept(fixture.permit())
        func act(_ step: String, _ action: String, _ actor: Actor) async throws {
            fixture.pass(seconds: 600)
            try await fixture.act(dossier, step, action, by: actor)
        }
        try await act("assign", "assign", cast.divisionHead)
        fixture.pass(seconds: 600)
        _ = try await fixture.desk.ask(
            try await fixture.task(dossier, "appraise").id, rule: "consult", units: [Offices.construction],
            question: "Quy hoạch lộ giới?", expecting: try await fixture.version(dossier), by: cast.specialist)
        fixture.set("2026-11-20T09:00")
        _ = try await fixture.desk.answer(
            try await fixture.task(dossier, "consult").id, answer: "agree_with_conditions", text: "Lùi 1 m",
            expecting: try await fixture.version(dossier), by: cast.consulted)
        try await act("appraise", "appraised", cast.specialist)
        try await act("site_check", "as_filed", cast.specialist)
        try await act("draft", "permit", cast.specialist)
        try await act("review", "ok", cast.divisionHead)
        try await act("sign", "sign", cast.signer)
        try await act("issue", "release", cast.clerk)
        fixture.set("2026-11-23T09:00")
        try await fixture.act(dossier, "return", "hand_over", by: cast.counter)
        let view = try await fixture.desk.view(dossier, by: cast.counter, purpose: .counter)

        let handovers = Handover.all(of: view, in: .hanoi)

        let expected: [(EventName, UnitCode, UnitCode?)] = [
            (.accepted, Offices.point, Offices.ward),
            // Two looks at once.
            (.assigned, Offices.ward, Offices.ward), (.assigned, Offices.ward, Offices.ward),
            (.consulted, Offices.ward, Offices.construction), (.answered, Offices.construction, Offices.ward),
            // The first look waits for the second.
            (.inspected, Offices.ward, Offices.ward), (.drafted, Offices.ward, Offices.ward),
            (.reviewed, Offices.ward, Offices.ward), (.signed, Offices.ward, Offices.ward),
            (.released, Offices.ward, Offices.point), (.returned, Offices.point, nil),
        ]
        #expect(handovers.map(\.giver) == expected.map(\.1))
        #expect(handovers.map(\.taker) == expected.map(\.2))
        let presses = handovers.map { line in
            // The law's extension comes with the question, by nobody's press.
            view.history.last { $0.at == line.at && $0.actorName == line.giverName && $0.event != .extendedByLaw }
        }
        #expect(presses.map { $0?.event } == expected.map(\.0))
        // And no press that passed work on is missing: the rest are two that passed nothing.
        let passing = Set(view.history.filter { $0.event != .lodged }.map(\.at)).subtracting(handovers.map(\.at))
        #expect(view.history.filter { passing.contains($0.at) }.map(\.event) == [.examined])
        let slip = try await slip(.controlSlip, dossier, fixture)
        for (number, handover) in handovers.enumerated() {
            #expect(slip.values["handovers"]?[number]?["giver_officer"]?.stringValue == handover.giverName)
        }
    }

    @Test func `a counter prints every slip, the applicant his own, and nobody else any`() async throws {
        let fixture = try await DeskFixture()
        let cast = fixture.cast
        let dossier = try await fixture.lodgeAndAccept(fixture.permit())
        let view = try await fixture.desk.view(dossier, by: cast.counter, purpose: .counter)

        #expect(fixture.desk.slips(of: view, by: cast.counter) == [.receipt, .controlSlip])
        #expect(fixture.desk.slips(of: view, by: cast.resident) == [.receipt])
        #expect(fixture.desk.slips(of: view, by: cast.specialist) == [])
        await #expect(throws: DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)) {
            _ = try await fixture.desk.slip(.controlSlip, of: view, by: cast.resident)
        }
        await #expect(throws: DossierProblem.notFound) {
            _ = try await fixture.desk.slip(.apology, of: view, by: cast.counter)
        }
    }

    @Test func `the tracking book counts a unit's dossiers of a year and is the counter's alone`() async throws {
        let fixture = try await DeskFixture()
        let cast = fixture.cast
        for _ in 0..<3 { _ = try await fixture.lodgeAndAccept(fixture.permit()) }

        let book = try await fixture.desk.trackingBook(
            of: Offices.point, year: 2026, volume: 1, by: cast.counter, purpose: .counter)

        guard case .list(let rows)? = book.values["rows"] else { return #expect(Bool(false), "no rows") }
        #expect(rows.map { $0["position"] } == [1, 2, 3])
        #expect(Set(rows.compactMap { $0["code"]?.stringValue }).count == 3)
        await #expect(throws: DossierProblem.notFound) {
            _ = try await fixture.desk.trackingBook(
                of: Offices.point, year: 2025, volume: 1, by: cast.counter, purpose: .counter)
        }
        await #expect(throws: (any Error).self) {
            _ = try await fixture.desk.trackingBook(
                of: Offices.otherPoint, year: 2026, volume: 1, by: cast.counter, purpose: .counter)
        }
    }

    @Test func `what is filled in has exactly the fields that a template may name`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.permit())
        _ = try await fixture.desk.apologise(
            dossier, expecting: try await fixture.version(dossier), newDate: day("2026-12-20"), reason: "Chờ đo đạc",
            by: fixture.cast.specialist)

        for kind in [SlipKind.receipt, .apology, .controlSlip] {
            let slip = try await slip(kind, dossier, fixture)
            #expect(Set(slip.values.keys) == Set(kind.fields.keys), "\(kind)")
        }
    }
}
