import Civic
import Catalogue
import Directory
import Journal
import Store

/// Clocks that fire once. Firing is one write: the row is deleted, its guard is checked again, the event says now and the
/// moment it counts from.
extension DossierDesk {
    /// Fires what is due, in due order, so that an outage is made up for in the order it should have been.
    /// - Returns: how many fired.
    /// - Throws: the first that could not, after all others had their turn: one broken dossier stops no other's clock.
    @discardableResult
    package func fireTimers(limit: Int = 200) async throws -> Int {
        let now = clock.now()
        let due = try await database.read { try Timers.due(before: now, limit: limit, in: $0) }
        var fired = 0
        var failure: DossierProblem?
        for timer in due where TimerChange.parse(timer.kind) != nil {
            do {
                try await fire(timer)
                fired += 1
            } catch let problem as DossierProblem {
                switch problem {
                case .taskGone, .versionChanged, .notNow:
                    // Somebody acted meanwhile: what the timer was for is over, or it comes again with the next poll.
                    continue
                default:
                    failure = failure ?? problem
                }
            }
        }
        if let failure { throw failure }
        return fired
    }

    private func fire(_ timer: EventTimer) async throws {
        guard let (kind, taskID) = TimerChange.parse(timer.kind) else { return }
        guard let state = try await database.read({ try CaseReader.state(of: timer.stream.retyped(), in: $0) }) else {
            return try await drop(timer)
        }
        let dossier = state.dossier
        let task = taskID.flatMap { id in state.openTasks.first { $0.id == id } }
        guard !dossier.status.isFinal else { return try await drop(timer) }
        _ = try await perform(
            on: state, expecting: dossier.version, by: .system("timer"), useCase: "fireTimer", firing: timer.id
        ) { work in
            switch kind {
            case .acceptance:
                guard dossier.status == .lodged else { return }
                try work.noticeOverdue(
                    step: CaseWork.HouseStep.check, unit: dossier.receiving, effective: timer.due)
            case .due:
                guard dossier.clock == .running else { return }
                try work.noticeOverdue(step: "dossier", unit: dossier.competent, effective: timer.due)
            case .silence:
                guard let task else { return }
                try work.silence(of: task, since: timer.due)
            case .closing:
                switch dossier.status {
                case .awaitingSupplement: try work.proposeStop(effective: timer.due)
                case .awaitingPayment:
                    try work.noticeOverdue(step: "payment", unit: dossier.receiving, effective: timer.due)
                default: return
                }
            }
        }
    }

    private func drop(_ timer: EventTimer) async throws {
        _ = try await database.write("dropTimer") { try Timers.take(timer.id, in: $0) }
    }
}

extension DossierDesk {
    /// Takes the primary action of open steps that wait for the house itself (an answer of another system).
    /// - Throws: the first failure, after every other step had its turn: a system that is down holds up only its own.
    @discardableResult
    package func runSystemSteps() async throws -> Int {
        let tasks = try await database.read { try $0.all(TaskStore.openSystem) { try TaskStore.decode($0) } }
        var done = 0
        var failure: (any Error)?
        for task in tasks {
            do {
                let (state, open) = try await state(of: task.id)
                guard let place = Place(text: open.place),
                    let step = try procedure(of: state.dossier).process.step(at: place),
                    let action = step.actions.first(where: \.isPrimary) ?? step.actions.first
                else { continue }
                _ = try await act(
                    open, in: state, action: action.id, expecting: state.dossier.version, reason: "",
                    by: .system("outside"))
                done += 1
            } catch let problem as DossierProblem {
                switch problem {
                case .taskGone, .versionChanged, .notNow: continue
                default: failure = failure ?? problem
                }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return done
    }

    /// Forgets idempotency keys whose day is over.
    package func sweepKeys() async throws {
        let now = clock.now()
        try await database.write("sweepKeys") { try $0.execute(DossierStore.expireKeys, [.instant(now)]) }
    }
}
