package import Store

/// Who is locked because a death was entered.
package enum PersonLockStore {
    /// A corrected date stands in the place of the first.
    static let lock = Statement(
        """
        INSERT INTO person_lock (subject, dossier, died_on, locked_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (subject) DO UPDATE SET died_on = excluded.died_on
        """)
    /// Only the lock that the named dossier made.
    static let unlock = Statement("DELETE FROM person_lock WHERE subject = ? AND dossier = ?")
    static let bySubject = Statement("SELECT dossier, died_on, locked_at FROM person_lock WHERE subject = ?")
    static let openOfApplicant = Statement(
        "SELECT id FROM dossier WHERE applicant = ? AND ended_at IS NULL ORDER BY id LIMIT 100")

    package static let statements: [Statement] = [lock, unlock, bySubject, openOfApplicant]
}
