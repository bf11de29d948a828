import Catalogue
import Civic
import Directory

/// What the access policy must know of a dossier and its tasks, from columns.
enum CaseFacts {
    /// - Parameters:
    ///   - procedure: says whether the dossier is protected, and under which powers its open steps are taken.
    ///   - tasks: those that are open.
    static func of(
        _ dossier: Dossier, _ procedure: Procedure?, tasks: [WorkTask], parties: Set<ID<Subject>> = []
    ) -> DossierFacts {
        DossierFacts(
            procedure: dossier.procedure, receiving: dossier.receiving, competent: dossier.competent,
            others: [dossier.returning],
            openTasks: tasks.compactMap { task in
                plain(task).map { plain in procedure.map { of(task, procedure: $0, dossier: dossier) } ?? plain }
            },
            parties: parties.union([dossier.applicant, dossier.submitter]).union(dossier.joint),
            ownership: dossier.isMirrored ? .mirror : .city,
            secrecy: procedure?.isProtected == true ? .protected : .ordinary)
    }

    static func of(_ task: WorkTask, procedure: Procedure, dossier: Dossier) -> TaskFacts {
        var facts = plain(task) ?? TaskFacts(role: .counterOfficer, unit: task.unit)
        guard task.kind == .step, let place = Place(text: task.place), let step = procedure.process.step(at: place)
        else { return facts }
        facts.power = step.mandate
        if let drafting = step.notBy {
            facts.isSigning = true
            facts.drafter = dossier.facts["by_\(drafting)"].flatMap { ID($0) }
        }
        return facts
    }

    private static func plain(_ task: WorkTask) -> TaskFacts? {
        guard case .officer(let role) = task.seat else { return nil }
        return TaskFacts(role: role, unit: task.unit, assignee: task.assignee)
    }
}
