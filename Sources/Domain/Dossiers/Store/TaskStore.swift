import Civic
import Directory
package import Store

/// Statements of the open work.
package enum TaskStore {
    /// Stands where a task has no due time, so that lists page by `(due, id)` alone.
    package static let noDue: Int64 = 253_402_300_799_000

    static let columns = """
        id, dossier, kind, step, place, seat, unit, assignee, opened_at, due, state, outcome, closed_by, closed_at,
        asked_by, remark
        """
    package static let insert = Statement(
        "INSERT INTO task (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    package static let update = Statement(
        """
        UPDATE task SET unit = ?, assignee = ?, due = ?, state = ?, outcome = ?, closed_by = ?, closed_at = ?
        WHERE id = ?
        """)
    package static let byID = Statement("SELECT \(columns) FROM task WHERE id = ?")
    package static let ofDossier = Statement("SELECT \(columns) FROM task WHERE dossier = ? ORDER BY id")
    /// Who did that step of the dossier last.
    package static let lastDone = Statement(
        "SELECT closed_by FROM task WHERE dossier = ? AND step = ? AND state = 'closed' ORDER BY id DESC LIMIT 1")
    /// The house's own work waits with the dossier; what another unit was asked it can go on answering.
    package static let sleep = Statement(
        """
        UPDATE task SET state = 'waiting'
        WHERE dossier = ? AND state = 'open' AND closed_at IS NULL AND asked_by IS NULL
        """)
    package static let wake = Statement(
        "UPDATE task SET state = 'open' WHERE dossier = ? AND state = 'waiting' AND closed_at IS NULL")
    package static let openSystem = Statement(
        """
        SELECT \(columns) FROM task
        WHERE seat = 'system' AND state = 'open' AND closed_at IS NULL AND id > ? ORDER BY id LIMIT 100
        """)

    /// Dossiers with open work of a unit.
    static let dossiersOfUnit = Statement(
        """
        SELECT DISTINCT dossier FROM task
        WHERE unit = ? AND closed_at IS NULL AND dossier > ? ORDER BY dossier LIMIT 100
        """)

    /// Found through a unit's open tasks, which are few: the dossiers are not.
    static let dueBetween = Statement(
        """
        SELECT d.id, COALESCE(d.code, d.reference), d.procedure, d.competent, d.due
        FROM task t JOIN dossier d ON d.id = t.dossier
        WHERE t.unit = ? AND t.closed_at IS NULL AND d.due >= ? AND d.due < ?
        """)

    package static let statements: [Statement] = [
        insert, update, byID, ofDossier, lastDone, sleep, wake, openSystem, dossiersOfUnit, dueBetween,
    ]

    static func insertValues(_ task: WorkTask) -> [SQLValue] {
        [
            .id(task.id), .id(task.dossier), .text(task.kind.rawValue), .text(task.step), .text(task.place),
            .text(task.seat.text), .text(task.unit.text), .id(task.assignee), .instant(task.openedAt),
            .int(task.due?.milliseconds ?? noDue), .text(task.state.rawValue), .optional(task.outcome),
            .id(task.closedBy), .instant(task.closedAt), .id(task.askedBy), .optional(task.remark),
        ]
    }

    static func updateValues(_ task: WorkTask) -> [SQLValue] {
        [
            .text(task.unit.text), .id(task.assignee), .int(task.due?.milliseconds ?? noDue),
            .text(task.state.rawValue), .optional(task.outcome), .id(task.closedBy), .instant(task.closedAt),
            .id(task.id),
        ]
    }

    static func isOpen(_ row: any Row) -> Bool { row.isNull(13) }

    static func isAnsweredAsk(_ row: any Row) -> Bool {
        !row.isNull(14) && row.text(10) == TaskState.closed.rawValue
    }

    /// Reads the columns in order, starting at `offset`.
    static func decode(_ row: any Row, _ offset: Int = 0) throws -> WorkTask {
        guard let kind = TaskKind(rawValue: row.text(offset + 2)), let seat = TaskSeat(text: row.text(offset + 5)),
            let state = TaskState(rawValue: row.text(offset + 10))
        else { throw StoreError.damaged("task \(row.int(offset)) holds a word the engine does not know") }
        let due = row.int(offset + 9)
        return WorkTask(
            id: row.id(offset), dossier: row.id(offset + 1), kind: kind, step: row.text(offset + 3),
            place: row.text(offset + 4), seat: seat, unit: try UnitCode(stored: row.text(offset + 6)),
            assignee: row.optionalID(offset + 7), openedAt: row.instant(offset + 8),
            due: due == noDue ? nil : Instant(milliseconds: due), state: state,
            outcome: row.optionalText(offset + 11), closedBy: row.optionalID(offset + 12),
            closedAt: row.optionalInstant(offset + 13), askedBy: row.optionalID(offset + 14),
            remark: row.optionalText(offset + 15))
    }
}

extension UnitCode {
    /// A code from our own database; anything else there is damage.
    init(stored text: String) throws(StoreError) {
        do {
            try self.init(text)
        } catch {
            throw .damaged("a unit column holds \(text)")
        }
    }
}
