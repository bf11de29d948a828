package import Store

package enum PapersStore {
    private static let columns = """
        id, owner, link, document, name, kind, bytes, sha256, blob_key, created, erased_at, shared_key, held_until,
        erase_at
        """

    static let insert = Statement(
        "INSERT INTO upload (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, NULL, NULL)")
    static let byID = Statement("SELECT \(columns) FROM upload WHERE id = ?")
    static let byLink = Statement(
        "SELECT \(columns) FROM upload WHERE link = ? AND erased_at IS NULL ORDER BY document, id")
    static let linkOf = Statement("SELECT link FROM upload WHERE id = ? AND erased_at IS NULL")
    static let page = Statement("SELECT \(columns) FROM upload WHERE id > ? ORDER BY id LIMIT ?")
    /// What was handed in; a result once it is released.
    static let byOwner = Statement(
        """
        SELECT \(columns) FROM upload WHERE owner = ? AND erased_at IS NULL AND id < ?
            AND (document <> 'result' OR EXISTS (SELECT 1 FROM result
                WHERE result.owner = upload.owner AND result.upload = upload.id AND result.released_at IS NOT NULL))
        ORDER BY id DESC LIMIT ?
        """)
    /// Results that hold.
    static let given = Statement(
        """
        SELECT \(columns) FROM upload WHERE owner = ? AND document = 'result' AND erased_at IS NULL
            AND EXISTS (SELECT 1 FROM result
                WHERE result.owner = upload.owner AND result.upload = upload.id AND result.state = 'released')
        ORDER BY id DESC LIMIT 50
        """)
    static let byDocument = Statement(
        """
        SELECT \(columns) FROM upload WHERE owner = ? AND document = ? AND erased_at IS NULL
        ORDER BY id DESC LIMIT 50
        """)
    /// Of one owner, with the same bytes.
    static let twins = Statement(
        "SELECT \(columns) FROM upload WHERE owner = ? AND sha256 = ? AND erased_at IS NULL ORDER BY id DESC")
    /// Changes nothing and keeps the row until the transaction ends: nobody erases its bytes meanwhile.
    static let hold = Statement("UPDATE upload SET bytes = bytes WHERE id = ? AND owner = ? AND erased_at IS NULL")
    static let file = Statement(
        "UPDATE upload SET link = ? WHERE id = ? AND erased_at IS NULL AND (owner = ? OR link = ?)")
    static let discard = Statement("DELETE FROM upload WHERE link = ?")
    static let remove = Statement("DELETE FROM upload WHERE id = ? AND link = ? AND erased_at IS NULL")
    static let erase = Statement("UPDATE upload SET erased_at = ?, name = '' WHERE id = ? AND erased_at IS NULL")
    static let delete = Statement(
        """
        UPDATE upload SET erased_at = ?, name = '' WHERE id = ? AND owner = ? AND erased_at IS NULL AND held_until <= ?
        """)
    static let isNamed = Statement(
        """
        SELECT id FROM upload WHERE blob_key = ? AND shared_key IS NULL AND erased_at IS NULL
        UNION ALL SELECT id FROM upload WHERE shared_key = ? AND erased_at IS NULL
        """)
    static let keep = Statement("UPDATE upload SET held_until = ?, erase_at = ? WHERE id = ? AND link = ?")
    static let due = Statement(
        """
        SELECT \(columns) FROM upload WHERE erase_at IS NOT NULL AND erased_at IS NULL AND erase_at <= ?
        ORDER BY erase_at, id LIMIT 100
        """)
    static let eraseDue = Statement(
        "UPDATE upload SET erased_at = ?, name = '' WHERE id = ? AND erased_at IS NULL AND erase_at <= ?")

    package static let statements = [
        insert, byID, byLink, linkOf, page, byOwner, given, byDocument, twins, hold, file, discard, remove, erase,
        delete,
        isNamed, keep, due, eraseDue,
    ]
}
