import Catalogue
package import Civic
package import Directory
import Rules
import Store

/// Immediate procedures: one screen, one press, one write, and the same events as the long way.
extension DossierDesk {
    package func completeAtOnce(_ filing: Filing, by actor: Actor) async throws -> AtOnceReceipt {
        guard filing.correctionOf == nil else { throw DossierProblem.unknownAction("immediate") }
        let preview = try preview(filing)
        guard let immediate = preview.procedure.immediate else { throw DossierProblem.unknownAction("immediate") }
        guard let officer = actor.officer, officer.holds(.counterOfficer, at: preview.receiving) else {
            throw DossierProblem.forbidden(AccessRefusal.notTheirUnit.reason)
        }
        try requireIssuedCode(preview.receiving)
        let now = clock.now()
        var plan = try lodgingPlan(filing, preview, by: actor, at: now)
        var due: Due?
        due = try plan.work.accept(competent: preview.competent, limit: preview.limit)
        let stopped = try goOn(&plan.work, immediate, officer)
        plan.work.watch()
        let writer = CaseWriter(plan.work.change, now: now, actor: actor, ids: ids)
        let settled = plan
        let written = try await database.write("completeAtOnce") { transaction -> Dossier? in
            if try settled.replay(in: transaction) != nil { return nil }
            try settled.writeFiling(writer, in: transaction)
            return try writer.write(in: transaction)
        }
        let dossier: Dossier
        if let written {
            dossier = written
        } else {
            dossier = try await replayed(settled)
        }
        return AtOnceReceipt(
            dossier: dossier.id, code: dossier.code ?? "", version: dossier.version, due: dossier.due ?? now,
            reasons: due?.reasons ?? [], stoppedAt: stopped, payments: preview.payments)
    }

    private func replayed(_ plan: LodgingPlan) async throws -> Dossier {
        let receipt = try await database.write("replay") { try plan.replay(in: $0) }
        guard let receipt else { throw DossierProblem.notFound }
        return try await state(of: receipt.dossier).dossier
    }

    /// Takes the primary action of each step as far as this officer may go.
    /// - Returns: the step it stopped at, nil when the result was handed over.
    private func goOn(
        _ work: inout CaseWork, _ immediate: ImmediateRule, _ officer: OfficerStanding
    ) throws -> LocalizedText? {
        if let when = immediate.when {
            do {
                guard try when.holds(work.scope) else { return try currentStep(work) }
            } catch let fault as RuleFault {
                throw DossierProblem.ruleFault(fault.message)
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
            else { return step.name }
            // Certifier and clerk sit at the point: the mandate that lets him certify lets him seal and hand over there.
            let isSigning = step.mandate != nil
            let may = isSigning
                ? mandate != nil || officer.holds(.signer, at: task.unit)
                : mandate != nil || officer.holds(role, at: task.unit)
            guard may, try work.obstacle(to: action) == nil else { return step.name }
            // Nobody certifies on a mandate and lets an unpaid copy go: the press is the cashier's word that it is paid.
            if step.kind == .handOver { work.payAll(receipt: "\(work.dossier.reference)") }
            try work.act(task, action.id, reason: "", mandate: isSigning ? mandate?.id : nil)
        }
        return try currentStep(work)
    }

    private func currentStep(_ work: CaseWork) throws -> LocalizedText? {
        try work.task(of: .step).map { try work.step(of: $0).name }
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
}
