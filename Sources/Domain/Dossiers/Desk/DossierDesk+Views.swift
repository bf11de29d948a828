package import Catalogue
package import Civic
package import Directory
import Store

/// Reading one dossier.
extension DossierDesk {
    /// The case page. An officer states a purpose; the look is written down before anything is answered.
    package func view(_ id: ID<Dossier>, by actor: Actor, purpose: AccessPurpose? = nil) async throws -> DossierView {
        let view = try await read(id, by: actor)
        let facts = sight(
            of: view.dossier, tasks: view.tasks,
            parties: Set(view.parties.filter { $0.speaksForRequest }.map(\.person.subject)))
        try require(.seePersonalData, by: actor, on: .dossier(facts), purpose: purpose)
        if actor.officer != nil, let purpose {
            try await directory.look(
                at: Array(Set(view.parties.compactMap(\.person.subject.known) + [view.dossier.applicant])),
                fields: ["dossier.answers", "dossier.papers"], purpose: purpose, dossier: id.rawValue, by: actor)
        }
        return view
    }

    private func read(_ id: ID<Dossier>, by actor: Actor) async throws -> DossierView {
        let now = clock.now()
        let found = try await database.read { transaction -> DossierView? in
            guard let dossier = try transaction.first(DossierStore.byID, [.id(id)], { try Dossier($0) }) else {
                return nil
            }
            let tasks = try transaction.all(TaskStore.ofDossier, [.id(id)]) { try TaskStore.decode($0) }
            let isAsked = dossier.status == .awaitingSupplement
            let isBeforeLeader = tasks.contains { $0.kind == .supplementApproval && $0.closedAt == nil }
            let request =
                isAsked || isBeforeLeader
                ? try CaseReader.supplement(of: id, isAsked ? .sent : .awaitingApproval, in: transaction) : nil
            let archivedIn = dossier.status.isFinal ? try CaseReader.archive(of: id, in: transaction) : nil
            let reversible = try ReversibleEvent.last(of: id, in: transaction)
            return DossierView(
                dossier: dossier, tasks: tasks, ledger: try CaseReader.ledger(of: id, in: transaction),
                parties: try CaseReader.parties(of: id, in: transaction), units: Self.units(dossier, tasks),
                answers: archivedIn == nil ? try CaseReader.answers(of: id, in: transaction) : Answers(),
                papers: try CaseReader.papers(of: id, in: transaction),
                payments: try CaseReader.payments(of: id, in: transaction),
                supplement: request.map(Self.shown),
                notes: actor.officer == nil
                    ? []
                    : try transaction.all(DossierStore.notes, [.id(id)]) {
                        DossierNote(at: $0.instant(0), authorName: $0.text(1), text: $0.text(2))
                    },
                checks: actor.officer == nil ? [] : try CaseReader.checks(of: id, in: transaction),
                related: try transaction.all(DossierStore.relations, [.id(id)]) {
                    RelatedDossier(dossier: $0.id(0), label: $0.text(1), relation: $0.text(2))
                }.filter { try self.isSeen($0.dossier, by: actor, in: transaction) },
                history: try HistoryReader.lines(of: id, in: transaction),
                undo: reversible.flatMap {
                    $0.version == dossier.version && now < $0.until
                        ? UndoOffer(event: $0.event, by: $0.by, until: $0.until) : nil
                }, archivedIn: archivedIn)
        }
        guard let found else { throw DossierProblem.notFound }
        return found
    }

    private static func units(_ dossier: Dossier, _ tasks: [WorkTask]) -> [DossierUnit] {
        var units = [
            DossierUnit(relation: .receiving, unit: dossier.receiving),
            DossierUnit(relation: .competent, unit: dossier.competent),
        ]
        if dossier.returning != dossier.receiving {
            units.append(DossierUnit(relation: .returning, unit: dossier.returning))
        }
        // Bodies that hold steps beside the competent one (`units` of the procedure).
        for relation in UnitRelation.allCases {
            guard let unit = dossier.facts[Dossier.unitFact(relation)].flatMap({ try? UnitCode($0) }) else { continue }
            units.append(DossierUnit(relation: relation, unit: unit))
        }
        for task in tasks where task.askedBy != nil {
            let unit = DossierUnit(relation: task.kind == .verification ? .verifying : .consulted, unit: task.unit)
            if !units.contains(unit) { units.append(unit) }
        }
        return units
    }

