import Civic
import Directory
import Dossiers
import Papers

extension Operations {
    static let slips: [Operation] = [
        Operation(
            name: "readSlip", method: .get, path: "/dossiers/{dossier}/slips/{slip}", tag: .desk, access: .signedIn,
            summary: LocalizedText(vi: "Phiếu của hồ sơ, dạng PDF", en: "A slip of a dossier, as PDF"),
            query: [
                Operation.Parameter(
                    "purpose", .oneOf(AccessPurpose.allCases.map(\.rawValue)),
                    note: "Why an officer looks; it is logged and the person can read it. Residents leave it out.")
            ],
            answersDocument: true
        ) { house, call in
            guard let kind = SlipKind(rawValue: call.path["slip"] ?? "") else { throw DossierProblem.notFound }
            let view = try await house.desk.view(
                try call.id("dossier"), by: call.actor,
                purpose: call.parameter("purpose").flatMap(AccessPurpose.init(rawValue:)))
            let slip = try await house.desk.slip(kind, of: view, by: call.actor)
            let paper = try await house.printRoom.render(
                slip.paper, on: slip.day, with: slip.values, dated: slip.at)
            return Answer(document: paper.bytes)
        }
    ]
}
