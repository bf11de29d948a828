package import Store

package enum KeyStatements {
    private static let keyColumns = "id, owner_kind, owner, algorithm, chain, created, retired_at"

    static let holder = Statement("SELECT salt, sealed, rounds, tries_left, version FROM key_holder WHERE officer = ?")
    static let addHolder = Statement(
        "INSERT INTO key_holder (officer, salt, sealed, rounds, tries_left, version, created) VALUES (?, ?, ?, ?, ?, 1, ?)"
    )
    static let close = Statement(
        "UPDATE key_holder SET salt = ?, sealed = ?, rounds = ?, tries_left = ?, version = version + 1 WHERE officer = ? AND version = ?"
    )
    static let removeHolder = Statement("DELETE FROM key_holder WHERE officer = ?")
    static let removeGrants = Statement("DELETE FROM key_grant WHERE first_holder = ? OR second_holder = ?")
    static let takeTry = Statement(
        "UPDATE key_holder SET tries_left = tries_left - 1, version = version + 1 WHERE officer = ? AND version = ? AND tries_left > 0"
    )
    static let giveTries = Statement("UPDATE key_holder SET tries_left = ?, version = version + 1 WHERE officer = ?")
    static let addKey = Statement("INSERT INTO signing_key (\(keyColumns)) VALUES (?, ?, ?, ?, ?, ?, NULL)")
    static let addGrant = Statement(
        "INSERT INTO key_grant (signing_key, first_holder, second_holder, sealed) VALUES (?, ?, ?, ?)")
    static let keyOf = Statement(
        "SELECT \(keyColumns) FROM signing_key WHERE owner_kind = ? AND owner = ? AND retired_at IS NULL ORDER BY id DESC LIMIT 1"
    )
    static let retire = Statement(
        "UPDATE signing_key SET retired_at = ? WHERE owner_kind = ? AND owner = ? AND retired_at IS NULL")
    static let grant = Statement(
        "SELECT sealed FROM key_grant WHERE signing_key = ? AND first_holder = ? AND second_holder = ?")
    static let holdersOf = Statement("SELECT first_holder, second_holder FROM key_grant WHERE signing_key = ?")

    static let opened = Statement("SELECT sealed, until FROM opened_secret WHERE session = ? AND officer = ?")
    static let addOpened = Statement("INSERT INTO opened_secret (session, officer, sealed, until) VALUES (?, ?, ?, ?)")
    static let touchOpened = Statement(
        "UPDATE opened_secret SET until = ? WHERE session = ? AND officer = ? AND until < ?")
    static let lockOpened = Statement("DELETE FROM opened_secret WHERE session = ? AND officer = ?")
    static let lockSession = Statement("DELETE FROM opened_secret WHERE session = ?")
    static let lockHolder = Statement("DELETE FROM opened_secret WHERE officer = ?")
    static let sweepOpened = Statement("DELETE FROM opened_secret WHERE until <= ?")

    package static let all = [
        holder, addHolder, close, removeHolder, removeGrants, takeTry, giveTries, addKey, addGrant, keyOf, retire,
        grant, holdersOf, opened, addOpened, touchOpened, lockOpened, lockSession, lockHolder, sweepOpened,
    ]
}
