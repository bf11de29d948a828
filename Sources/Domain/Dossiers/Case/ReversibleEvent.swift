import Catalogue
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
            let event = EventName(kind: line.header.kind), let before = HistoryReader.beforeImage(line.body)
        else { return nil }
        return ReversibleEvent(
            version: line.header.streamSeq, event: event, by: line.header.actor.retyped(), until: until, before: before)
    }
}

extension CaseWork {
    /// Restores what the action found. The ledger keeps both lines: what was written, and that it was taken back.
    package mutating func undo(_ last: ReversibleEvent) throws(DossierProblem) {
        let found = last.before
        let clock = (dossier.clock, dossier.due)
        let asleep = dossier.status == .awaitingSupplement
        // A check that was sent to sleep was watched before.
        let ended = found.tasks.filter { task in
            asleep && task.kind == .check || !tasks.contains { $0.id == task.id }
        }
        for task in tasks where !found.tasks.contains(where: { $0.id == task.id }) {
            close(task, outcome: "undone", as: .cancelled)
        }
        for task in found.tasks { reopen(task) }
        change.dossier.restore(found.dossier)
        takeBack(last.event)
        if asleep {
            change.taskSleep = .wake
            change.timers.append(.cancel(.closing, task: nil))
        }
        if clock != (dossier.clock, dossier.due) {
            let isRunning = dossier.clock == .running
            append(
                .undone, due: isRunning ? dossier.due : nil, remaining: dossier.remaining, ground: last.event.rawValue)
            if isRunning, let due = dossier.due {
                change.timers.append(.set(.due, due: due, task: nil))
            } else {
                change.timers.append(.cancel(.due, task: nil))
            }
        }
        // Only clocks that the action ended run again: one that had fired before it does not fire twice.
        let since = last.until.adding(seconds: -UndoPolicy.seconds)
        for task in ended {
            guard let due = task.due, due > since else { continue }
            if task.kind == .check {
                watchCheck(task)
            } else if task.askedBy != nil || (try? step(of: task))?.onSilence != nil {
                change.timers.append(.set(.silence, due: due, task: task.id))
            }
        }
    }
}
