import Catalogue
import Civic
import Directory
import Dossiers

extension Simulation {
    /// One dossier's full way, each step a durable write, timed.
    /// - Parameter stopsAfter: leaves it open after that many writes; nil: until it is returned.
    func lifecycle(
        _ filing: Filing, _ staff: SimulatedStaff, at desk: any SimulatedDesk, stopsAfter: Int? = nil
    ) async throws {
        var one = try await times.time("lodge") { try await desk.lodge(filing, by: staff.counter) }
        if stopsAfter == 1 { return }
        one = try await times.time("accept") { [one] in try await desk.accept(one, by: staff.counter) }
        var isAssigned = false
        var writes = 2
        while writes != stopsAfter, let task = one.task {
            let actor = staff.actor(for: task.role)
            if !isAssigned {
                one = try await times.time("assign") { [one] in try await desk.claim(task, of: one, by: actor) }
                isAssigned = true
            } else {
                let (name, action) = try next(task, of: filing.procedure)
                if name == "return", one.isUnpaid {
                    one = try await times.time("pay") { [one] in
                        try await desk.pay(one, receipt: "BL-\(one.version)", by: staff.counter)
                    }
                }
                one = try await times.time(name) { [one] in try await desk.act(task, action, of: one, by: actor) }
            }
            writes += 1
        }
    }

    /// The primary action of a task's step, and the name its time is kept under.
    private func next(_ task: SimulatedTask, of procedure: String) throws -> (String, String) {
        guard
            let step = house.catalogue.procedure(procedure, on: plan.startsOn)?.process.steps
                .first(where: { $0.step.id == task.step })?.step,
            let action = step.actions.first(where: \.isPrimary) ?? step.actions.first
        else { throw DossierProblem.taskGone }
        let name =
            switch step.kind {
            case .assign: "assign"
            case .sign: "approve"
            case .seal: "release"
            case .handOver: "return"
            default: "process"
            }
        return (name, action.id)
    }
}
