import Catalogue
import Civic
import Directory
import Dossiers

/// A dossier of the load as who works on it knows it.
struct SimulatedCase: Sendable {
    let dossier: ID<Dossier>
    var version: Int64
    /// The step that an officer takes next; nil when there is none.
    var task: SimulatedTask?
    var isUnpaid = false
}

struct SimulatedTask: Sendable {
    let id: ID<WorkTask>
    let step: String
    let role: Role
}

/// How the load reaches the desk. Each call is one durable write.
protocol SimulatedDesk: Sendable {
    func lodge(_ filing: Filing, by actor: Actor) async throws -> SimulatedCase
    func accept(_ one: SimulatedCase, by actor: Actor) async throws -> SimulatedCase
    func claim(_ task: SimulatedTask, of one: SimulatedCase, by actor: Actor) async throws -> SimulatedCase
    func pay(_ one: SimulatedCase, receipt: String, by actor: Actor) async throws -> SimulatedCase
    func act(
        _ task: SimulatedTask, _ action: String, of one: SimulatedCase, by actor: Actor
    ) async throws -> SimulatedCase
}

/// The use cases themselves, in process.
struct UseCaseDesk: SimulatedDesk {
    let desk: DossierDesk

    func lodge(_ filing: Filing, by actor: Actor) async throws -> SimulatedCase {
        let receipt = try await desk.lodge(filing, by: actor)
        return SimulatedCase(dossier: receipt.dossier, version: receipt.version)
    }

    func accept(_ one: SimulatedCase, by actor: Actor) async throws -> SimulatedCase {
        SimulatedCase(try await desk.accept(one.dossier, expecting: one.version, by: actor).progress)
    }

    func claim(_ task: SimulatedTask, of one: SimulatedCase, by actor: Actor) async throws -> SimulatedCase {
        var one = one
        one.version = try await desk.claim(task.id, expecting: one.version, by: actor)
        return one
    }

    func pay(_ one: SimulatedCase, receipt: String, by actor: Actor) async throws -> SimulatedCase {
        var one = one
        one.version = try await desk.payAtCounter(
            one.dossier, expecting: one.version, receiptNumber: receipt, by: actor)
        one.isUnpaid = false
        return one
    }

    func act(
        _ task: SimulatedTask, _ action: String, of one: SimulatedCase, by actor: Actor
    ) async throws -> SimulatedCase {
        SimulatedCase(try await desk.carryOut(task.id, action: action, expecting: one.version, by: actor))
    }

}

extension SimulatedCase {
    init(_ progress: CaseProgress) {
        let dossier = progress.dossier
        let task = progress.openTasks.lazy.compactMap { task -> SimulatedTask? in
            guard task.kind == .step, case .officer(let role) = task.seat else { return nil }
            return SimulatedTask(id: task.id, step: task.step, role: role)
        }.first
        self.init(
            dossier: dossier.id, version: dossier.version, task: dossier.status.isFinal ? nil : task,
            isUnpaid: dossier.isUnpaid)
    }
}
