import Store

enum AccountStore {
    static let insert = Statement(
        """
        INSERT INTO account (id, login, subject, kind, password, language, demo, closed, created)
        VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (login) DO NOTHING
        """)
    static let byLogin = Statement(
        "SELECT id, password, closed, kind, demo FROM account WHERE login = ?")
    static let loginTaken = Statement("SELECT id FROM account WHERE login = ? AND kind <> 'officer'")
    static let passwordOf = Statement("SELECT password, login FROM account WHERE id = ?")
    static let setPassword = Statement("UPDATE account SET password = ? WHERE id = ?")
    static let setLanguage = Statement("UPDATE account SET language = ? WHERE id = ?")
    static let close = Statement("UPDATE account SET closed = 1 WHERE id = ?")
    static let closeOfSubject = Statement(
        "UPDATE account SET closed = 1 WHERE subject = ? AND kind = 'resident' AND closed = 0")
    static let reopenOfSubject = Statement(
        "UPDATE account SET closed = 0 WHERE subject = ? AND kind = 'resident' AND closed = 1")
    static let endSessionsOfSubject = Statement(
        "DELETE FROM session WHERE account IN (SELECT id FROM account WHERE subject = ?)")
    static let bySubject = Statement("SELECT id FROM account WHERE subject = ? ORDER BY id")
    static let anyDemo = Statement("SELECT id FROM account WHERE demo = 1 LIMIT 1")

    static let insertSession = Statement(
        """
        INSERT INTO session (token_hash, account, on_behalf_of, created, last_seen, expires, purpose)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    static let resolve = Statement(
        """
        SELECT s.account, s.on_behalf_of, s.created, s.last_seen, s.expires, s.purpose,
               a.subject, a.kind, a.language, a.demo, a.closed, p.name, o.id, o.unit, o.name,
               s.view_role, s.view_unit
        FROM session s
        JOIN account a ON a.id = s.account
        JOIN subject b ON b.id = a.subject
        LEFT JOIN person p ON p.id = b.person
        LEFT JOIN officer o ON o.subject = a.subject
        WHERE s.token_hash = ?
        """)
    static let ofAccount = Statement(
        """
        SELECT token_hash, created, last_seen, purpose FROM session WHERE account = ? AND expires > ?
        ORDER BY last_seen DESC, token_hash LIMIT 50
        """)
    static let touch = Statement("UPDATE session SET last_seen = ? WHERE token_hash = ? AND last_seen < ?")
    static let actFor = Statement("UPDATE session SET on_behalf_of = ? WHERE token_hash = ?")
    static let view = Statement("UPDATE session SET view_role = ?, view_unit = ? WHERE token_hash = ?")
    static let endSession = Statement("DELETE FROM session WHERE token_hash = ?")
    static let endSessions = Statement("DELETE FROM session WHERE account = ?")
    static let endOtherSessions = Statement("DELETE FROM session WHERE account = ? AND token_hash <> ?")
    static let countSessions = Statement("SELECT COUNT(*) FROM session WHERE expires > ?")
    static let sweepSessions = Statement("DELETE FROM session WHERE expires <= ?")

    static let preference = Statement("SELECT value FROM preference WHERE account = ? AND name = ?")
    static let messagePreferences = Statement(
        """
        SELECT name, value FROM preference WHERE account = ? AND name IN
            ('messages.email', 'messages.texts', 'messages.email.confirmed', 'messages.phone.confirmed')
        """)
    static let forgetPreferences = Statement(
        "DELETE FROM preference WHERE account IN (SELECT id FROM account WHERE subject = ?)")
    static let setPreference = Statement(
        """
        INSERT INTO preference (account, name, value) VALUES (?, ?, ?)
        ON CONFLICT (account, name) DO UPDATE SET value = excluded.value
        """)

    static let statements = [
        insert, byLogin, loginTaken, passwordOf, setPassword, setLanguage, close, closeOfSubject, reopenOfSubject,
        endSessionsOfSubject, bySubject, anyDemo, insertSession, resolve, ofAccount, touch, actFor, view, endSession,
        endSessions,
        endOtherSessions, countSessions, sweepSessions, preference, messagePreferences, forgetPreferences,
        setPreference,
    ]
}
