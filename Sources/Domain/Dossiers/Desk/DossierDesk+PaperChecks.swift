import Catalogue
package import Civic
package import Directory
import Store

/// Papers read beside the answers.
extension DossierDesk {
    /// Notes that the officer read a paper, and which answers it bears out. It decides nothing, so the dossier's version
    /// stays: colleagues at work on it lose nothing.
    ///
    /// - Parameter fields: questions of the form; others are left out.
    package func check(
        _ upload: Int64, of dossier: ID<Dossier>, fields: [String], by actor: Actor
    ) async throws {
        let state = try await paperState(upload, of: dossier, by: actor)
        let known = Set(try procedure(of: state.dossier).parts.map(\.id))
        let kept = fields.filter(known.contains).joined(separator: " ")
        let now = clock.now()
        try await database.write("Dossiers.checkPaper") { transaction in
            try transaction.execute(
                DossierStore.putCheck,
                [.id(dossier), .int(upload), .id(actor.subject), .text(actor.name), .instant(now), .text(kept)])
        }
    }

    package func uncheck(_ upload: Int64, of dossier: ID<Dossier>, by actor: Actor) async throws {
        _ = try await paperState(upload, of: dossier, by: actor)
        try await database.write("Dossiers.uncheckPaper") { transaction in
            try transaction.execute(DossierStore.removeCheck, [.id(dossier), .int(upload)])
        }
    }

    /// The case, if the officer may note something on it and the paper is one of its papers.
    private func paperState(_ upload: Int64, of dossier: ID<Dossier>, by actor: Actor) async throws -> CaseState {
        let state = try await state(of: dossier)
        try requireNoting(state, by: actor)
        let papers = try await database.read { try CaseReader.papers(of: dossier, in: $0) }
        guard papers.contains(where: { $0.upload == upload }) else { throw DossierProblem.notFound }
        return state
    }
}
