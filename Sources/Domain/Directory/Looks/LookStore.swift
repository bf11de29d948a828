import Store

enum LookStore {
    static let insert = Statement(
        """
        INSERT INTO access_log (id, subject, officer, dossier, quarter, at, role, unit, purpose, fields, sealed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
        ON CONFLICT (subject, quarter, officer, dossier, purpose, fields) DO NOTHING
        """)
    static let ofSubject = Statement(
        """
        SELECT l.id, l.at, l.role, l.unit, l.purpose, l.fields, l.dossier, l.officer, o.name
        FROM access_log l LEFT JOIN officer o ON o.id = l.officer
        WHERE l.subject = ? AND l.quarter <= ? AND l.at < ? AND (? = '' OR l.unit = ?)
        ORDER BY l.quarter DESC, l.at DESC, l.id DESC LIMIT ?
        """)
    static let unitsOfSubject = Statement("SELECT DISTINCT unit FROM access_log WHERE subject = ? ORDER BY unit")
    private static let entry = """
        SELECT l.id, l.at, l.officer, l.role, l.unit, l.purpose, l.fields, l.subject, l.dossier, o.name, l.sealed
        FROM access_log l LEFT JOIN officer o ON o.id = l.officer
        """
    private static let narrowed = """
        AND (? = '' OR l.unit = ?) AND (? = '' OR l.purpose = ?) AND l.id < ? ORDER BY l.id DESC LIMIT ?
        """
    static let readAll = Statement("\(entry) WHERE l.id >= ? AND l.at >= ? AND l.at < ? \(narrowed)")
    static let readByOfficer = Statement("\(entry) WHERE l.officer = ? AND l.at >= ? AND l.at < ? \(narrowed)")
    static let readBySubject = Statement(
        """
        \(entry) WHERE l.subject = ? AND l.quarter >= ? AND l.quarter <= ? AND l.at >= ? AND l.at < ? \(narrowed)
        """)
    /// Also the lists that named it.
    static let readByDossier = Statement(
        """
        \(entry) WHERE l.id >= ? AND l.at >= ? AND l.at < ?
        AND (l.dossier = ? OR (l.subject = 0 AND l.fields || ' ' LIKE ?)) \(narrowed)
        """)
    static let unsealed = Statement(
        """
        SELECT id, subject, officer, dossier, quarter, at, role, unit, purpose, fields
        FROM access_log WHERE sealed = 0 AND at < ? ORDER BY id LIMIT ?
        """)
    static let covered = Statement(
        """
        SELECT id, subject, officer, dossier, quarter, at, role, unit, purpose, fields
        FROM access_log WHERE sealed = ? ORDER BY id
        """)
    static let seal = Statement("UPDATE access_log SET sealed = ? WHERE sealed = 0 AND at < ? AND id <= ?")
    static let insertSeal = Statement("INSERT INTO access_seal (id, at, looks, hash) VALUES (?, ?, ?, ?)")
    static let sealHash = Statement("SELECT hash, looks FROM access_seal WHERE id = ?")

    static let statements = [
        insert, ofSubject, unitsOfSubject, readAll, readByOfficer, readBySubject, readByDossier, unsealed, covered,
        seal,
        insertSeal, sealHash,
    ]
}
