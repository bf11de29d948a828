import Catalogue
package import Civic
package import Directory
import Store

/// Who is shown one dossier, and under which purposes.
extension DossierDesk {
    /// What the policy must know of a dossier to open it: with the seats of its process, and the tasks it has or had.
    ///
    /// - Parameter tasks: all that are known; where only the open ones are read, a task that was held opens nothing.
    func sight(of dossier: Dossier, tasks: [WorkTask], parties: Set<ID<Subject>> = []) -> DossierFacts {
        var facts = CaseFacts.of(dossier, tasks: tasks.filter { $0.closedAt == nil }, parties: parties)
        var seats: Set<DossierFacts.Seat> = [
            DossierFacts.Seat(.counterOfficer, at: dossier.receiving),
            DossierFacts.Seat(.counterOfficer, at: dossier.returning),
        ]
        for task in tasks {
            if case .officer(let role) = task.seat { seats.insert(DossierFacts.Seat(role, at: task.unit)) }
        }
        for (_, step) in (try? procedure(of: dossier))?.process.steps ?? [] {
            if case .officer(let role, let relation) = step.seat {
                seats.insert(DossierFacts.Seat(role, at: dossier.unit(standingAs: relation)))
            }
            if let power = step.mandate { facts.powers.insert(power) }
        }
        facts.seats = seats
        return facts
    }

    func sight(of state: CaseState) -> DossierFacts { sight(of: state.dossier, tasks: state.openTasks) }

    /// Whether a list may name this dossier to the actor: only what he could open.
    func isSeen(_ id: ID<Dossier>, by actor: Actor, in transaction: any Transaction) throws -> Bool {
        guard let dossier = try transaction.first(DossierStore.byID, [.id(id)], { try Dossier($0) }) else { return false }
        let tasks = try transaction.all(TaskStore.ofDossier, [.id(id)]) { try TaskStore.decode($0) }
        let parties = try CaseReader.parties(of: id, in: transaction).filter(\.part.speaksForRequest)
        let facts = sight(of: dossier, tasks: tasks, parties: Set(parties.map(\.person.subject)))
        return directory.decide(.seeDossier, on: .dossier(facts), by: actor).isAllowed
    }

    /// The purposes this officer may state before the dossier is opened.
    ///
    /// - Throws: `DossierProblem.forbidden` where no purpose opens it.
    package func purposes(for id: ID<Dossier>, by actor: Actor) async throws -> [AccessPurpose] {
        let target = AccessTarget.dossier(sight(of: try await state(of: id)))
        try require(.seeDossier, by: actor, on: target)
        let purposes = AccessPolicy.purposes(question(.seePersonalData, by: actor, on: target))
        guard !purposes.isEmpty else { throw DossierProblem.forbidden(AccessRefusal.notTheirRole.reason) }
        return purposes
    }
}

extension Dossier {
    func unit(standingAs relation: UnitRelation) -> UnitCode {
        switch relation {
        case .receiving, .assisting: receiving
        case .returning: returning
        case .competent, .lead, .consulted, .verifying, .recording: competent
        }
    }
}
