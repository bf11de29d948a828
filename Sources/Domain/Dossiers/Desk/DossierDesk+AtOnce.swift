import Catalogue
package import Civic
package import Directory
import Rules
import Store

/// Immediate procedures: one screen, one press, one write, and the same events as the long way.
extension DossierDesk {
    package func completeAtOnce(_ filing: Filing, by actor: Actor) async throws -> AtOnceReceipt {
        guard filing.correctionOf == nil else { throw DossierProblem.unknownAction("immediate") }
        let admission = try await admit(filing, by: actor, .atOnce)
        let preview = admission.preview
        guard let immediate = preview.procedure.immediate else { throw DossierProblem.unknownAction("immediate") }
        guard let officer = actor.officer, officer.holds(.counterOfficer, at: preview.receiving) else {
            throw DossierProblem.forbidden(AccessRefusal.notTheirUnit.reason)
        }
        try requireIssuedCode(preview.receiving)
        var plan = try lodgingPlan(admission, by: actor)
        _ = try plan.work.accept(competent: preview.competent, limit: preview.limit)
        plan.rest = try goOn(&plan.work, immediate, officer)?.place
        plan.work.watch()
        let writer = CaseWriter(plan.work.change, now: admission.now, actor: actor, ids: ids)
        let ready = plan
        let isReplay = try await database.write("completeAtOnce") { transaction in
            if try ready.replay(in: transaction) != nil { return true }
            try ready.writeFiling(writer, in: transaction)
            _ = try writer.write(in: transaction)
            return false
        }
        return try await atOnce(admission.filing.idempotencyKey, isReplay: isReplay, by: actor)
    }

    /// What this press came to, read back: pressed again, it answers the same.
    private func atOnce(_ key: String, isReplay: Bool, by actor: Actor) async throws -> AtOnceReceipt {
        let found = try await database.read { transaction -> (LodgingAnswer, Dossier, DeadlineEntry?, [PaymentLine])? in
            guard let answer = try Self.answer(of: key, by: actor, in: transaction),
                let dossier = try transaction.first(DossierStore.byID, [.id(answer.dossier)], { try Dossier($0) })
            else { return nil }
            return (
                answer, dossier, try CaseReader.ledger(of: dossier.id, in: transaction).first { $0.kind == .set },
                try CaseReader.payments(of: dossier.id, in: transaction)
            )
        }
        guard let (answer, dossier, set, payments) = found else { throw DossierProblem.notFound }
        let rest = try answer.rest.flatMap { Place(text: $0) }.flatMap {
            try procedure(of: dossier).process.step(at: $0)
        }
        return AtOnceReceipt(
            dossier: dossier.id, code: dossier.code ?? "", version: dossier.version,
            due: set?.due ?? dossier.lodgedAt, reasons: set?.reasons ?? [], stoppedAt: rest?.name, payments: payments,
            isReplay: isReplay)
    }

    /// Takes the primary action of each step as far as this officer may go.
    /// - Returns: the task it stopped at, nil when the result was handed over.
    private func goOn(
        _ work: inout CaseWork, _ immediate: ImmediateRule, _ officer: OfficerStanding
    ) throws -> WorkTask? {
        if let when = immediate.when {
            do {
                guard try when.holds(work.scope) else { return work.task(of: .step) }
            } catch {
                throw DossierProblem.ruleFault(error.message)
            }
        }
        let mandate = officer.mandates.first {
            $0.reaches(power: immediate.mandate, at: work.dossier.competent, procedure: work.dossier.procedure)
                && $0.isInForce(at: work.now)
        }
        // A tree has no endless way, but a send-back could be primary by mistake: bounded by the number of steps.
        for _ in 0..<(work.procedure.process.steps.count * 2) {
            guard let task = work.task(of: .step), let step = try? work.step(of: task) else { return nil }
            guard case .officer(let role, _) = step.seat,
                let action = step.actions.first(where: \.isPrimary) ?? step.actions.first
            else { return task }
            // Certifier and clerk sit at the point: the mandate that lets him certify lets him seal and hand over there.
            let isSigning = step.mandate != nil
            let may =
                isSigning
                ? mandate != nil || officer.holds(.signer, at: task.unit)
                : mandate != nil || officer.holds(role, at: task.unit)
            guard may, try work.obstacle(to: action) == nil else { return task }
            // Nobody certifies on a mandate and lets an unpaid copy go: the press is the cashier's word that it is paid.
            if step.kind == .handOver { work.payAll(receipt: "\(work.dossier.reference)") }
            try work.act(task, action.id, reason: "", mandate: isSigning ? mandate?.id : nil)
        }
        return work.task(of: .step)
    }
}

package struct AtOnceReceipt: Sendable {
    package let dossier: ID<Dossier>
    package let code: String
    package let version: Int64
    package let due: Instant
    package let reasons: [DueReason]
    /// The step that waits for somebody else, nil when all is done.
    package let stoppedAt: LocalizedText?
    package let payments: [PaymentLine]
    /// True when the same key had been pressed before: the same dossier is answered again.
    package let isReplay: Bool
}
