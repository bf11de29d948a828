import Store

enum SecondFactorStore {
    /// A secret nobody has proved to hold yet may be made anew; a proved one stays until it is taken away.
    static let offer = Statement(
        """
        INSERT INTO second_factor (account, secret_sealed, proved, last_step, created) VALUES (?, ?, 0, 0, ?)
        ON CONFLICT (account) DO UPDATE SET secret_sealed = excluded.secret_sealed, created = excluded.created
        WHERE second_factor.proved = 0
        """)
    static let byAccount = Statement("SELECT secret_sealed, proved FROM second_factor WHERE account = ?")
    /// One code opens once: whoever saw it typed cannot use it again.
    static let use = Statement(
        "UPDATE second_factor SET last_step = ?, proved = 1 WHERE account = ? AND last_step < ?")
    static let remove = Statement("DELETE FROM second_factor WHERE account = ?")

    static let insertSpare = Statement("INSERT INTO spare_code (account, code_index) VALUES (?, ?)")
    static let useSpare = Statement("DELETE FROM spare_code WHERE account = ? AND code_index = ?")
    static let removeSpares = Statement("DELETE FROM spare_code WHERE account = ?")
    static let countSpares = Statement("SELECT COUNT(*) FROM spare_code WHERE account = ?")

    static let statements = [
        offer, byAccount, use, remove, insertSpare, useSpare, removeSpares, countSpares,
    ]
}
