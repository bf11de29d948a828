import Catalogue
import Civic
import Directory
import Foundation
import Testing

@testable import Dossiers
@testable import Web

/// O01: the quick action of a row is that of its task.
struct OfficerRowActTests {
    private func row(
        _ kind: TaskKind, _ seat: TaskSeat, assignee: ID<Officer>? = nil, state: TaskState = .open
    ) throws -> WorklistRow {
        let task = WorkTask(
            id: ID(1), dossier: ID(2), kind: kind, step: "sign", place: "0", seat: seat, unit: try UnitCode("H26.X04"),
            assignee: assignee, openedAt: Instant(milliseconds: 0), due: nil, state: state, outcome: nil, closedBy: nil,
            closedAt: nil, askedBy: nil, remark: nil)
        return WorklistRow(
            task: task, dossier: ID(2), version: 1, label: "X", procedure: "1.004873", applicantName: "A",
            status: .working, dossierDue: nil, clock: .running, heat: .none)
    }

    private func officer(_ role: Role, mandates: [GrantedMandate] = []) throws -> Actor {
        let unit = try UnitCode("H26.X04")
        return Actor(
            subject: ID(9), name: "B",
            standing: .officer(
                OfficerStanding(
                    officer: ID(7), unit: unit, posts: [Post(role: role, unit: unit)], mandates: mandates)))
    }

    private func step(_ kind: String, mandate: String? = nil) throws -> Step {
        var object: [String: Any] = [
            "id": "sign", "name": ["vi": "Ký", "en": "Sign"], "kind": kind,
            "seat": ["officer": ["_0": "signer", "_1": "competent"]],
            "actions": [], "asks": [], "pausesClock": false,
        ]
        object["mandate"] = mandate
        return try JSONDecoder().decode(Step.self, from: JSONSerialization.data(withJSONObject: object))
    }

    @Test func `a check is checked, a decision decided, a question answered`() throws {
        let counter = try officer(.counterOfficer)
        let head = try officer(.deskHead)
        let verifier = try officer(.verifier)

        let check = RowAct(try row(.check, .officer(.counterOfficer)), step: nil, by: counter)
        #expect(check.name == "check" && check.opensCheck && !check.isClaim)
        for kind in [TaskKind.refusalReview, .stopReview, .supplementApproval] {
            #expect(RowAct(try row(kind, .officer(.deskHead)), step: nil, by: head).name == "decide")
        }
        #expect(RowAct(try row(.verification, .officer(.verifier)), step: nil, by: verifier).name == "answer")
    }

    @Test func `what is signed, sealed or handed over is opened, other work is taken`() throws {
        let signer = try officer(.signer)
        for (kind, name) in [("sign", "sign"), ("seal", "seal"), ("assign", "assign"), ("return", "return")] {
            let act = RowAct(try row(.step, .officer(.signer)), step: try step(kind), by: signer)
            #expect(act.name == name && !act.isClaim)
        }
        let loose = RowAct(try row(.step, .officer(.signer)), step: try step("examine"), by: signer)
        #expect(loose.name == "claim" && loose.isClaim)
        let own = RowAct(try row(.step, .officer(.signer), assignee: ID(7)), step: try step("examine"), by: signer)
        #expect(own.name == "go_on" && !own.isClaim)
    }

    @Test func `a deputy signs by his mandate; what is another's, asleep or the applicant's is only viewed`() throws {
        let mandate = GrantedMandate(
            id: ID(3), power: "sign:1.004873", unit: try UnitCode("H26.X04"), from: Instant(milliseconds: 0), to: nil,
            decision: "1")
        let deputy = try officer(.clerk, mandates: [mandate])
        let signed = try step("sign", mandate: "sign:1.004873")

        #expect(RowAct(try row(.step, .officer(.signer)), step: signed, by: deputy).name == "sign")
        for row in [
            try row(.step, .officer(.signer), assignee: ID(8)), try row(.step, .officer(.signer), state: .waiting),
            try row(.step, .applicant), try row(.step, .system),
        ] {
            #expect(RowAct(row, step: signed, by: deputy).name == "view")
        }
        let clerk = try officer(.clerk)
        #expect(RowAct(try row(.step, .officer(.signer)), step: signed, by: clerk).name == "view")
    }
}
