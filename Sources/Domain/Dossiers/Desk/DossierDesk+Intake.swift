import Catalogue
package import Civic
package import Directory
import Rules
import Store

/// Intake at the receiving point.
extension DossierDesk {
    /// Accepts: code, due date and its reason; the process begins.
    package func accept(_ dossier: ID<Dossier>, expecting: Int64, by actor: Actor) async throws -> AcceptanceReceipt {
        let state = try await state(of: dossier)
        try requireCheck(state, by: actor)
        let limit = try limit(of: state.dossier)
        try requireIssuedCode(state.dossier.receiving)
        let competent = try await competent(for: state.dossier)
        var due: Due?
        let written = try await perform(on: state, expecting: expecting, by: actor, useCase: "accept") { work in
            due = try work.accept(competent: competent, limit: limit)
        }
        return AcceptanceReceipt(
            dossier: dossier, code: written.dossier.code ?? "", version: written.version,
            due: written.dossier.due ?? clock.now(), reasons: due?.reasons ?? [], progress: written)
    }

    package func requestSupplement(
        _ dossier: ID<Dossier>, expecting: Int64, items: [SupplementItem], by actor: Actor
    ) async throws -> Int64 {
        let state = try await state(of: dossier)
        if state.dossier.acceptedAt == nil {
            try requireCheck(state, by: actor)
        } else {
            try requireWorking(state, by: actor)
        }
        let answered =
            state.dossier.supplementRounds == 0
            ? nil
            : try await database.read { transaction in
                try CaseReader.supplements(of: dossier, in: transaction).filter { $0.state == .answered }
                    .map(\.requestedAt).max()
            }
        return try await perform(on: state, expecting: expecting, by: actor, useCase: "requestSupplement") { work in
            try work.requestSupplement(items, supplementedAt: answered)
        }.version
    }

    /// The leader's word on a further round.
    package func decideSupplement(
        _ dossier: ID<Dossier>, expecting: Int64, approve: Bool, reason: String, by actor: Actor
    ) async throws -> Int64 {
        let state = try await state(of: dossier)
        try requireTask(.supplementApproval, state, by: actor)
        let request = try await database.read { try CaseReader.supplement(of: dossier, .awaitingApproval, in: $0) }
        guard let request else { throw DossierProblem.taskGone }
        return try await perform(on: state, expecting: expecting, by: actor, useCase: "decideSupplement") { work in
            try work.decideSupplement(approve: approve, items: request.items, reason: reason)
        }.version
    }

    /// - Parameter code: of a ready reason of the city; kept with the refusal and counted.
    package func proposeRefusal(
        _ dossier: ID<Dossier>, expecting: Int64, reason: String, code: String? = nil, by actor: Actor
    ) async throws -> Int64 {
        guard !reason.isEmpty else { throw DossierProblem.reasonMissing }
        let state = try await state(of: dossier)
        try requireCheck(state, by: actor)
        return try await perform(on: state, expecting: expecting, by: actor, useCase: "proposeRefusal") { work in
            try work.proposeRefusal(reason, code: code)
        }.version
    }

    /// The head of the desk confirms a proposed refusal, or sends it back to the counter.
    package func decideRefusal(
        _ dossier: ID<Dossier>, expecting: Int64, confirm: Bool, reason: String, by actor: Actor
    ) async throws -> Int64 {
        let state = try await state(of: dossier)
        guard let review = state.openTasks.first(where: { $0.kind == .refusalReview }) else {
            throw DossierProblem.taskGone
        }
        var facts = CaseFacts.of(review, procedure: try procedure(of: state.dossier), dossier: state.dossier)
        facts.drafter = state.dossier.facts["refusal_by"].flatMap { ID($0) }
        try require(.decideRefusal, by: actor, on: .task(facts, of: caseFacts(of: state)))
        if !confirm && reason.isEmpty { throw DossierProblem.reasonMissing }
        return try await perform(on: state, expecting: expecting, by: actor, useCase: "decideRefusal") { work in
            try work.decideRefusal(confirm: confirm, reason: reason)
        }.version
    }

