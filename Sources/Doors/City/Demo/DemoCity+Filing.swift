import Catalogue
import Civic
import Directory
import Dossiers
import Foundation
import Papers

extension DemoCity {
    /// A filing of a demo resident with plausible answers; papers are photographed sheets with nobody's words.
    ///
    /// - Parameter sheet: tells the sheets of this filing from those of another.
    func filing(
        _ procedure: String, _ channel: Channel, for who: Actor, area: String, seed: UInt64,
        preferred: [String: AnswerValue] = [:], at point: UnitCode? = nil, inTheNameOf principal: PartyPerson? = nil,
        sheet: String = ""
    ) async throws -> Filing {
        let day = house.catalogue.zone.day(clock.now())
        guard let model = house.catalogue.procedure(procedure, on: day) else {
            throw DossierProblem.unknownProcedure(procedure)
        }
        var random = SeededRandom(seed: seed)
        let maker = AnswerMaker(names: names, streets: streets, areas: [area], today: day)
        guard
            let answers = try maker.answers(for: model, channel: channel, area: area, preferred: preferred, &random)
        else { throw DossierProblem.answersIncomplete([:]) }
        let journey = FormJourney(model, FormContext(channel: channel, today: day))
        var papers: [FiledPaper] = []
        if channel == .online {
            for document in try journey.neededDocuments(answers)
            where document.hand == .submit && document.at == .intake {
                let upload = try await house.uploads.receive(
                    try paper(document.id + sheet), name: document.id.replacing(".", with: "-") + ".png",
                    document: document.id, owner: who.speaksFor,
                    link: house.ids.next())
                papers.append(FiledPaper(document: document.id, upload: upload.id.rawValue, name: upload.name))
            }
        }
        return Filing(
            procedure: procedure, channel: channel, answers: answers,
            applicant: principal ?? PartyPerson(subject: who.subject, name: who.name), receiving: point, papers: papers,
            idempotencyKey: "demo-\(seed)", lastFour: "2345")
    }

    /// - Parameter title: stands in the file and not in the picture (PNG, `tEXt`): two sheets are two files.
    func paper(_ title: String) throws -> [UInt8] {
        let sheet = Array(try Data(contentsOf: URL(filePath: house.files.city + "/demo/paper.png")))
        let body = Array("tEXtTitle\0\(title)".utf8)
        let crc = ~body.reduce(UInt32.max) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
        }
        func big(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
        // Before the chunk that ends every PNG, 12 bytes.
        return Array(sheet.dropLast(12)) + big(UInt32(body.count - 4)) + body + big(crc) + Array(sheet.suffix(12))
    }

    /// Somebody from the street: a person record without an account.
    func passer(_ seed: UInt64, born year: Int = 1954) async throws -> Actor {
        var random = SeededRandom(seed: seed)
        let name = names.fullName(isFemale: Bool.random(using: &random), &random)
        let subject = try await house.directory.createPerson(NewPerson(name: name, birthYear: year))
        return Actor(subject: subject, name: name, standing: .anyone)
    }

    // MARK: - Steps

    /// Presses the named action at the named step, as the officer given.
    func press(
        _ dossier: ID<Dossier>, _ step: String, _ action: String, by actor: Actor, reason: String = ""
    ) async throws {
        let state = try await house.desk.state(of: dossier)
        guard let task = state.openTasks.first(where: { $0.step == step && $0.kind == .step }) else {
            throw DossierProblem.taskGone
        }
        try await look(dossier, by: actor)
        if ["sign", "release"].contains(action) {
            try await unlock(for: action, at: state.dossier.competent, actor)
        }
        _ = try await house.desk.act(
            task.id, action: action, expecting: state.dossier.version, reason: reason, by: actor,
            session: DemoKeys.session)
    }

    /// Officers decide on what they have read: each look is written down, and the person sees who looked.
    func look(_ dossier: ID<Dossier>, by actor: Actor) async throws {
        _ = try await house.desk.view(dossier, by: actor, purpose: .handling)
    }

    func accept(_ dossier: ID<Dossier>, by actor: Actor) async throws {
        try await look(dossier, by: actor)
        _ = try await house.desk.accept(dossier, expecting: try await version(dossier), by: actor)
    }

    func version(_ dossier: ID<Dossier>) async throws -> Int64 {
        try await house.desk.state(of: dossier).dossier.version
    }
}
