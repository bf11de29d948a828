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

    /// The same lists with `WorklistFilter` applied before the page is cut. A late list is a range of the due times.
    private static let filter = """
        AND t.due < ?
        AND (? = '' OR ? = CASE WHEN d.clock = 'paused' OR t.state = 'waiting' THEN 'paused' ELSE 'other' END)
        AND (? = 0 OR ? = CASE WHEN (t.due - ?) * 2 <= t.due - t.opened_at THEN 1 ELSE 2 END)
        \(filterSubject("d."))
        """
    private static func filterSubject(_ alias: String) -> String {
        """
        AND (? = '' OR ? LIKE '%,' || \(alias)procedure || ',%')
        AND (? = '' OR (' ' || \(alias)applicant_folded) LIKE ? ESCAPE '\\'
            OR COALESCE(\(alias)code, \(alias)reference) LIKE ? ESCAPE '\\')
        """
    }
    package static let bySeatFiltered = Statement(
        "\(head) WHERE t.unit = ? AND t.seat = ? AND t.state = 'open' AND t.closed_at IS NULL \(filter) \(page)")
    package static let waitingFiltered = Statement(
        "\(head) WHERE t.unit = ? AND t.seat = ? AND t.state = 'waiting' AND t.closed_at IS NULL \(filter) \(page)")
    package static let unassignedFiltered = Statement(
        """
        \(head) WHERE t.unit = ? AND t.seat = ? AND t.state = 'open' AND t.closed_at IS NULL AND t.assignee IS NULL
        \(filter) \(page)
        """)
    package static let mineFiltered = Statement(
        "\(head) WHERE t.assignee = ? AND t.state = 'open' AND t.closed_at IS NULL \(filter) \(page)")

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
    /// Of a queue of which only some procedures are within reach.
    package static let countReached = Statement(
        """
        SELECT COUNT(*), COALESCE(SUM(CASE WHEN assignee IS NULL THEN 1 ELSE 0 END), 0),
            COALESCE(SUM(CASE WHEN due < ? THEN 1 ELSE 0 END), 0)
        FROM (SELECT t.assignee, t.due FROM task t JOIN dossier d ON d.id = t.dossier
            WHERE t.unit = ? AND t.seat = ? AND t.state = 'open' AND t.closed_at IS NULL
            AND ? LIKE '%,' || d.procedure || ',%' LIMIT 1001) AS capped
        """)
    package static let countWaitingReached = Statement(
        """
        SELECT COUNT(*) FROM (SELECT 1 AS one FROM task t JOIN dossier d ON d.id = t.dossier
            WHERE t.unit = ? AND t.seat = ? AND t.state = 'waiting' AND t.closed_at IS NULL
            AND ? LIKE '%,' || d.procedure || ',%' LIMIT 1001) AS capped
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
        \(doneHead) WHERE competent = ? AND ended_at IS NOT NULL AND ended_at >= ? AND (ended_at, id) < (?, ?)
        \(filterSubject("")) ORDER BY ended_at DESC, id DESC LIMIT ?
        """)
    package static let doneByReceiving = Statement(
        """
        \(doneHead) WHERE receiving = ? AND ended_at IS NOT NULL AND ended_at >= ? AND (ended_at, id) < (?, ?)
        \(filterSubject("")) ORDER BY ended_at DESC, id DESC LIMIT ?
        """)
    private static let doneTail = """
        ended_at IS NOT NULL AND ended_at >= ? AND ? LIKE '%,' || procedure || ',%'
        ORDER BY ended_at DESC, id DESC LIMIT 1001
        """
    package static let countDoneByCompetent = Statement("SELECT id FROM dossier WHERE competent = ? AND \(doneTail)")
    package static let countDoneByReceiving = Statement("SELECT id FROM dossier WHERE receiving = ? AND \(doneTail)")
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

    /// A row stays behind at a unit that handed the dossier on: there it finds nothing any more.
    package static let byWord = Statement(
        """
        SELECT d.id, d.version, COALESCE(d.code, d.reference), d.procedure, d.applicant_name, d.status, d.due, d.clock,
            d.ended_at, d.receiving
        FROM dossier_name n JOIN dossier d ON d.id = n.dossier
        WHERE n.unit = ? AND n.folded >= ? AND n.folded < ? AND (d.competent = n.unit OR d.receiving = n.unit)
        ORDER BY n.folded, n.dossier LIMIT ?
        """)
    package static let insertName = Statement(
        """
        INSERT INTO dossier_name (unit, folded, dossier) VALUES (?, ?, ?)
        ON CONFLICT (unit, folded, dossier) DO NOTHING
        """)

    private static let mineHead = """
        SELECT d.id, COALESCE(d.code, d.reference), d.procedure, d.status, d.outcome, d.lodged_at, d.due,
            (SELECT MIN(t.due) FROM task t
                WHERE t.dossier = d.id AND t.seat = 'applicant' AND t.state = 'open' AND t.closed_at IS NULL)
        FROM dossier d
        """
    /// What waits for the resident, or all the rest; `DossierDesk.needed` says the same of a row.
    private static let mineTail = """
        AND d.id < ? AND ? = CASE WHEN d.status IN (\(DossierStatus.awaitingSupplement.rawValue),
            \(DossierStatus.awaitingPayment.rawValue), \(DossierStatus.released.rawValue))
            OR EXISTS (SELECT 1 AS one FROM task t
                WHERE t.dossier = d.id AND t.seat = 'applicant' AND t.state = 'open' AND t.closed_at IS NULL)
            THEN 1 ELSE 0 END
        ORDER BY d.id DESC LIMIT ?
        """
    package static let ofApplicant = Statement("\(mineHead) WHERE d.applicant = ? \(mineTail)")
    package static let ofSubmitter = Statement(
        "\(mineHead) WHERE d.submitter = ? AND d.submitter <> d.applicant \(mineTail)")
    package static let ofJoint = Statement(
        """
        \(mineHead) JOIN party p ON p.dossier = d.id AND p.part = 'joint'
        WHERE p.subject = ? AND d.applicant <> p.subject AND d.submitter <> p.subject \(mineTail)
        """)

    package static let notices = Statement(
        """
        SELECT n.position, n.dossier, COALESCE(d.code, d.reference), n.event, n.at, n.read_at
        FROM notice n JOIN dossier d ON d.id = n.dossier WHERE n.subject = ? AND n.at <= ?
        ORDER BY n.position DESC LIMIT ?
        """)
    /// Of the newest hundred, which are what the page shows.
    package static let unreadNotices = Statement(
        """
        SELECT COUNT(*) FROM (SELECT read_at FROM notice WHERE subject = ? AND at <= ?
            ORDER BY position DESC LIMIT 100) AS capped WHERE read_at IS NULL
        """)
    package static let markAllRead = Statement(
        "UPDATE notice SET read_at = ? WHERE subject = ? AND position <= ? AND read_at IS NULL")
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
        bySeat, waiting, unassigned, overdue, mine, bySeatFiltered, waitingFiltered, unassignedFiltered, mineFiltered,
        countBySeat, countWaiting, countReached, countWaitingReached, countMine, doneByCompetent,
        doneByReceiving, countDoneByCompetent, countDoneByReceiving, byCompetentName, byReceivingName, byWord,
        insertName, ofApplicant, ofSubmitter, ofJoint, notices, unreadNotices, markAllRead, takeBackNotice, markRead,
        insertNotice,
    ]
}

extension Substring {
    fileprivate var trimmingWhitespace: String { String(filter { !$0.isWhitespace }) }
}
