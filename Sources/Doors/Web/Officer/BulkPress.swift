import Catalogue
import Civic
import Directory
import Dossiers

/// The rows of one press on a list, and those it leaves out.
struct BulkPress {
    let house: House
    var rows: [WorklistRow]
    /// Named before anything is asked or done.
    var leftOut: [WorklistRow] = []
    let list: String
    let words: OfficerWords
    let actor: Actor

    init(house: House, rows: [WorklistRow], list: String, words: OfficerWords, actor: Actor) {
        self.house = house
        self.rows = rows
        self.list = list
        self.words = words
        self.actor = actor
    }

    func only(_ isDoable: (WorklistRow) -> Bool) -> BulkPress {
        var press = self
        press.rows = rows.filter(isDoable)
        press.leftOut += rows.filter { !isDoable($0) }
        return press
    }

    /// The step's main action, where the procedure lets it be done to many at once and the seat is this officer's.
    func bulkAction(_ row: WorklistRow) -> StepAction? {
        guard row.task.kind == .step, row.task.state == .open,
            let step = house.procedure(row.procedure)?.steps.first(where: { $0.id == row.task.step }),
            RowAct(row, step: step, by: actor).name != "view"
        else { return nil }
        let bulk = step.actions.filter(\.bulk)
        return bulk.first(where: \.isPrimary) ?? bulk.first
    }

    var model: Model {
        var model: Model = [
            "wants_officer_css": true, "list": list, "back": words.base + list, "rows": rows.map(line),
            "picked": rows.map { Picked(id: $0.task.id, version: $0.version).text }.joined(separator: " "),
        ]
        if !leftOut.isEmpty {
            model["has_left_out"] = true
            model["left_out"] = leftOut.map(line)
        }
        return model
    }

    private func line(_ row: WorklistRow) -> Model {
        [
            "row_code": row.label, "row_name": row.applicantName, "row_step": words.step(row.task, of: row.procedure),
        ]
    }
}
