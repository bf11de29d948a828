import Civic
import Directory
import Door
import Dossiers

/// The due date as one row and, when it has passed, as a notice of its own: how late, who answers for it, what happens.
struct DueWords {
    let house: House
    let context: HouseContext

    func model(_ detail: TrackingView.Detail) -> Model {
        let words = house.pages.words(context)
        if detail.isMirrored {
            return ["due_text": detail.due.map { house.time($0, context) } ?? words["fact_owner_clock"]]
        }
        switch detail.clock {
        case .paused: return ["due_text": pause(detail, words)]
        case .notStarted: return ["due_text": words["fact_not_started"]]
        case .stopped: return [:]
        case .running: break
        }
        guard let due = detail.due.map({ house.time($0, context) }) else { return [:] }
        guard let days = detail.lateDays else { return ["due_text": due] }
        let late = Self.late(days, words)
        return [
            "due_text": "\(due) – \(late)", "is_late": true, "late_title": words["late_title", ["late": late]],
            "late_who": words["late_who", ["due": due, "unit": house.unitName(detail.responsible, context.language)]],
        ]
    }

    /// What the clock waits for, by name.
    private func pause(_ detail: TrackingView.Detail, _ words: Words) -> String {
        if let action = detail.needsAction { return words["pause_\(action.word)"] }
        let units = detail.holders.map { house.unitName($0.unit, context.language) }
        return units.isEmpty ? words["fact_paused"] : words["pause_unit", ["unit": units.joined(separator: ", ")]]
    }

    /// `quá hạn 2 ngày làm việc`
    static func late(_ days: Int, _ words: Words) -> String {
        switch days {
        case 0: words["late_today"]
        case 1: words["late_one"]
        default: words["late_days", ["n": String(days)]]
        }
    }
}

extension TrackingView.NeededAction {
    /// The name of its texts.
    var word: String {
        switch self {
        case .supplement: "supplement"
        case .proof: "proof"
        case .payment: "payment"
        case .collect: "collect"
        }
    }
}
