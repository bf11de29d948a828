package import Civic
package import Directory
import Foundation
import Journal
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

    /// Of these dossiers, those whose last word is this actor's and may still be taken back.
    package func undoable(_ dossiers: [ID<Dossier>], by actor: Actor) async throws -> [UndoableDossier] {
        let now = clock.now()
        return try await database.read { transaction in
            try dossiers.compactMap { id in
                guard let last = try ReversibleEvent.last(of: id, in: transaction), last.by == actor.subject,
                    now < last.until,
                    let dossier = try transaction.first(DossierStore.byID, [.id(id)], { try Dossier($0) }),
                    dossier.version == last.version
                else { return nil }
                return UndoableDossier(dossier: id, version: last.version, label: dossier.label, event: last.event)
            }
        }
    }

    /// The dossier's last event, when it can be undone.
    func lastReversible(of dossier: ID<Dossier>) async throws -> ReversibleEvent? {
        try await database.read { try ReversibleEvent.last(of: dossier, in: $0) }
    }
}

/// A dossier whose last act may still be taken back.
package struct UndoableDossier: Sendable {
    package let dossier: ID<Dossier>
    package let version: Int64
    package let label: String
    package let event: EventName
}
