package import Store

package enum PapersStore {
    private static let columns =
        "id, owner, link, document, name, kind, bytes, sha256, blob_key, created, erased_at"

    static let insert = Statement(
        "INSERT INTO upload (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)")
    static let byID = Statement("SELECT \(columns) FROM upload WHERE id = ?")
    static let byLink = Statement(
        "SELECT \(columns) FROM upload WHERE link = ? AND erased_at IS NULL ORDER BY document, id")
    static let page = Statement("SELECT \(columns) FROM upload WHERE id > ? ORDER BY id LIMIT ?")
    static let file = Statement(
        "UPDATE upload SET link = ? WHERE id = ? AND erased_at IS NULL AND (owner = ? OR link = ?)")
    static let discard = Statement("DELETE FROM upload WHERE link = ?")
    static let remove = Statement("DELETE FROM upload WHERE id = ? AND link = ? AND erased_at IS NULL")
    static let erase = Statement("UPDATE upload SET erased_at = ?, name = '' WHERE id = ? AND erased_at IS NULL")
    static let isNamed = Statement("SELECT id FROM upload WHERE blob_key = ? AND erased_at IS NULL")

    package static let statements = [insert, byID, byLink, page, file, discard, remove, erase, isNamed]
}