    private static func shown(_ request: SupplementChange) -> SupplementRequest {
        SupplementRequest(
            round: request.round, requestedAt: request.requestedAt, items: request.items, closesAt: request.closesAt,
            awaitsApproval: request.state == .awaitingApproval)
    }

    /// What this actor may press at a task now, with the reason where a guard forbids it.
    package func actions(on task: WorkTask, of view: DossierView, by actor: Actor) -> [OfferedAction] {
        let open = view.tasks.filter { $0.closedAt == nil }
        let state = CaseState(
            dossier: view.dossier, openTasks: open, ledgerCount: view.ledger.count,
            asksAnswered: view.tasks.count { $0.askedBy != nil && $0.state == .closed })
        guard task.state == .open, maySit(at: task, in: state, by: actor),
            let procedure = try? procedure(of: view.dossier)
        else { return [] }
        let work = CaseWork(
            state, procedure: procedure, calendar: rules.calendar(for: view.dossier.competent), now: clock.now(),
            actor: actor, ids: ids)
        guard let step = try? work.step(of: task) else { return [] }
        return step.actions.map { action in
            var blocked: LocalizedText?
            do throws(DossierProblem) {
                blocked = try work.obstacle(to: action)
            } catch {
                blocked = error.publicMessage
            }
            if step.kind == .handOver, view.dossier.isUnpaid { blocked = PaymentText.payFirst }
            return OfferedAction(
                id: action.id, label: action.label, isPrimary: action.isPrimary, needsReason: action.reason,
                blockedBecause: blocked, isReversible: action.isReversible, bulk: action.bulk)
        }
    }

    /// The step of a task in words; the house's own steps have names too.
    package func stepName(_ task: WorkTask, of dossier: Dossier) -> LocalizedText {
        if let procedure = try? procedure(of: dossier), let place = Place(text: task.place),
            let step = procedure.process.step(at: place)
        {
            return task.kind == .step ? step.name : step.asks.first { $0.id == task.step }?.name ?? step.name
        }
        return StepNames.house(task.kind)
    }

    /// Answers and asks offered at a task.
    package func askRules(of task: WorkTask, in dossier: Dossier) -> [AskRule] {
        guard let procedure = try? procedure(of: dossier), let place = Place(text: task.place) else { return [] }
        return procedure.process.step(at: place)?.asks ?? []
    }
}

package struct OfferedAction: Sendable {
    package let id: String
    package let label: LocalizedText
    package let isPrimary: Bool
    package let needsReason: StepAction.ReasonRule
    package let blockedBecause: LocalizedText?
    package let isReversible: Bool
    package let bulk: Bool
}

/// Names of the steps no procedure names.
package enum StepNames {
    package static func house(_ kind: TaskKind) -> LocalizedText {
        switch kind {
        case .check: LocalizedText(vi: "Kiểm tra hồ sơ tại quầy", en: "Check at the counter")
        case .refusalReview: LocalizedText(vi: "Duyệt đề nghị từ chối", en: "Review of a proposed refusal")
        case .supplementApproval: LocalizedText(vi: "Duyệt yêu cầu bổ sung", en: "Approval of a further request")
        case .stopReview: LocalizedText(vi: "Xem xét dừng hồ sơ", en: "Review of stopping")
        case .verification: LocalizedText(vi: "Xác minh", en: "Verification")
        case .consultation: LocalizedText(vi: "Lấy ý kiến", en: "Consultation")
        case .step: LocalizedText(vi: "Xử lý", en: "Work")
        }
    }
}