    /// Not ours: handed to the right service point before acceptance.
    package func forward(
        _ dossier: ID<Dossier>, expecting: Int64, to unit: UnitCode, reason: String, by actor: Actor
    ) async throws -> Int64 {
        guard !reason.isEmpty else { throw DossierProblem.reasonMissing }
        let state = try await state(of: dossier)
        try requireCheck(state, by: actor)
        guard directory.tree.unit(unit, on: directory.zone.day(clock.now()))?.kind == .servicePoint else {
            throw DossierProblem.unknownUnit(unit.text)
        }
        return try await perform(on: state, expecting: expecting, by: actor, useCase: "forward") { work in
            try work.forward(to: unit, reason: reason)
        }.version
    }

    /// The unanswered request: stop, or wait once more.
    package func decideStop(
        _ dossier: ID<Dossier>, expecting: Int64, confirm: Bool, reason: String, by actor: Actor
    ) async throws -> Int64 {
        let state = try await state(of: dossier)
        try requireTask(.stopReview, state, by: actor)
        return try await perform(on: state, expecting: expecting, by: actor, useCase: "decideStop") { work in
            try work.decideStop(confirm: confirm, reason: reason)
        }.version
    }

    /// Possible until the decision is signed or the result noticed (Circular 03/2025 Art. 7).
    package func withdraw(
        _ dossier: ID<Dossier>, expecting: Int64, reason: String, by actor: Actor
    ) async throws -> Int64 {
        let state = try await state(of: dossier)
        try require(.withdraw, by: actor, on: .dossier(caseFacts(of: state)))
        if state.dossier.facts["signed"] != nil { throw DossierProblem.notNow(.withdrawn, state.dossier.status) }
        return try await perform(on: state, expecting: expecting, by: actor, useCase: "withdraw") { work in
            try work.withdraw(reason)
        }.version
    }

    // MARK: - Guards

    func requireCheck(_ state: CaseState, by actor: Actor) throws {
        try requireTask(.check, state, by: actor)
    }

    private func requireTask(_ kind: TaskKind, _ state: CaseState, by actor: Actor) throws {
        guard let task = state.openTasks.first(where: { $0.kind == kind && $0.state == .open }) else {
            throw DossierProblem.taskGone
        }
        _ = try requireSeat(task, in: state, by: actor)
    }

    /// Whoever holds an open step of the process may ask for what is missing.
    private func requireWorking(_ state: CaseState, by actor: Actor) throws {
        if case .system = actor.standing { return }
        for task in state.openTasks where task.kind == .step && task.seat != .applicant {
            if maySit(at: task, in: state, by: actor) { return }
        }
        throw DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)
    }

    /// The legal limit of the case, chosen from the answers when it was lodged.
    func limit(of dossier: Dossier) throws -> LimitRule {
        let procedure = try procedure(of: dossier)
        let index = dossier.facts["limit_rule"].flatMap { Int($0) } ?? 0
        guard procedure.limits.indices.contains(index) else {
            throw DossierProblem.ruleFault("no limit of \(procedure.code) holds")
        }
        return procedure.limits[index]
    }

    /// Who decides is judged at acceptance: between lodging and acceptance the dated rule may have changed.
    func competent(for dossier: Dossier) async throws -> UnitCode {
        let procedure = try procedure(of: dossier)
        let lodged = directory.zone.day(dossier.lodgedAt)
        let today = directory.zone.day(clock.now())
        let changes = procedure.competence.contains { rule in
            // Where the receiving point decides, forwarding moved the decision too.
            rule.receiving || (rule.from.map { lodged < $0 && $0 <= today } ?? false)
                || (rule.until.map { lodged <= $0 && $0 < today } ?? false)
        }
        guard changes else { return dossier.competent }
        let answers = try await database.read { try CaseReader.answers(of: dossier.id, in: $0) }
        let journey = FormJourney(procedure, context(dossier.channel, on: today))
        return try journey.competence(answers, receiving: dossier.receiving, in: directory.tree).unit
    }

    func requireIssuedCode(_ unit: UnitCode) throws(DossierProblem) {
        guard !rules.numbersPlaceholders, directory.tree.latest(unit)?.isPlaceholder == true else { return }
        throw .placeholderUnit(unit.text)
    }
}
