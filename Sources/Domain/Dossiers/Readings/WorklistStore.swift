import Civic
import Directory
package import Store

/// The lists of a desk. Each is a walk along one index in the order of due times, whatever the size of the city.
package enum WorklistStore {
    private static let taskColumns = TaskStore.columns.split(separator: ",").map {
        "t." + $0.trimmingWhitespace
    }.joined(separator: ", ")
    private static let head = """
        SELECT \(taskColumns), d.version, COALESCE(d.code, d.reference), d.procedure, d.applicant_name, d.status, d.due,
            d.clock
        FROM task t JOIN dossier d ON d.id = t.dossier
        """
    private static let page = "AND (t.due, t.id) > (?, ?) ORDER BY t.due, t.id LIMIT ?"

    package static let bySeat = Statement(
        "\(head) WHERE t.unit = ? AND t.seat = ? AND t.state = 'open' AND t.closed_at IS NULL \(page)")
    package static let waiting = Statement(
        "\(head) WHERE t.unit = ? AND t.seat = ? AND t.state = 'waiting' AND t.closed_at IS NULL \(page)")
    package static let unassigned = Statement(
        """
        \(head) WHERE t.unit = ? AND t.seat = ? AND t.state = 'open' AND t.closed_at IS NULL AND t.assignee IS NULL
        \(page)
        """)
    package static let overdue = Statement(
        """
        \(head) WHERE t.unit = ? AND t.seat = ? AND t.state = 'open' AND t.closed_at IS NULL AND t.due < ?
        \(page)
        """)
    package static let mine = Statement(
        "\(head) WHERE t.assignee = ? AND t.state = 'open' AND t.closed_at IS NULL \(page)")

    package static let countBySeat = Statement(
        """
        SELECT COUNT(*), COALESCE(SUM(CASE WHEN assignee IS NULL THEN 1 ELSE 0 END), 0),
            COALESCE(SUM(CASE WHEN due < ? THEN 1 ELSE 0 END), 0)
        FROM (SELECT assignee, due FROM task
            WHERE unit = ? AND seat = ? AND state = 'open' AND closed_at IS NULL LIMIT 1001) AS capped
        """)
    package static let countWaiting = Statement(
        """
        SELECT COUNT(*) FROM (SELECT 1 AS one FROM task
            WHERE unit = ? AND seat = ? AND state = 'waiting' AND closed_at IS NULL LIMIT 1001) AS capped
        """)
    package static let countMine = Statement(
        """
        SELECT COUNT(*) FROM (SELECT 1 AS one FROM task
            WHERE assignee = ? AND state = 'open' AND closed_at IS NULL LIMIT 1001) AS capped
        """)

    private static let doneHead = """
        SELECT id, version, COALESCE(code, reference), procedure, applicant_name, status, due, clock, ended_at, receiving
        FROM dossier
        """
    package static let doneByCompetent = Statement(
        """
        \(doneHead) WHERE competent = ? AND ended_at IS NOT NULL AND ended_at >= ? ORDER BY ended_at DESC, id DESC LIMIT ?
        """)
    package static let doneByReceiving = Statement(
        """
        \(doneHead) WHERE receiving = ? AND ended_at IS NOT NULL AND ended_at >= ? ORDER BY ended_at DESC, id DESC LIMIT ?
        """)
    package static let byCompetentName = Statement(
        """
        \(doneHead) WHERE competent = ? AND applicant_folded >= ? AND applicant_folded < ?
        ORDER BY applicant_folded, id LIMIT ?
        """)
    package static let byReceivingName = Statement(
        """
        \(doneHead) WHERE receiving = ? AND applicant_folded >= ? AND applicant_folded < ?
        ORDER BY applicant_folded, id LIMIT ?
        """)

    private static let mineHead = """
        SELECT d.id, COALESCE(d.code, d.reference), d.procedure, d.status, d.outcome, d.lodged_at, d.due,
            (SELECT MIN(t.due) FROM task t
                WHERE t.dossier = d.id AND t.seat = 'applicant' AND t.state = 'open' AND t.closed_at IS NULL)
        FROM dossier d
        """
    package static let ofApplicant = Statement("\(mineHead) WHERE d.applicant = ? ORDER BY d.id DESC LIMIT ?")
    package static let ofSubmitter = Statement(
        "\(mineHead) WHERE d.submitter = ? AND d.submitter <> d.applicant ORDER BY d.id DESC LIMIT ?")

    package static let notices = Statement(
        """
        SELECT n.position, n.dossier, COALESCE(d.code, d.reference), n.event, n.at, n.read_at
        FROM notice n JOIN dossier d ON d.id = n.dossier WHERE n.subject = ? AND n.at <= ?
        ORDER BY n.position DESC LIMIT ?
        """)
    package static let takeBackNotice = Statement(
        "DELETE FROM notice WHERE subject = ? AND dossier = ? AND event = ? AND at > ?")
    package static let markRead = Statement(
        "UPDATE notice SET read_at = ? WHERE subject = ? AND position = ? AND read_at IS NULL")
    package static let insertNotice = Statement(
        """
        INSERT INTO notice (subject, position, dossier, event, at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (subject, position) DO NOTHING
        """)

    package static let statements: [Statement] = [
        bySeat, waiting, unassigned, overdue, mine, countBySeat, countWaiting, countMine, doneByCompetent,
        doneByReceiving, byCompetentName, byReceivingName, ofApplicant, ofSubmitter, notices, takeBackNotice, markRead,
        insertNotice,
    ]
}

extension Substring {
    fileprivate var trimmingWhitespace: String { String(filter { !$0.isWhitespace }) }
}
