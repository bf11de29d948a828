import Civic
import Journal
import Store

/// A dossier's timers in the journal's timer table: at most one of a kind for a dossier, or for a task of it.
enum CaseTimers {
    static func apply(
        _ changes: [TimerChange], to dossier: ID<Dossier>, version: Int64, ids: [ID<EventTimer>],
        in transaction: any Transaction
    ) throws {
        for (change, id) in zip(changes, ids) {
            let stream: ID<EventStream> = dossier.retyped()
            try Timers.cancel(stream, kind: change.kind, in: transaction)
            if case .set(_, let due, _) = change {
                try Timers.set(
                    EventTimer(id: id, due: due, stream: stream, kind: change.kind, streamSeq: version),
                    in: transaction)
            }
        }
    }

    /// Only what the changes come to in the end: a timer cancelled and set again is written once.
    static func settled(_ changes: [TimerChange], isNew: Bool) -> [TimerChange] {
        var last: [String: Int] = [:]
        for (index, change) in changes.enumerated() { last[change.kind] = index }
        return changes.enumerated().filter { last[$0.element.kind] == $0.offset }.map(\.element).filter {
            // A new dossier has no timers to cancel.
            if case .cancel = $0 { !isNew } else { true }
        }
    }
}

extension TimerChange {
    /// The timer's word in the journal: `dossier.due`, `dossier.silence/<task>`.
    var kind: String {
        switch self {
        case .set(let timer, _, let task), .cancel(let timer, let task):
            "dossier.\(timer.rawValue)" + (task.map { "/\($0)" } ?? "")
        }
    }

    /// Reads the word back; nil for timers of other rooms.
    static func parse(_ kind: String) -> (CaseTimer, ID<WorkTask>?)? {
        guard kind.hasPrefix("dossier.") else { return nil }
        let parts = kind.dropFirst("dossier.".count).split(separator: "/")
        guard let first = parts.first, let timer = CaseTimer(rawValue: String(first)) else { return nil }
        return (timer, parts.count > 1 ? ID(parts[1]) : nil)
    }
}
