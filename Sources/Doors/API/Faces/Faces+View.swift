import Catalogue
import Civic
import Directory
import Dossiers
import Rules

extension Faces {
    static let task = Face<WorkTask>(
        "Task",
        [
            .id("id") { $0.id },
            .id("dossier") { $0.dossier },
            .text("kind") { $0.kind.rawValue },
            .text("step") { $0.step },
            .text("seat") { $0.seat.text },
            .text("unit") { $0.unit.text },
            .optionalID("assignee") { $0.assignee },
            .instant("openedAt") { $0.openedAt },
            .optionalInstant("due") { $0.due },
            .text("state") { $0.state.rawValue },
            .optionalText("outcome") { $0.outcome },
            .optionalInstant("closedAt") { $0.closedAt },
            .optionalText("remark") { $0.remark },
        ])

    static let offeredAction = Face<OfferedAction>(
        "OfferedAction",
        [
            .text("id") { $0.id },
            .words("label") { $0.label },
            .boolean("primary") { $0.isPrimary },
            .text("reason") { $0.needsReason.rawValue },
            .optionalWords("blockedBecause") { $0.blockedBecause },
            .boolean("reversible") { $0.isReversible },
        ])

    /// An open task with what the caller may press on it.
    struct TaskWithActions: Sendable {
        let task: WorkTask
        let actions: [OfferedAction]
    }

    static let taskWithActions = Face<TaskWithActions>(
        "OpenTask", [.face("task", task) { $0.task }, .list("actions", offeredAction) { $0.actions }])

    /// What who goes on needs to know after a step, without another look.
    static let progress = Face<CaseProgress>(
        "Progress",
        [
            .integer("version") { $0.version },
            .face("status", status) { $0.dossier.status },
            .boolean("unpaid") { $0.dossier.isUnpaid },
            .list("openTasks", task) { $0.openTasks },
        ])

    static let note = Face<DossierNote>(
        "Note", [.instant("at") { $0.at }, .text("author") { $0.authorName }, .text("text") { $0.text }])

    static let related = Face<RelatedDossier>(
        "RelatedDossier",
        [.id("dossier") { $0.dossier }, .text("label") { $0.label }, .text("relation") { $0.relation }])

    static let historyLine = Face<HistoryLine>(
        "HistoryLine",
        [
            .integer("number") { $0.number },
            .oneOf("event") { $0.event },
            .instant("at") { $0.at },
            .instant("effective") { $0.effective },
            .text("actorName") { $0.actorName },
            .optionalText("unit") { $0.unit },
            .text("text") { $0.text },
            .optionalText("step") { $0.step },
            .boolean("undone") { $0.wasUndone },
        ])

    static let undo = Face<UndoOffer>(
        "UndoOffer", [.oneOf("event") { $0.event }, .instant("until") { $0.until }])

    struct WholeView: Sendable {
        let view: DossierView
        let open: [TaskWithActions]
    }

    static let view = Face<WholeView>(
        "DossierView",
        [
            .face("dossier", dossier) { $0.view.dossier },
            .list("openTasks", taskWithActions) { $0.open },
            .list("tasks", task) { $0.view.tasks },
            .list("deadlines", ledgerEntry) { $0.view.ledger },
            .list("parties", party) { $0.view.parties },
            .list("units", dossierUnit) { $0.view.units },
            Face.Member("answers", .answers(most: 2_000)) { $0.view.answers.json },
            .list("papers", paper) { $0.view.papers },
            .list("payments", payment) { $0.view.payments },
            .optionalFace("supplement", supplement) { $0.view.supplement },
            .list("notes", note) { $0.view.notes },
            .list("related", related) { $0.view.related },
            .list("history", historyLine) { $0.view.history },
            .optionalFace("undo", undo) { $0.view.undo },
        ])
}
