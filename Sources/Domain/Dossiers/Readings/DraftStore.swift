package import Store

package enum DraftStore {
    private static let columns = """
        id, owner, procedure, procedure_version, channel, answers, papers, page, revision, saved_at, expires
        """
    package static let insert = Statement("INSERT INTO draft (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    package static let update = Statement(
        """
        UPDATE draft SET procedure_version = ?, answers = ?, papers = ?, page = ?, revision = ?, saved_at = ?, expires = ?
        WHERE id = ? AND revision = ?
        """)
    package static let byID = Statement("SELECT \(columns) FROM draft WHERE id = ?")
    package static let ofOwner = Statement(
        "SELECT \(columns) FROM draft WHERE owner = ? AND expires > ? ORDER BY id DESC LIMIT 100")
    package static let takeOver = Statement(
        "UPDATE draft SET owner = ?, expires = ? WHERE id = ? AND owner = ? AND expires > ?")
    package static let delete = Statement("DELETE FROM draft WHERE id = ? AND owner = ?")
    package static let expired = Statement("SELECT id FROM draft WHERE expires <= ? ORDER BY expires LIMIT 100")
    package static let remove = Statement("DELETE FROM draft WHERE id = ? AND expires <= ?")

    package static let statements: [Statement] = [insert, update, byID, ofOwner, takeOver, delete, expired, remove]
}
