import Catalogue
import Civic
package import Directory

/// What pages may offer. A link or a button stands only where the use case behind it would let this actor in; there the
/// same question is put again.
extension DossierDesk {
    /// Whether this actor may decide the checklist now: before acceptance who sits at the check, after it who holds an
    /// open step of the process.
    package func mayCheck(_ view: DossierView, by actor: Actor) -> Bool {
        let state = offered(view)
        return state.openTasks.contains { task in
            let isCheck = view.dossier.acceptedAt == nil ? task.kind == .check : task.kind == .step
            return isCheck && task.state == .open && task.seat != .applicant && maySit(at: task, in: state, by: actor)
        }
    }

    /// Whether this actor may note something on the dossier or its papers.
    package func mayNote(_ view: DossierView, by actor: Actor) -> Bool {
        (try? requireNoting(offered(view), by: actor)) != nil
    }

    /// Whether this actor may give the task to a colleague.
    package func mayAssign(_ task: WorkTask, of view: DossierView, by actor: Actor) -> Bool {
        guard let procedure = try? procedure(of: view.dossier) else { return false }
        let facts = CaseFacts.of(task, procedure: procedure, dossier: view.dossier)
        return directory.decide(.assign, on: .task(facts, of: sight(of: offered(view))), by: actor).isAllowed
    }

    /// Whether this actor may see what the unit has received or decides, whatever its work. A mandate for one step, or the
    /// care of the unit's accounts, does not open its dossiers.
    func seesDossiers(of unit: UnitCode, by actor: Actor) -> Bool {
        let facts = DossierFacts(procedure: "", receiving: unit, competent: unit)
        return directory.decide(.seeDossier, on: .dossier(facts), by: actor).isAllowed
    }

    private func offered(_ view: DossierView) -> CaseState {
        CaseState(
            dossier: view.dossier, openTasks: view.tasks.filter { $0.closedAt == nil }, ledgerCount: view.ledger.count,
            asksAnswered: view.tasks.count { $0.askedBy != nil && $0.state == .closed })
    }
}
