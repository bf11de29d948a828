package import Civic
package import Directory
import Journal
import Store

/// The last event of a dossier with what undo needs of it.
package struct ReversibleEvent: Sendable {
    package let version: Int64
    package let event: EventName
    package let by: ID<Subject>
    package let until: Instant
    package let before: BeforeImage

    static func last(of dossier: ID<Dossier>, in transaction: any Transaction) throws -> ReversibleEvent? {
        guard let line = try HistoryReader.last(of: dossier, in: transaction), let until = line.header.releasedAt,
            let event = HistoryReader.name(of: line.header.kind), let before = HistoryReader.beforeImage(line.body)
        else { return nil }
        return ReversibleEvent(
            version: line.header.streamSeq, event: event, by: line.header.actor.retyped(), until: until, before: before)
    }
}

extension CaseWork {
    /// Restores what the action found. The ledger keeps both lines: what was written, and that it was taken back.
    package mutating func undo(_ last: ReversibleEvent) throws(DossierProblem) {
        let found = last.before
        let version = dossier.version
        let wasPaused = dossier.clock == .paused
        let asleep = dossier.status == .awaitingSupplement
        for task in tasks where !found.tasks.contains(where: { $0.id == task.id }) {
            close(task, outcome: "undone", as: .cancelled)
        }
        for task in found.tasks { reopen(task) }
        let code = change.dossier.code
        change.dossier = found.dossier
        change.dossier.version = version
        change.dossier.code = code
        takeBack(last.event)
        if asleep {
            change.taskSleep = .wake
            change.timers.append(.cancel(.closing, task: nil))
        }
        if let due = dossier.due, dossier.clock == .running, wasPaused {
            append(.undone, due: due, ground: last.event.rawValue)
            change.timers.append(.set(.due, due: due, task: nil))
        }
        if dossier.acceptedAt == nil, let check = found.tasks.first(where: { $0.kind == .check }), let due = check.due {
            change.timers.append(.set(.acceptance, due: due, task: nil))
        }
        for task in found.tasks where task.seat == .applicant || task.askedBy != nil {
            if let due = task.due { change.timers.append(.set(.silence, due: due, task: task.id)) }
        }
    }
}
