package import Civic
package import Directory
import Journal
import Foundation
import Rules
import Store

/// Undo: thirty seconds, only for what is reversible, only while it is the dossier's last word.
extension DossierDesk {
    package func undo(_ dossier: ID<Dossier>, expecting: Int64, by actor: Actor) async throws -> Int64 {
        let state = try await state(of: dossier)
        guard let last = try await lastReversible(of: dossier) else { throw DossierProblem.nothingToUndo }
        guard last.version == state.dossier.version, clock.now() < last.until else { throw DossierProblem.undoTooLate }
        guard last.by == actor.subject else { throw DossierProblem.forbidden(AccessRefusal.assignedToColleague.reason) }
        return try await perform(on: state, expecting: expecting, by: actor, useCase: "undo") { work in
            try work.undo(last)
        }.version
    }

    /// The dossier's last event, when it can be undone.
    func lastReversible(of dossier: ID<Dossier>) async throws -> ReversibleEvent? {
        try await database.read { try ReversibleEvent.last(of: dossier, in: $0) }
    }
}
