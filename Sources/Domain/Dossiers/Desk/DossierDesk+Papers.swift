package import Civic
package import Directory
import Store

/// What the store of papers asks of the dossiers that papers hang on.
extension DossierDesk {
    /// Those of these dossiers that the actor could open.
    package func dossiers(
        _ ids: Set<ID<Dossier>>, by actor: Actor
    ) async throws -> [ID<Dossier>: Dossier] {
        let seen = try await opened(among: ids, by: actor)
        let found = try await database.read { transaction in
            try seen.compactMap { try CaseReader.dossier($0, in: transaction) }
        }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    }

    /// The dossiers of these procedures whose result the actor was given, or who he speaks for.
    package func given(to actor: Actor, by procedures: [String]) async throws -> Set<ID<Dossier>> {
        guard !procedures.isEmpty else { return [] }
        let applicant = actor.speaksFor
        return try await database.read { transaction in
            Set(
                try procedures.flatMap { code in
                    try transaction.all(DossierStore.released, [.id(applicant), .text(code)]) { $0.id(0) }
                })
        }
    }
}
