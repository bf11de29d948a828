import Catalogue
import Civic
import Directory
import Journal
import Store

/// Clocks that fire once. Firing is one write: the row is deleted, its guard is checked again, the event says now and the
/// moment it counts from.
extension DossierDesk {
    /// Fires all that is due, in due order, so that an outage is made up for in the order it should have been. What
    /// cannot fire is stepped over and waits in `stuck`: one broken dossier stops no other's clock, nor do many.
    /// - Parameter limit: timers of one page.
    /// - Returns: how many fired.
    @discardableResult
    package func fireTimers(_ stuck: inout StuckTimers, limit: Int = 200) async throws -> Int {
        let now = clock.now()
        stuck.beginRound()
        var fired = 0
        var last: EventTimer?
        while true {
            let page = try await database.read { [last] in
                try Timers.due(before: now, after: last, limit: limit, in: $0)
            }
            for timer in page where TimerChange.parse(timer.kind) != nil && !stuck.isWaiting(timer, at: now) {
                do {
                    try await fire(timer)
                    fired += 1
                } catch let problem as DossierProblem where problem.isOvertaken {
                    // Somebody acted meanwhile: what the timer was for is over, or it comes again with the next poll.
                } catch let error as CancellationError {
                    throw error
                } catch {
                    stuck.note(timer, error, at: now)
                }
            }
            guard page.count == limit else { break }
            last = page.last
        }
        stuck.endRound()
        return fired
    }

    /// One round by itself.
    /// - Throws: the first that could not fire, after all others had their turn.
    @discardableResult
    package func fireTimers() async throws -> Int {
        var stuck = StuckTimers()
        let fired = try await fireTimers(&stuck)
        if let failure = stuck.failures.first { throw failure.error }
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
        let request =
            kind == .closing
            ? try await database.read { try CaseReader.supplement(of: dossier.id, .sent, in: $0) } : nil
        _ = try await perform(
            on: state, expecting: dossier.version, by: .system("timer"), useCase: "fireTimer", firing: timer.id
        ) { work in
            switch kind {
            case .acceptance:
                guard dossier.status == .lodged else { return }
                try work.noticeIntake(at: timer.due, untouched: timer.streamSeq == dossier.version)
            case .due:
                if dossier.isMirrored { return try work.noticeOwnerLate(effective: timer.due) }
                guard dossier.clock == .running else { return }
                try work.noticeLate()
            case .silence:
                guard let task else { return }
                try work.silence(of: task, since: timer.due)
            case .closing:
                switch dossier.status {
                case .awaitingSupplement: try work.remind(of: request, effective: timer.due)
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
    /// Takes the primary action of open steps that wait for the house itself (an answer of another system), and tells
    /// the head of the unit of one that has waited for half an hour.
    /// - Throws: the first failure, after every other step had its turn: a system that is down holds up only its own.
    @discardableResult
    package func runSystemSteps() async throws -> Int {
        var done = 0
        var failure: (any Error)?
        var last: ID<WorkTask>? = ID(0)
        while let after = last {
            let tasks = try await database.read {
                try $0.all(TaskStore.openSystem, [.id(after)]) { try TaskStore.decode($0) }
            }
            for task in tasks {
                do {
                    if try await run(task) { done += 1 }
                } catch let problem as DossierProblem where problem.isOvertaken {
                    continue
                } catch {
                    failure = failure ?? error
                    try await alarm(task)
                }
            }
            last = tasks.count == 100 ? tasks.last?.id : nil
        }
        if let failure { throw failure }
        return done
    }

    private func run(_ task: WorkTask) async throws -> Bool {
        let (state, open) = try await state(of: task.id)
        guard let place = Place(text: open.place),
            let step = try procedure(of: state.dossier).process.step(at: place),
            let action = step.actions.first(where: \.isPrimary) ?? step.actions.first
        else { return false }
        _ = try await act(
            open, in: state, action: action.id, expecting: state.dossier.version, reason: "", by: .system("outside"))
        return true
    }

    private func alarm(_ task: WorkTask) async throws {
        guard task.openedAt.adding(seconds: WatchPolicy.systemSeconds) <= clock.now() else { return }
        do {
            let (state, open) = try await state(of: task.id)
            guard state.dossier.facts[WatchPolicy.alarm] != task.id.description else { return }
            _ = try await perform(
                on: state, expecting: state.dossier.version, by: .system("timer"), useCase: "alarm"
            ) { try $0.noticeWaiting(open) }
        } catch let problem as DossierProblem where problem.isOvertaken {
            // Another node told it, or the answer came.
        } catch DossierProblem.unknownProcedure {
            // What cannot be read cannot be told in its own history either; the failure itself is reported.
        }
    }

    /// Forgets idempotency keys whose day is over.
    package func sweepKeys() async throws {
        let now = clock.now()
        try await database.write("sweepKeys") { try $0.execute(DossierStore.expireKeys, [.instant(now)]) }
    }
}

extension DossierProblem {
    /// Somebody acted meanwhile.
    fileprivate var isOvertaken: Bool {
        switch self {
        case .taskGone, .versionChanged, .notNow: true
        default: false
        }
    }
}
