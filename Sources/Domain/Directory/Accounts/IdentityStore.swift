import Store

enum IdentityStore {
    static let byHolder = Statement(
        """
        SELECT i.account, a.subject, a.login, a.closed FROM identity i JOIN account a ON a.id = i.account
        WHERE i.issuer = ? AND i.holder = ?
        """)
    /// Those that are open come first.
    static let residentOf = Statement(
        """
        SELECT id, login, closed FROM account WHERE subject = ? AND kind = 'resident'
        ORDER BY closed, id LIMIT 1
        """)
    static let put = Statement(
        """
        INSERT INTO identity (issuer, holder, account, level, used) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (issuer, holder) DO UPDATE SET level = excluded.level, used = excluded.used
        """)
    static let ofAccount = Statement(
        """
        SELECT i.level, a.password FROM identity i JOIN account a ON a.id = i.account
        WHERE i.account = ? ORDER BY i.used DESC LIMIT 1
        """)

    static let forget = Statement(
        "DELETE FROM identity WHERE account IN (SELECT id FROM account WHERE subject = ?)")

    static let statements = [byHolder, residentOf, put, ofAccount, forget]
}
