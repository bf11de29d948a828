import Catalogue
import Directory
import Dossiers

/// The one quick action of a row: what its task asks of who reads the list.
struct RowAct {
    /// Of the text `officer_act_…`.
    private(set) var name = "view"
    /// Pressed in the list itself; everything else opens a page.
    private(set) var isClaim = false
    /// Opens the checklist rather than the case.
    private(set) var opensCheck = false

    /// - Parameter step: of the task, where it is one of the procedure's.
    init(_ row: WorklistRow, step: Step?, by actor: Actor) {
        guard row.task.state == .open, case .officer(let role) = row.task.seat, Self.sits(role, row, step, actor) else {
            return
        }
        switch row.task.kind {
        case .check: (name, opensCheck) = ("check", true)
        case .refusalReview, .supplementApproval, .stopReview: name = "decide"
        case .verification, .consultation: name = "answer"
        case .step:
            switch step?.kind {
            case .sign: name = "sign"
            case .seal: name = "seal"
            case .assign: name = "assign"
            case .handOver: name = "return"
            default: (name, isClaim) = row.task.assignee == nil ? ("claim", true) : ("go_on", false)
            }
        }
    }

    /// His seat, by a post or a mandate, and the work in nobody else's hands.
    private static func sits(_ role: Role, _ row: WorklistRow, _ step: Step?, _ actor: Actor) -> Bool {
        guard let officer = actor.officer else { return false }
        if let holder = row.task.assignee, holder != officer.officer { return false }
        if officer.holds(role, at: row.task.unit) { return true }
        guard let power = step?.mandate else { return false }
        return officer.mandates.contains { $0.reaches(power: power, at: row.task.unit, procedure: row.procedure) }
    }
}
