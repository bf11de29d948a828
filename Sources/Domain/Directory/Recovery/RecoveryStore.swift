import Store

enum RecoveryStore {
    private static let columns = """
        SELECT r.id, r.kind, r.officer, o.name, a.login, o.unit, r.reason, r.asked_by, q.name, r.asked_at, r.expires,
               r.state, d.name, r.decided_at, r.units, r.of_house, r.told
        FROM recovery r JOIN officer o ON o.id = r.officer JOIN account a ON a.id = r.account
        JOIN officer q ON q.id = r.asked_by LEFT JOIN officer d ON d.id = r.decided_by
        """
    static let insert = Statement(
        """
        INSERT INTO recovery (id, kind, account, officer, units, of_house, reason, asked_by, asked_at, expires, state,
                              decided_by, decided_at, told)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'asked', NULL, NULL, 0)
        """)
    static let byID = Statement(columns + " WHERE r.id = ?")
    static let since = Statement(columns + " WHERE r.asked_at >= ? ORDER BY r.asked_at DESC, r.id DESC LIMIT 500")
    static let waiting = Statement(columns + " WHERE r.state = 'asked' AND r.expires > ? ORDER BY r.expires, r.id")
    static let ofOfficer = Statement(columns + " WHERE r.officer = ? ORDER BY r.id DESC LIMIT 50")
    static let untold = Statement("SELECT COUNT(*) FROM recovery WHERE officer = ? AND told = 0")
    static let tell = Statement("UPDATE recovery SET told = 1 WHERE officer = ? AND told = 0")
    static let open = Statement(
        "SELECT id FROM recovery WHERE account = ? AND kind = ? AND state = 'asked' AND expires > ? LIMIT 1")
    /// Told anew: that it was decided is news too.
    static let decide = Statement(
        """
        UPDATE recovery SET state = ?, decided_by = ?, decided_at = ?, told = 0
        WHERE id = ? AND state = 'asked' AND expires > ?
        """)

    static let account = Statement(
        """
        SELECT a.id, a.login, a.closed, a.password FROM account a JOIN officer o ON o.subject = a.subject
        WHERE o.id = ? AND a.kind = 'officer' ORDER BY a.id LIMIT 1
        """)
    static let accountOf = Statement("SELECT account FROM recovery WHERE id = ?")
    static let reopen = Statement("UPDATE account SET closed = 0 WHERE id = ?")

    static let insertLink = Statement(
        "INSERT INTO entry_link (token_hash, account, created, expires) VALUES (?, ?, ?, ?)")
    static let link = Statement(
        """
        SELECT l.account, a.login FROM entry_link l JOIN account a ON a.id = l.account
        WHERE l.token_hash = ? AND l.expires > ? AND a.closed = 0
        """)
    static let useLink = Statement("DELETE FROM entry_link WHERE token_hash = ? AND expires > ?")
    static let removeLinks = Statement("DELETE FROM entry_link WHERE account = ?")
    static let sweepLinks = Statement("DELETE FROM entry_link WHERE expires <= ?")

    static let statements = [
        insert, byID, since, waiting, ofOfficer, untold, tell, open, decide, account, accountOf, reopen, insertLink,
        link, useLink, removeLinks, sweepLinks,
    ]
}
