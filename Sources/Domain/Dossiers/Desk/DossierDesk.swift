import Catalogue
package import Civic
package import Directory
import Journal
package import Store

/// The case engine's façade: every use case of a dossier is a method of it. Doors call these and nothing below.
///
/// Each reads the present state, decides (pure, `CaseWork`), and writes the decision in one transaction that holds only
/// if the dossier still has the version the caller saw.
package struct DossierDesk: Sendable {
    package let database: any Database
    package let rules: any CaseRules
    package let directory: DirectoryBook
    package let clock: any CityClock
    package let ids: IDGenerator
    package let effects: any CaseEffects
    let shelf: any PaperShelf
    let results: any ResultPress
    let secrets: ReceiptSecrets
    let boards = BoardShelf()

    package init(
        database: any Database, rules: any CaseRules, directory: DirectoryBook, keys: KeyRing, clock: any CityClock,
        ids: IDGenerator, effects: any CaseEffects = NoEffects(), shelf: any PaperShelf = NoShelf(),
        results: any ResultPress = NoResultPress()
    ) {
        self.database = database
        self.rules = rules
        self.directory = directory
        secrets = ReceiptSecrets(keys: keys)
        self.clock = clock
        self.ids = ids
        self.effects = effects
        self.shelf = shelf
        self.results = results
    }

    // MARK: - Reading the state

    package func state(of dossier: ID<Dossier>) async throws -> CaseState {
        guard let state = try await database.read({ try CaseReader.state(of: dossier, in: $0) }) else {
            throw DossierProblem.notFound
        }
        return state
    }

    func state(of task: ID<WorkTask>) async throws -> (CaseState, WorkTask) {
        let found = try await database.read { transaction -> (CaseState, WorkTask)? in
            guard let task = try transaction.first(TaskStore.byID, [.id(task)], { try TaskStore.decode($0) }),
                let state = try CaseReader.state(of: task.dossier, in: transaction)
            else { return nil }
            return (state, task)
        }
        guard let found else { throw DossierProblem.taskGone }
        // The task as it stands among the open ones: closed meanwhile means gone.
        guard let open = found.0.openTasks.first(where: { $0.id == task }) else { throw DossierProblem.taskGone }
        return (found.0, open)
    }

    func procedure(of dossier: Dossier) throws(DossierProblem) -> Procedure {
        guard let procedure = rules.procedure(dossier.procedure, version: dossier.procedureVersion) else {
            throw .unknownProcedure("\(dossier.procedure)@\(dossier.procedureVersion)")
        }
        return procedure
    }

    // MARK: - Doing

    /// Reads nothing more: decides on `state`, writes, and answers how the dossier stands then.
    func perform(
        on state: CaseState, expecting: Int64, by actor: Actor, useCase: StaticString,
        firing: ID<EventTimer>? = nil, also: (@Sendable (any Transaction) throws -> Void)? = nil,
        _ decide: (inout CaseWork) throws -> Void
    ) async throws -> CaseProgress {
        try await require(expecting, of: state.dossier)
        let now = clock.now()
        var work = CaseWork(
            state, procedure: try procedure(of: state.dossier),
            calendar: rules.calendar(for: state.dossier.competent), now: now, actor: actor, ids: ids)
        try decide(&work)
        work.watch()
        let writer = CaseWriter(work.change, now: now, actor: actor, ids: ids, firing: firing, also: also)
        let written = try await database.write(useCase) { try writer.write(in: $0) }
        return CaseProgress(dossier: written, openTasks: work.tasks)
    }

    /// That the caller saw the dossier as it stands. What the house only noticed since then is no change: nobody who
    /// works on a late dossier is told that somebody else was faster.
    private func require(_ expecting: Int64, of dossier: Dossier) async throws {
        guard dossier.version != expecting else { return }
        // The number comes from outside: a difference that overflows is no small one.
        let isSame =
            (1...8).contains(dossier.version &- expecting)
            ? try await database.read { transaction in
                try Journal.stream(dossier.id.retyped(), after: expecting, limit: 8, in: transaction).allSatisfy {
                    [.alerted, .overdueNoticed].contains(EventName(kind: $0.event.kind))
                }
            } : false
        guard isSame else {
            throw DossierProblem.versionChanged(expected: expecting, actual: dossier.version)
        }
    }

    // MARK: - Asking the policy

    func question(
        _ action: AccessAction, by actor: Actor, on target: AccessTarget, purpose: AccessPurpose? = nil
    ) -> AccessQuestion {
        let now = clock.now()
        return AccessQuestion(
            actor: actor, action: action, on: target, purpose: purpose, at: now, day: directory.zone.day(now),
            tree: directory.tree)
    }

    func require(
        _ action: AccessAction, by actor: Actor, on target: AccessTarget, purpose: AccessPurpose? = nil
    ) throws(DossierProblem) {
        let decision = AccessPolicy.decide(question(action, by: actor, on: target, purpose: purpose))
        if case .deny(let refusal) = decision { throw .forbidden(refusal.reason) }
    }

    func maySit(at task: WorkTask, in state: CaseState, by actor: Actor) -> Bool {
        // Not `try?`: it would flatten "allowed, without a mandate" into nil.
        do {
            _ = try requireSeat(task, in: state, by: actor)
            return true
        } catch {
            return false
        }
    }

    /// Whether the actor may carry out this task, and the mandate he does it under.
    func requireSeat(_ task: WorkTask, in state: CaseState, by actor: Actor) throws -> ID<Mandate>? {
        if case .system = actor.standing { return nil }
        let facts = caseFacts(of: state)
        switch task.seat {
        case .applicant:
            try require(.answerProof, by: actor, on: .dossier(facts))
            return nil
        case .system:
            throw DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)
        case .officer:
            let procedure = try procedure(of: state.dossier)
            let taskFacts = CaseFacts.of(task, procedure: procedure, dossier: state.dossier)
            let decision = AccessPolicy.decide(question(.act, by: actor, on: .task(taskFacts, of: facts)))
            switch decision {
            case .deny(let refusal): throw DossierProblem.forbidden(refusal.reason)
            case .allow(.mandate):
                let now = clock.now()
                return actor.officer?.mandates.first {
                    $0.reaches(power: taskFacts.power ?? "", at: task.unit, procedure: state.dossier.procedure)
                        && $0.isInForce(at: now)
                }?.id
            case .allow: return nil
            }
        }
    }
}

/// How a dossier stands after a use case: who goes on need not read it again.
package struct CaseProgress: Sendable {
    package let dossier: Dossier
    package let openTasks: [WorkTask]

    package var version: Int64 { dossier.version }
}
