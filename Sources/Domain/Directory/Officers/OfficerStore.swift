import Store

enum OfficerStore {
    /// After every day that is written.
    static let noEnd = SQLValue.text("9999-12-31")

    static let insertSubject = Statement(
        "INSERT INTO subject (id, kind, person, organisation) VALUES (?, 'person', NULL, NULL)")
    static let insert = Statement(
        "INSERT INTO officer (id, subject, unit, name, title_vi, title_en) VALUES (?, ?, ?, ?, ?, ?)")
    static let insertWithPhone = Statement(
        "INSERT INTO officer (id, subject, unit, name, title_vi, title_en, phone) VALUES (?, ?, ?, ?, ?, ?, ?)")
    static let describe = Statement(
        "UPDATE officer SET name = ?, title_vi = ?, title_en = ?, phone = ? WHERE id = ?")
    static let insertPost = Statement(
        "INSERT INTO post (id, officer, role, unit, valid_from, valid_to) VALUES (?, ?, ?, ?, ?, ?)")
    static let endPost = Statement(
        """
        UPDATE post SET valid_to = ? WHERE officer = ? AND role = ? AND unit = ?
        AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)
        """)
    /// The same role at the same unit in a time that touches this one.
    static let touchingPost = Statement(
        """
        SELECT id FROM post WHERE officer = ? AND role = ? AND unit = ? AND valid_from <= ?
        AND (valid_to IS NULL OR valid_to >= ?) LIMIT 1
        """)
    static let everyPost = Statement(
        "SELECT role, unit, valid_from, valid_to FROM post WHERE officer = ? ORDER BY valid_from, id")
    static let everyOpenPost = Statement(
        """
        SELECT officer, role, unit, valid_from, valid_to FROM post WHERE valid_to IS NULL OR valid_to >= ?
        ORDER BY officer, id
        """)
    static let anyAdministrator = Statement(
        """
        SELECT a.id FROM post p JOIN officer o ON o.id = p.officer JOIN account a ON a.subject = o.subject
        WHERE p.role = 'city_admin' AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)
        AND a.closed = 0 LIMIT 1
        """)
    static let posts = Statement(
        """
        SELECT role, unit FROM post WHERE officer = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)
        ORDER BY id
        """)
    static let deputised = Statement(
        """
        SELECT p.role, p.unit, a.officer FROM absence a JOIN post p ON p.officer = a.officer
        WHERE a.deputy = ? AND a.valid_from <= ? AND a.valid_to >= ?
        AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?) ORDER BY p.id
        """)
    static let unitOf = Statement("SELECT unit FROM officer WHERE id = ?")
    static let subjectsOfUnit = Statement("SELECT subject, name FROM officer WHERE unit = ? ORDER BY name, id")
    static let nameOfSubject = Statement("SELECT name FROM officer WHERE subject = ?")
    static let nameOf = Statement("SELECT name, title_vi, title_en, unit, subject FROM officer WHERE id = ?")
    static let ofUnit = Statement(
        """
        SELECT o.id, o.name, o.title_vi, o.title_en, p.role,
               (SELECT MAX(a.deputy) FROM absence a WHERE a.officer = o.id AND a.valid_from <= ? AND a.valid_to >= ?),
               (SELECT COUNT(*) FROM absence a WHERE a.officer = o.id AND a.valid_from <= ? AND a.valid_to >= ?)
        FROM post p JOIN officer o ON o.id = p.officer
        WHERE p.unit = ? AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)
        ORDER BY o.name, o.id, p.id
        """)
    static let accounts = Statement(
        """
        \(staffColumns) WHERE o.unit = ? ORDER BY o.name, o.id, a.id
        """)
    private static let staffColumns = """
        SELECT o.id, o.name, o.title_vi, o.title_en, a.login, a.closed, o.phone, o.unit,
               CAST(CASE WHEN a.password = 'none' THEN 0 ELSE 1 END AS BIGINT),
               CAST(COALESCE(f.proved, 0) AS BIGINT)
        FROM officer o LEFT JOIN account a ON a.subject = o.subject
        LEFT JOIN second_factor f ON f.account = a.id
        """
    static let everybody = Statement(staffColumns + " ORDER BY o.name, o.id, a.id")
    static let member = Statement(staffColumns + " WHERE o.id = ? ORDER BY a.id LIMIT 1")
    static let absencesOf = Statement(
        """
        SELECT a.valid_from, a.valid_to, d.name FROM absence a LEFT JOIN officer d ON d.id = a.deputy
        WHERE a.officer = ? AND a.valid_to >= ? ORDER BY a.valid_from
        """)
    static let allPosts = Statement(
        """
        SELECT p.officer, p.role, p.unit, p.valid_from, p.valid_to FROM officer o JOIN post p ON p.officer = o.id
        WHERE o.unit = ? ORDER BY p.officer, p.id
        """)
    static let holders = Statement(
        """
        SELECT DISTINCT o.subject FROM post p JOIN officer o ON o.id = p.officer
        WHERE p.unit = ? AND p.role = ? AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)
        """)
    static let deputies = Statement(
        """
        SELECT DISTINCT d.subject FROM post p JOIN absence a ON a.officer = p.officer JOIN officer d ON d.id = a.deputy
        WHERE p.unit = ? AND p.role = ? AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)
        AND a.valid_from <= ? AND a.valid_to >= ?
        """)
    static let insertAbsence = Statement(
        "INSERT INTO absence (id, officer, valid_from, valid_to, deputy) VALUES (?, ?, ?, ?, ?)")
    static let overlapping = Statement(
        "SELECT id FROM absence WHERE officer = ? AND valid_from <= ? AND valid_to >= ? LIMIT 1")
    static let clearAbsences = Statement("DELETE FROM absence WHERE officer = ? AND valid_from <= ? AND valid_to >= ?")

    static let statements = [
        insertSubject, insert, insertWithPhone, describe, insertPost, touchingPost, everyPost, everyOpenPost,
        anyAdministrator,
        everybody, member, absencesOf, endPost, posts, deputised, unitOf, nameOf, nameOfSubject, subjectsOfUnit,
        ofUnit, accounts,
        allPosts,
        holders,
        deputies, insertAbsence, overlapping, clearAbsences,
    ]
}
