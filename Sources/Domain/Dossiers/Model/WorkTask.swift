import Catalogue
package import Civic
package import Directory

/// A piece of work somebody holds: at a step of the process, at intake, or asked of another unit.
package struct WorkTask: Sendable, Codable, Equatable {
    package let id: ID<WorkTask>
    package let dossier: ID<Dossier>
    package let kind: TaskKind
    /// The step of the process, or the ask's id; for the house's own steps a name such as `intake.check`.
    package let step: String
    /// Where in the process tree, `2.0.1`; empty outside the tree.
    package let place: String
    package let seat: TaskSeat
    package var unit: UnitCode
    package var assignee: ID<Officer>?
    package let openedAt: Instant
    package var due: Instant?
    package var state: TaskState
    /// The action or answer that closed it.
    package var outcome: String?
    package var closedBy: ID<Subject>?
    package var closedAt: Instant?
    /// For work asked of another unit: the task that asked.
    package let askedBy: ID<WorkTask>?
    /// What was asked, or the reason it was sent back with.
    package let remark: String?
}

package enum TaskKind: String, Sendable, Codable {
    /// The counter's check before acceptance.
    case check
    /// The head of the desk decides a proposed refusal.
    case refusalReview = "refusal_review"
    /// The leader approves a further supplement round.
    case supplementApproval = "supplement_approval"
    /// An officer confirms the stop of a dossier whose supplement never came.
    case stopReview = "stop_review"
    case step
    case verification
    case consultation
}

package enum TaskState: String, Sendable, Codable {
    case open
    /// Sleeps while the dossier waits for the resident or for money.
    case waiting
    case closed
    case cancelled
}

/// Who may do it: a role in the task's unit, the applicant, or the house.
package enum TaskSeat: Sendable, Hashable {
    case officer(Role)
    case applicant
    case system

    package var text: String {
        switch self {
        case .officer(let role): role.rawValue
        case .applicant: "applicant"
        case .system: "system"
        }
    }

    package init?(text: String) {
        switch text {
        case "applicant": self = .applicant
        case "system": self = .system
        default:
            guard let role = Role(rawValue: text) else { return nil }
            self = .officer(role)
        }
    }
}

extension TaskSeat: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let seat = TaskSeat(text: text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no such seat"))
        }
        self = seat
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
