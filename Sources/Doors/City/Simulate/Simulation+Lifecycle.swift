import Catalogue
import Civic
import Directory
import Dossiers

extension Simulation {
    /// One dossier's full way, each step a durable write, timed.
    /// - Parameter stopsAfter: leaves it open after that many writes; nil: until it is returned.
    func lifecycle(
        _ filing: Filing, _ staff: SimulatedStaff, stopsAfter: Int? = nil
    ) async throws -> ID<Dossier> {
        let desk = house.desk
        let lodged = try await times.time("lodge") { try await desk.lodge(filing, by: staff.counter) }
        if stopsAfter == 1 { return lodged.dossier }
        let accepted = try await times.time("accept") {
            try await desk.accept(lodged.dossier, expecting: lodged.version, by: staff.counter)
        }
        if stopsAfter == 2 { return lodged.dossier }
        var progress = accepted.progress
        var version = accepted.version
        var isAssigned = false
        var writes = 2
        while !progress.dossier.status.isFinal,
            let task = progress.openTasks.first(where: {
                if case .officer = $0.seat { $0.kind == .step } else { false }
            }),
            case .officer(let role) = task.seat
        {
            let actor = staff.actor(for: role)
            if !isAssigned {
                version = try await times.time("assign") {
                    try await desk.claim(task.id, expecting: version, by: actor)
                }
                isAssigned = true
            } else {
                let (name, action) = try next(task, of: progress.dossier)
                if name == "return", progress.dossier.facts["unpaid"] != nil {
                    let paid = version
                    version = try await times.time("pay") {
                        try await desk.payAtCounter(
                            lodged.dossier, expecting: paid, receiptNumber: "BL-\(paid)", by: staff.counter)
                    }
                }
                progress = try await times.time(name) {
                    try await desk.carryOut(task.id, action: action, expecting: version, by: actor)
                }
                version = progress.version
            }
            writes += 1
            if writes == stopsAfter { break }
        }
        return lodged.dossier
    }

    /// The primary action of a task's step, and the name its time is kept under.
    private func next(_ task: WorkTask, of dossier: Dossier) throws -> (String, String) {
        guard let place = Place(text: task.place),
            let step = house.catalogue.procedure(dossier.procedure, version: dossier.procedureVersion)?
                .process.step(at: place),
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
