import Store

enum MandateStore {
    private static let columns =
        "id, power, procedures, unit, valid_from, valid_to, revoked_at, decision, conditions, grantor, grantee"

    static let insert = Statement(
        """
        INSERT INTO mandate (id, grantor, grantee, power, procedures, unit, valid_from, valid_to, revoked_at, decision,
                             conditions)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?)
        """)
    static let inForce = Statement(
        """
        SELECT \(columns) FROM mandate WHERE grantee = ? AND valid_from <= ?
        AND (valid_to IS NULL OR valid_to > ?) AND (revoked_at IS NULL OR revoked_at > ?) ORDER BY id
        """)
    static let byID = Statement("SELECT \(columns) FROM mandate WHERE id = ?")
    static let ofUnit = Statement("SELECT \(columns) FROM mandate WHERE unit = ? ORDER BY valid_from DESC, id DESC")
    static let holders = Statement(
        """
        SELECT DISTINCT o.id, o.name, o.title_vi, o.title_en FROM mandate m JOIN officer o ON o.id = m.grantee
        WHERE m.unit = ? AND m.valid_from <= ? AND (m.valid_to IS NULL OR m.valid_to > ?)
        AND (m.revoked_at IS NULL OR m.revoked_at > ?) ORDER BY o.name, o.id
        """)
    static let revoke = Statement("UPDATE mandate SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL")
    static let isInForce = Statement(
        """
        SELECT id FROM mandate WHERE id = ? AND grantee = ? AND valid_from <= ?
        AND (valid_to IS NULL OR valid_to > ?) AND (revoked_at IS NULL OR revoked_at > ?)
        """)

    static let statements = [insert, inForce, byID, ofUnit, holders, revoke, isInForce]
}
