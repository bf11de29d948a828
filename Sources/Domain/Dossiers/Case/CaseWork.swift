package import Catalogue
package import Civic
package import Directory
import Rules

/// One use case at work on one dossier: takes the present state, makes the change. Functional core: no input or output,
/// the clock and the id maker are given.
package struct CaseWork: Sendable {
    package let procedure: Procedure
    package let calendar: WorkingCalendar
    package let now: Instant
    package let actor: Actor
    package let ids: IDGenerator
    package var change: Change
    /// Open and sleeping tasks as they stand during the work.
    package private(set) var tasks: [WorkTask]
    package private(set) var counts: CaseCounts
    private var ledgerNumber: Int
    /// What was open when the work began.
    package let foundTasks: [WorkTask]
    private let before: BeforeImage?
    private let walk: ProcessWalk
    private let declared: Set<String>

    package init(
        _ state: CaseState, procedure: Procedure, calendar: WorkingCalendar, now: Instant, actor: Actor,
        ids: IDGenerator
    ) {
        self.procedure = procedure
        self.calendar = calendar
        self.now = now
        self.actor = actor
        self.ids = ids
        tasks = state.openTasks
        foundTasks = state.openTasks
        counts = CaseCounts(
            asksOpen: state.openTasks.count { $0.askedBy != nil }, asksAnswered: state.asksAnswered,
            supplementRounds: state.dossier.supplementRounds, isLate: state.dossier.isLate(at: now),
            isCorrection: state.dossier.correctionOf != nil)
        ledgerNumber = state.ledgerCount
        change = Change(found: state.isNew ? nil : state.dossier, dossier: state.dossier)
        before = state.isNew ? nil : BeforeImage(dossier: state.dossier, tasks: state.openTasks)
        walk = ProcessWalk(procedure.process)
        declared = procedure.declaredFacts
    }

    package var dossier: Dossier { change.dossier }
    package var localNow: LocalTime { calendar.zone.local(now) }

    package var scope: CaseScope {
        CaseScope(
            facts: dossier.facts, declared: declared, counts: counts, channel: dossier.channel,
            today: calendar.zone.day(now))
    }

    // MARK: - Events

    /// All that may happen here to a dossier that another system decides.
    private static let ofMirrors: Set<EventName> = [.lodged, .mirrored, .noted, .overdueNoticed]

    /// Appends a named event; the status follows the one table.
    package mutating func happen(
        _ event: EventName, _ text: String = "", step: String? = nil, unit: UnitCode? = nil,
        mandate: ID<Mandate>? = nil, effective: Instant? = nil, isOnTime: Bool? = nil, isReversible: Bool = false,
        about task: WorkTask? = nil, reasons: [String] = [], rating: Rating? = nil, ratedBefore: Rating? = nil
    ) throws(DossierProblem) {
        guard
            let status = StatusPolicy.next(
                after: dossier.status, event, wasAccepted: dossier.acceptedAt != nil, begun: dossier.hasBegun)
        else { throw .notNow(event, dossier.status) }
        if dossier.isMirrored, !Self.ofMirrors.contains(event) { throw .mirrored }
        change.dossier.status = status
        if status == .working { change.dossier.hasBegun = true }
        change.dossier.version += 1
        change.happenings.append(
            Happening(
                event: event, effective: effective ?? now, text: text, step: step, unit: unit, mandate: mandate,
                isOnTime: isOnTime, task: task,
                releasedAt: isReversible ? now.adding(seconds: UndoPolicy.seconds) : nil,
                before: isReversible ? before?.json : nil, undoes: nil, reasons: reasons,
                rating: rating, ratedBefore: ratedBefore))
    }

    /// The event that says another was taken back; the status is the one that was found.
    package mutating func takeBack(_ event: EventName) {
        change.dossier.version += 1
        change.happenings.append(
            Happening(event: .undone, effective: now, text: event.rawValue, undoes: event))
    }

    package mutating func setFacts(_ facts: [String: String]) {
        for (name, value) in facts { change.dossier.facts[name] = value }
    }

    // MARK: - Tasks

    package func task(_ id: ID<WorkTask>) -> WorkTask? { tasks.first { $0.id == id } }
    package func task(of kind: TaskKind) -> WorkTask? { tasks.first { $0.kind == kind } }

    @discardableResult
    package mutating func open(
        _ kind: TaskKind, step: String, place: String = "", seat: TaskSeat, unit: UnitCode, due: Instant?,
        askedBy: ID<WorkTask>? = nil, remark: String? = nil, assignee: ID<Officer>? = nil
    ) -> WorkTask {
        let task = WorkTask(
            id: ids.next(), dossier: dossier.id, kind: kind, step: step, place: place, seat: seat, unit: unit,
            assignee: assignee, openedAt: now, due: due, state: .open, outcome: nil, closedBy: nil, closedAt: nil,
            askedBy: askedBy, remark: remark)
        tasks.append(task)
        change.opened.append(task)
        if askedBy != nil { counts.asksOpen += 1 }
        return task
    }

    package mutating func update(_ task: WorkTask) {
        guard let index = tasks.firstIndex(where: { $0.id == task.id }) else { return }
        tasks[index] = task
        record(task)
    }

    package mutating func close(_ task: WorkTask, outcome: String, as state: TaskState = .closed) {
        var closed = task
        closed.state = state
        closed.outcome = outcome
        closed.closedBy = actor.subject
        closed.closedAt = now
        tasks.removeAll { $0.id == task.id }
        record(closed)
        if task.askedBy != nil {
            counts.asksOpen -= 1
            if state == .closed { counts.asksAnswered += 1 }
            change.timers.append(.cancel(.silence, task: task.id))
        } else if let step = try? step(of: task), step.onSilence != nil {
            change.timers.append(.cancel(.silence, task: task.id))
        }
    }

    /// As it was before an action that is taken back.
    package mutating func reopen(_ task: WorkTask) {
        tasks.removeAll { $0.id == task.id }
        tasks.append(task)
        record(task)
    }

    package mutating func cancelAll() {
        for task in tasks { close(task, outcome: "cancelled", as: .cancelled) }
    }

    /// A task opened in this very work is written once, as it ends up.
    private mutating func record(_ task: WorkTask) {
        if let index = change.opened.firstIndex(where: { $0.id == task.id }) {
            change.opened[index] = task
        } else if let index = change.updated.firstIndex(where: { $0.id == task.id }) {
            change.updated[index] = task
        } else {
            change.updated.append(task)
        }
    }

    // MARK: - Process

    package mutating func startProcess() throws(DossierProblem) {
        try follow(try attempt { (scope) throws(RuleFault) in try walk.start(scope) })
    }

    package mutating func advance(from task: WorkTask) throws(DossierProblem) {
        guard let place = Place(text: task.place) else { throw .taskGone }
        let open = openPlaces(except: task.id)
        try follow(try attempt { (scope) throws(RuleFault) in try walk.after(place, open: open, scope) })
    }

    package mutating func goBack(
        from task: WorkTask, to step: String, author: ID<Officer>?, remark: String
    ) throws(DossierProblem) {
        guard let place = Place(text: task.place),
            let move = walk.back(from: place, to: step, open: openPlaces(except: task.id))
        else { throw .unknownAction(step) }
        try follow(move, author: author, remark: remark)
    }

    private func openPlaces(except id: ID<WorkTask>) -> [Place] {
        tasks.filter { $0.kind == .step && $0.id != id }.compactMap { Place(text: $0.place) }
    }

    private func attempt(
        _ body: (CaseScope) throws(RuleFault) -> ProcessWalk.Move
    ) throws(DossierProblem) -> ProcessWalk.Move {
        do {
            return try body(scope)
        } catch {
            throw .ruleFault(error.message)
        }
    }

    private mutating func follow(
        _ move: ProcessWalk.Move, author: ID<Officer>? = nil, remark: String? = nil
    ) throws(DossierProblem) {
        for place in move.cancels {
            if let task = tasks.first(where: { $0.kind == .step && $0.place == place.text }) {
                for ask in tasks.filter({ $0.askedBy == task.id }) { close(ask, outcome: "cancelled", as: .cancelled) }
                close(task, outcome: "cancelled", as: .cancelled)
            }
        }
        for place in move.opens {
            guard let step = procedure.process.step(at: place) else { throw .unknownAction(place.text) }
            try openStep(step, at: place, assignee: author, remark: remark)
        }
        if move.hasEnded { try end(nil) }
    }

    private mutating func openStep(
        _ step: Step, at place: Place, assignee: ID<Officer>?, remark: String?
    ) throws(DossierProblem) {
        let seat: TaskSeat
        var unit = dossier.competent
        switch step.seat {
        case .officer(let role, let relation):
            seat = .officer(role)
            unit = unitStanding(as: relation)
        case .applicant: seat = .applicant
        case .system: seat = .system
        }
        var due: Instant?
        if let limit = step.limit {
            due = calendar.zone.instant(calendar.due(received: localNow, limit: limit, rule: .close).at)
        } else if let minutes = step.minutes {
            due = self.due(in: minutes)
        }
        let task = open(
            .step, step: step.id, place: place.text, seat: seat, unit: unit, due: due, remark: remark,
            assignee: assignee)
        if step.onSilence != nil, let due {
            change.timers.append(.set(.silence, due: due, task: task.id))
        }
        if step.pausesClock { pauseClock(ground: step.name.vi) }
    }

    package func unitStanding(as relation: UnitRelation) -> UnitCode {
        dossier.unit(standingAs: relation)
    }

    /// The way through the process is over: nothing stays open, and the status says so. A refusal given on the spot has
    /// no later step that releases and hands it over (`procedures.md` 1.8: 9, then 10).
    package mutating func end(_ named: DossierEnd?) throws(DossierProblem) {
        let end = named ?? (dossier.facts["decision"] == "refuse" ? .refused : .granted)
        if dossier.status == .working {
            try happen(.released, unit: dossier.competent, isOnTime: isOnTime)
            releaseClock()
        }
        if dossier.status == .released { try happen(.returned, unit: dossier.returning) }
        finish(end.outcome)
    }

    package mutating func finish(_ outcome: DossierOutcome) {
        cancelAll()
        stopClock()
        change.dossier.outcome = outcome
        change.dossier.endedAt = now
        // A released dossier has none left: its due date was met or missed then.
        guard change.dossier.releasedAt == nil else { return }
        change.timers.append(.cancel(.due, task: nil))
        change.timers.append(.cancel(.closing, task: nil))
        change.timers.append(.cancel(.acceptance, task: nil))
    }

    // MARK: - The deadline ledger

    package mutating func append(
        _ kind: DeadlineEntry.Kind, due: Instant?, remaining: Minutes? = nil, reasons: [DueReason] = [],
        ground: String, effective: Instant? = nil
    ) {
        ledgerNumber += 1
        change.ledger.append(
            DeadlineEntry(
                number: ledgerNumber, kind: kind, at: now, effective: effective ?? now, due: due, remaining: remaining,
                reasons: reasons, ground: ground, calendarRevision: calendar.revision))
    }
}
