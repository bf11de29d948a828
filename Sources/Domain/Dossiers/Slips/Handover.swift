import Catalogue
package import Civic
import Directory

/// One time a dossier went from hand to hand, read from its tasks and its journal.
package struct Handover: Sendable, Equatable {
    /// How the giver kept its own time (Circular 01/2018, form 05; Circular 03/2025, form 06).
    package enum Timing: String, Sendable, Equatable {
        case early, onTime, late

        var words: String {
            switch self {
            case .early: "Trước hạn"
            case .onTime: "Đúng hạn"
            case .late: "Quá hạn"
            }
        }
    }

    package let giver: UnitCode
    /// Nil: the applicant, when the result is handed over.
    package let taker: UnitCode?
    package let at: Instant
    /// Empty where the name was erased, or nobody acted.
    package let giverName: String
    package let takerName: String
    /// Nil where the giver had no time of its own.
    package let timing: Timing?
    /// The step that begins with it.
    package let task: WorkTask?
}

extension Handover {
    /// Every hand-over of a dossier, from the counter to the applicant, in order.
    static func all(of view: DossierView, in zone: CityZone) -> [Handover] {
        let held = view.tasks.filter { $0.seat != .system && $0.state != .cancelled }
            .sorted { ($0.openedAt, $0.id.rawValue) < ($1.openedAt, $1.id.rawValue) }
        let events = view.history.filter { !$0.wasUndone }
        func name(at instant: Instant) -> String {
            events.last { $0.at == instant && !$0.actorName.isEmpty }?.actorName ?? ""
        }

        var handovers: [Handover] = []
        for task in held where task.kind != .check {
            // Whoever closed work at the moment this began gave it; a branch that waited has the last before it.
            let before = held.filter {
                $0.id != task.id && $0.askedBy == nil && ($0.closedAt.map { $0 <= task.openedAt } ?? false)
            }.max { ($0.closedAt ?? $0.openedAt) < ($1.closedAt ?? $1.openedAt) }
            let asking = task.askedBy.flatMap { asking in held.first { $0.id == asking } }
            handovers.append(
                Handover(
                    giver: asking?.unit ?? before?.unit ?? view.dossier.receiving,
                    taker: task.seat == .applicant ? nil : task.unit,
                    at: task.openedAt, giverName: name(at: task.openedAt),
                    takerName: task.closedAt.map(name) ?? "",
                    timing: asking == nil ? before.flatMap { timing($0, zone) } : nil, task: task))
            // Who was asked gives it back with the answer.
            if let asking, let answered = task.closedAt {
                handovers.append(
                    Handover(
                        giver: task.unit, taker: asking.unit, at: answered, giverName: name(at: answered),
                        takerName: asking.closedAt.map(name) ?? "", timing: timing(task, zone), task: asking))
            }
        }
        if let returned = events.last(where: { $0.event == .returned }) {
            let last = held.last { $0.closedAt == returned.at }
            handovers.append(
                Handover(
                    giver: view.dossier.returning, taker: nil, at: returned.at, giverName: returned.actorName,
                    takerName: view.dossier.applicantName, timing: last.flatMap { timing($0, zone) }, task: nil))
        }
        // Of two at one moment the one that was written first stays first.
        return handovers.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    /// On the day it was due is on time; on an earlier day is early.
    private static func timing(_ task: WorkTask, _ zone: CityZone) -> Timing? {
        guard let due = task.due, let closed = task.closedAt else { return nil }
        if closed > due { return .late }
        return zone.day(closed) < zone.day(due) ? .early : .onTime
    }
}
