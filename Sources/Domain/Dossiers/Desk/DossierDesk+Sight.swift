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
        let procedure = try? procedure(of: dossier)
        var facts = CaseFacts.of(dossier, procedure, tasks: tasks.filter { $0.closedAt == nil }, parties: parties)
        var seats: Set<DossierFacts.Seat> = [
            DossierFacts.Seat(.counterOfficer, at: dossier.receiving),
            DossierFacts.Seat(.counterOfficer, at: dossier.returning),
        ]
        for task in tasks {
            if case .officer(let role) = task.seat { seats.insert(DossierFacts.Seat(role, at: task.unit)) }
        }
        if let procedure {
            facts.powers = procedure.powers
            for (role, relation) in procedure.seats {
                seats.insert(DossierFacts.Seat(role, at: dossier.unit(standingAs: relation)))
            }
        }
        facts.seats = seats
        return facts
    }

    /// The procedures whose dossiers the actor may open where the unit takes them in, and where it decides. Lists and
    /// their counts are cut by the same codes, so that a badge counts what its list shows.
    func reach(over unit: UnitCode, by actor: Actor) -> UnitReach {
        var reach = UnitReach()
        for procedure in rules.procedures(on: directory.zone.day(clock.now())) {
            let seats = { (isOfCompetent: Bool) in
                Set(
                    procedure.seats.filter { $1.isOfCompetent == isOfCompetent }.map {
                        DossierFacts.Seat($0.0, at: unit)
                    })
            }
            let secrecy: DossierFacts.Secrecy = procedure.isProtected ? .protected : .ordinary
            let decided = DossierFacts(
                procedure: procedure.code, receiving: nil, competent: unit, secrecy: secrecy, seats: seats(true),
                powers: procedure.powers)
            let received = DossierFacts(
                procedure: procedure.code, receiving: unit, competent: nil, secrecy: secrecy,
                seats: seats(false).union([DossierFacts.Seat(.counterOfficer, at: unit)]), powers: procedure.powers)
            if directory.decide(.seeDossier, on: .dossier(decided), by: actor).isAllowed {
                reach.competent.insert(procedure.code)
            }
            if directory.decide(.seeDossier, on: .dossier(received), by: actor).isAllowed {
                reach.receiving.insert(procedure.code)
            }
        }
        return reach
    }

    /// What the policy must know to let somebody act on it.
    func caseFacts(of state: CaseState) -> DossierFacts {
        CaseFacts.of(state.dossier, try? procedure(of: state.dossier), tasks: state.openTasks)
    }

    func sight(of state: CaseState) -> DossierFacts { sight(of: state.dossier, tasks: state.openTasks) }

    /// Whether a list may name this dossier to the actor: only what he could open.
    func isSeen(_ id: ID<Dossier>, by actor: Actor, in transaction: any Transaction) throws -> Bool {
        guard let dossier = try transaction.first(DossierStore.byID, [.id(id)], { try Dossier($0) }) else {
            return false
        }
        let tasks = try transaction.all(TaskStore.ofDossier, [.id(id)]) { try TaskStore.decode($0) }
        let parties = try CaseReader.parties(of: id, in: transaction).filter(\.speaksForRequest)
        let facts = sight(of: dossier, tasks: tasks, parties: Set(parties.map(\.person.subject)))
        return directory.decide(.seeDossier, on: .dossier(facts), by: actor).isAllowed
    }

    /// Those of these dossiers that the actor could open: only they are worth a link.
    package func opened(among ids: Set<ID<Dossier>>, by actor: Actor) async throws -> Set<ID<Dossier>> {
        try await database.read { transaction in
            try ids.filter { try self.isSeen($0, by: actor, in: transaction) }
        }
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

/// Codes of procedures, by how a unit stands to their dossiers.
struct UnitReach {
    var competent: Set<String> = []
    var receiving: Set<String> = []

    var either: Set<String> { competent.union(receiving) }
}

extension Procedure {
    /// Who sits at its steps, and how their unit stands to the dossier.
    fileprivate var seats: [(Role, UnitRelation)] {
        process.steps.compactMap { _, step in
            if case .officer(let role, let relation) = step.seat { (role, relation) } else { nil }
        }
    }

    fileprivate var powers: Set<String> { Set(process.steps.compactMap(\.step.mandate)) }
}

extension UnitRelation {
    /// The competent unit stands for it; otherwise the service point does.
    fileprivate var isOfCompetent: Bool {
        switch self {
        case .receiving, .assisting, .returning: false
        case .competent, .lead, .consulted, .verifying, .recording, .tax, .superior, .deciding: true
        }
    }
}

extension Dossier {
    func unit(standingAs relation: UnitRelation) -> UnitCode {
        switch relation {
        case .receiving, .assisting: receiving
        case .returning: returning
        case .competent: competent
        // Another body where the procedure's `units` name one.
        default: facts[Self.unitFact(relation)].flatMap { try? UnitCode($0) } ?? competent
        }
    }
}
