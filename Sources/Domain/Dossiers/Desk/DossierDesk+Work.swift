import Catalogue
package import Civic
package import Directory
import Store

/// Work on open tasks.
extension DossierDesk {
    /// Takes a task of one's seat for oneself.
    package func claim(_ task: ID<WorkTask>, expecting: Int64, by actor: Actor) async throws -> Int64 {
        let (state, open) = try await state(of: task)
        _ = try requireSeat(open, in: state, by: actor)
        guard let officer = actor.officer else { throw DossierProblem.forbidden(AccessRefusal.notTheirRole.reason) }
        return try await give(open, in: state, to: officer.officer, reason: "", expecting: expecting, by: actor)
    }

    /// Gives a task to a colleague, or takes it over, with a reason that stays in the history.
    package func assign(
        _ task: ID<WorkTask>, expecting: Int64, to officer: ID<Officer>, reason: String, by actor: Actor
    ) async throws -> Int64 {
        let (state, open) = try await state(of: task)
        let facts = CaseFacts.of(open, procedure: try procedure(of: state.dossier), dossier: state.dossier)
        try require(.assign, by: actor, on: .task(facts, of: sight(of: state)))
        // Taken out of somebody's hands: he is told why.
        if let holder = open.assignee, holder != officer, holder != actor.officer?.officer, reason.isEmpty {
            throw DossierProblem.reasonMissing
        }
        // Nobody is given what he may not do: it would lie with one who cannot take it up.
        var given = facts
        given.assignee = nil
        let colleague = Actor(
            subject: actor.subject, name: "", standing: .officer(try await directory.standing(of: officer)))
        try require(.act, by: colleague, on: .task(given, of: caseFacts(of: state)))
        return try await give(open, in: state, to: officer, reason: reason, expecting: expecting, by: actor)
    }

    /// Lays a task of one's own back into its queue, with a word for who takes it next.
    package func giveBack(
        _ task: ID<WorkTask>, expecting: Int64, reason: String, by actor: Actor
    ) async throws -> Int64 {
        let (state, open) = try await state(of: task)
        guard let officer = actor.officer, open.assignee == officer.officer else {
            throw DossierProblem.forbidden(AccessRefusal.assignedToColleague.reason)
        }
        guard !reason.isEmpty else { throw DossierProblem.reasonMissing }
        return try await perform(on: state, expecting: expecting, by: actor, useCase: "giveBack") { work in
            var loose = open
            loose.assignee = nil
            try work.happen(.givenBack, reason, step: open.step, unit: open.unit, isReversible: true)
            work.update(loose)
        }.version
    }

    private func give(
        _ task: WorkTask, in state: CaseState, to officer: ID<Officer>, reason: String, expecting: Int64,
        by actor: Actor
    ) async throws -> Int64 {
        try await perform(on: state, expecting: expecting, by: actor, useCase: "assign") { work in
            var given = task
            given.assignee = officer
            try work.happen(.assigned, reason, step: task.step, unit: task.unit, isReversible: true)
            work.update(given)
        }.version
    }

    /// Takes an action of a step.
    package func act(
        _ task: ID<WorkTask>, action: String, expecting: Int64, reason: String = "", by actor: Actor,
        session: String? = nil
    ) async throws -> Int64 {
        try await carryOut(task, action: action, expecting: expecting, reason: reason, by: actor, session: session)
            .version
    }

    /// The same, answering how the dossier stands afterwards: an officer goes on to the next task without another look.
    package func carryOut(
        _ task: ID<WorkTask>, action: String, expecting: Int64, reason: String = "", by actor: Actor,
        session: String? = nil
    ) async throws -> CaseProgress {
        let (state, open) = try await state(of: task)
        return try await act(
            open, in: state, action: action, expecting: expecting, reason: reason, by: actor, session: session)
    }

    /// - Parameter session: in which the actor unlocked a key, for steps that sign or seal.
    func act(
        _ task: WorkTask, in state: CaseState, action: String, expecting: Int64, reason: String, by actor: Actor,
        session: String? = nil
    ) async throws -> CaseProgress {
        let mandate = try requireSeat(task, in: state, by: actor)
        let (facts, apply) = try await prepareEffects(of: action, task, state)
        let author = try await author(whereTo: action, of: task, in: state)
        let result = try await result(
            before: action, of: task, in: state, expecting: expecting, reason: reason, by: actor, session: session)
        return try await perform(
            on: result.state, expecting: result.expecting, by: actor, useCase: "act",
            also: { transaction in
                try apply?(transaction)
                try result.apply?(transaction)
            }
        ) { work in
            try work.act(task, action, reason: reason, mandate: mandate, outcomes: facts, author: author)
        }
    }

