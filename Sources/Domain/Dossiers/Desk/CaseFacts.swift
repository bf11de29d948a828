import Catalogue
import Civic
import Directory

/// What the access policy must know of a dossier and its tasks, from columns.
enum CaseFacts {
    static func of(_ state: CaseState) -> DossierFacts {
        of(state.dossier, tasks: state.openTasks)
    }

    static func of(_ dossier: Dossier, tasks: [WorkTask], parties: Set<ID<Subject>> = []) -> DossierFacts {
        DossierFacts(
            procedure: dossier.procedure, receiving: dossier.receiving, competent: dossier.competent,
            others: [dossier.returning], openTasks: tasks.compactMap(plain),
            parties: parties.union([dossier.applicant, dossier.submitter]))
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
