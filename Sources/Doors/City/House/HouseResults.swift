import Civic
import Directory
import Dossiers
import Papers
import Rules

/// Results as the desk's steps make them: printed from the city's templates, signed with keys of the keystore.
struct HouseResults: ResultPress {
    let room: PrintRoom
    let book: ResultBook
    let keystore: Keystore
    let directory: DirectoryBook

    func signs(_ procedure: String, isRefusal: Bool, on day: Day, by actor: Actor) async throws -> Bool {
        guard actor.officer != nil,
            room.cabinet.result(of: procedure, isRefusal: isRefusal, on: day)?.isSignedByKey == true
        else { return false }
        return try await keystore.key(of: .person(actor.subject)) != nil
    }

    func sign(_ draft: ResultDraft, by actor: Actor, session: String?) async throws -> PreparedEffect {
        let dossier = draft.dossier
        guard let officer = actor.officer,
            let template = room.cabinet.result(of: dossier.procedure, isRefusal: draft.isRefusal, on: draft.day)
        else { throw PapersProblem.noTemplate(dossier.procedure) }
        let signer = try await keystore.signer(actor.subject, session: session ?? "")
        let own = officer.posts.contains {
            $0.role == .signer && $0.unit == dossier.competent && $0.standingInFor == nil
        }
        var values = draft.values
        values["signer"] = [
            "name": .string(actor.name),
            "title": try await directory.title(of: officer.officer).map { .string($0.vi) } ?? .null,
            "stands_in": .bool(!own),
        ]
        let order = ResultOrder(
            dossier: dossier.id.retyped(), owner: dossier.applicant, name: draft.name, number: draft.number,
            unit: dossier.competent.text)
        return PreparedEffect(
            apply: try await book.sign(
                order, template, values, in: room, by: signer, name: actor.name, actor: actor))
    }

    func release(
        _ dossier: Dossier, at unit: UnitCode, by actor: Actor, session: String?
    ) async throws -> PreparedEffect {
        guard var result = try await book.results(of: dossier.id.retyped()).last(where: { $0.state == .signed }) else {
            return PreparedEffect()
        }
        var seal: ResultBook.Writes?
        if try await keystore.key(of: .organisation(dossier.competent.text)) != nil, result.sealedAt == nil {
            let signer = try await keystore.seal(
                of: dossier.competent.text, by: actor.subject, session: session ?? "")
            let name = directory.tree.latest(dossier.competent)?.name.vi ?? dossier.competent.text
            let sealed = try await book.seal(result, by: signer, organisation: name, in: room, actor: actor)
            (result, seal) = (sealed.result, sealed.writes)
        }
        var earlier: SignedResult?
        if let corrected = dossier.correctionOf {
            earlier = try await book.results(of: corrected.retyped()).last { $0.state == .released }
        }
        let release = book.release(
            result, replacing: earlier, because: dossier.correctionReason ?? "", by: actor)
        return PreparedEffect(apply: { [seal] transaction in
            try seal?(transaction)
            try release(transaction)
        })
    }

    func revoke(
        _ result: String, of dossier: ID<Dossier>, reason: String, by actor: Actor
    ) async throws -> PreparedEffect {
        let results = try await book.results(of: dossier.retyped())
        guard let code = VerifyCode(result), let result = results.first(where: { $0.code == code }) else {
            throw PapersProblem.unknown
        }
        return PreparedEffect(apply: try book.revocation(of: result, reason: reason, by: actor))
    }
}