    /// Who did the step that the action goes back to and may still do it: work sent back finds its author.
    private func author(
        whereTo action: String, of task: WorkTask, in state: CaseState
    ) async throws -> ID<Officer>? {
        guard task.kind == .step, let place = Place(text: task.place) else { return nil }
        let process = try procedure(of: state.dossier).process
        guard case .backTo(let target) = process.step(at: place)?.actions.first(where: { $0.id == action })?.to,
            case .officer(let role, let relation) = process.steps.first(where: { $0.step.id == target })?.step.seat,
            let last: ID<Officer> = try await database.read({ transaction in
                try transaction.first(TaskStore.lastDone, [.id(state.dossier.id), .text(target)]) { $0.id(0) }
            })
        else { return nil }
        let author: Actor
        do {
            author = Actor(
                subject: last.retyped(), name: "", standing: .officer(try await directory.standing(of: last)))
        } catch DirectoryProblem.officerUnknown {
            // The system did it, in the officer's stead.
            return nil
        }
        let facts = TaskFacts(role: role, unit: state.dossier.unit(standingAs: relation))
        // The task is not open yet: it is what will let its author see a protected dossier again.
        let unprotected = CaseFacts.of(state.dossier, nil, tasks: state.openTasks)
        let decision = AccessPolicy.decide(question(.act, by: author, on: .task(facts, of: unprotected)))
        guard case .allow = decision else { return nil }
        return last
    }

    /// Runs the ports of an action outside the transaction; register books and the lock on persons are the engine's own.
    private func prepareEffects(
        of action: String, _ task: WorkTask, _ state: CaseState
    ) async throws -> ([String: String], (@Sendable (any Transaction) throws -> Void)?) {
        guard task.kind == .step, let place = Place(text: task.place) else { return ([:], nil) }
        let step = try procedure(of: state.dossier).process.step(at: place)
        let refs =
            step?.actions.first { $0.id == action }?.effects
            .filter { $0.port != EffectPort.book.rawValue } ?? []
        guard !refs.isEmpty else { return ([:], nil) }
        var facts: [String: String] = [:]
        var writes: [@Sendable (any Transaction) throws -> Void] = []
        for ref in refs {
            let prepared =
                switch EffectPort(rawValue: ref.port) {
                case .personLock, .personUnlock: try await preparePersonLock(ref, for: state.dossier)
                default: try await effects.prepare(ref, for: state.dossier)
                }
            facts.merge(prepared.facts) { _, new in new }
            if let apply = prepared.apply { writes.append(apply) }
        }
        let all = writes
        guard !all.isEmpty else { return (facts, nil) }
        return (facts, { transaction in for write in all { try write(transaction) } })
    }

    /// The applicant's word on the draft: right, or what is wrong.
    package func answerProof(
        task: ID<WorkTask>, expecting: Int64, action: String, reason: String = "", by actor: Actor
    ) async throws -> Int64 {
        let (state, open) = try await state(of: task)
        guard open.seat == .applicant else { throw DossierProblem.taskGone }
        return try await act(open, in: state, action: action, expecting: expecting, reason: reason, by: actor).version
    }

    /// Asks other units: a task there with its own limit.
    package func ask(
        _ task: ID<WorkTask>, rule: String, units: [UnitCode], question: String, expecting: Int64, by actor: Actor
    ) async throws -> Int64 {
        let (state, open) = try await state(of: task)
        _ = try requireSeat(open, in: state, by: actor)
        let day = directory.zone.day(clock.now())
        let kinds = askRules(of: open, in: state.dossier).first { $0.id == rule }?.unitKinds ?? []
        for unit in units {
            guard let body = directory.tree.unit(unit, on: day), kinds.isEmpty || kinds.contains(body.kind.rawValue)
            else { throw DossierProblem.unknownUnit(unit.text) }
        }
        return try await perform(on: state, expecting: expecting, by: actor, useCase: "ask") { work in
            try work.ask(open, rule, units: units, question: question)
        }.version
    }

    package func answer(
        _ task: ID<WorkTask>, answer: String, text: String, expecting: Int64, by actor: Actor
    ) async throws -> Int64 {
        let (state, open) = try await state(of: task)
        _ = try requireSeat(open, in: state, by: actor)
        return try await perform(on: state, expecting: expecting, by: actor, useCase: "answer") { work in
            guard let rule = work.askRule(of: open) else { throw DossierProblem.taskGone }
            try work.answer(open, answer, text: text, rule: rule)
        }.version
    }

    /// A new date once, with the reason, said before the old one passes.
    package func apologise(
        _ dossier: ID<Dossier>, expecting: Int64, newDate: Day, reason: String, by actor: Actor
    ) async throws -> Int64 {
        let state = try await state(of: dossier)
        try require(.steer, by: actor, on: .dossier(sight(of: state)))
        return try await perform(on: state, expecting: expecting, by: actor, useCase: "apologise") { work in
            try work.apologise(newDate: newDate, reason: reason)
        }.version
    }

    /// Whoever has a part in it may leave a note for the house.
    func requireNoting(_ state: CaseState, by actor: Actor) throws {
        if case .officer = actor.standing {
            try require(.seeDossier, by: actor, on: .dossier(sight(of: state)))
            guard actor.officer?.posts.contains(where: { $0.role != .inspector && $0.role != .dpo }) == true else {
                throw DossierProblem.forbidden(AccessRefusal.readOnly.reason)
            }
        } else if case .system = actor.standing {
            return
        } else {
            throw DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)
        }
    }
}
