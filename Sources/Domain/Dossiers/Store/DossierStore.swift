package import Store

/// Every statement of the case engine that changes or reads one dossier.
package enum DossierStore {
    static let columns = """
        id, version, code, reference, procedure, procedure_version, channel, status, outcome, applicant, applicant_name,
        submitter, assisted_by, receiving, competent, return_point, lodged_at, accepted_at, due, original_due, released_at,
        ended_at, clock, remaining, rounds, begun, apologised, facts, correction_of
        """

    package static let insert = Statement(
        """
        INSERT INTO dossier (\(columns), applicant_folded, four_hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    /// The lock of every use case: it changes one row or the version was not the expected one. An engine writes an
    /// index again for every column that is set, changed or not: so there is a statement for each set of those columns.
    static func update(_ indexed: IndexedColumns) -> Statement { updates[indexed.rawValue] }

    private static let updates = (0..<8).map { number in
        let columns = IndexedColumns(rawValue: number).names.map { ", \($0) = ?" }.joined()
        return Statement(
            """
            UPDATE dossier SET version = ?, status = ?, outcome = ?, due = ?, original_due = ?, released_at = ?,
                clock = ?, remaining = ?, rounds = ?, begun = ?, apologised = ?, facts = ?\(columns)
            WHERE id = ? AND version = ?
            """)
    }
    package static let byID = Statement("SELECT \(columns) FROM dossier WHERE id = ?")
    /// With the last number of its deadline ledger.
    package static let stateByID = Statement(
        """
        SELECT \(columns), (SELECT COALESCE(MAX(number), 0) FROM deadline_entry WHERE dossier = dossier.id)
        FROM dossier WHERE id = ?
        """)
    package static let idByCode = Statement("SELECT id FROM dossier WHERE code = ?")
    package static let idByReference = Statement("SELECT id FROM dossier WHERE reference = ?")
    /// Those that have not ended, by the words people know them by.
    static let unended = Statement(
        """
        SELECT COALESCE(code, reference) FROM dossier WHERE id < ? AND status NOT IN (3, 7, 8, 10)
        ORDER BY id LIMIT ?
        """)
    static let released = Statement(
        """
        SELECT id FROM dossier WHERE applicant = ? AND procedure = ? AND released_at IS NOT NULL
        ORDER BY id DESC LIMIT 20
        """)
    package static let fourHash = Statement("SELECT four_hash FROM dossier WHERE id = ?")
    package static let version = Statement("SELECT version FROM dossier WHERE id = ?")
    package static let insertLedger = Statement(
        """
        INSERT INTO deadline_entry (dossier, number, kind, at, effective, due, remaining, reasons, ground, calendar)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    package static let ledger = Statement(
        """
        SELECT number, kind, at, effective, due, remaining, reasons, ground, calendar
        FROM deadline_entry WHERE dossier = ? ORDER BY number
        """)

    package static let insertParty = Statement(
        "INSERT INTO party (dossier, number, part, role, subject, kind, name) VALUES (?, ?, ?, ?, ?, ?, ?)")
    package static let parties = Statement(
        "SELECT part, role, subject, kind, name FROM party WHERE dossier = ? ORDER BY number")
    static let isParty = Statement("SELECT number FROM party WHERE dossier = ? AND subject = ?")

    package static let insertAnswers = Statement(
        "INSERT INTO dossier_answers (dossier, version, answers) VALUES (?, ?, ?)")
    package static let answers = Statement(
        "SELECT answers FROM dossier_answers WHERE dossier = ? ORDER BY version DESC LIMIT 1")

    package static let lastPaper = Statement("SELECT COALESCE(MAX(number), 0) FROM filed_paper WHERE dossier = ?")
    package static let insertPaper = Statement(
        "INSERT INTO filed_paper (dossier, number, document, upload, name) VALUES (?, ?, ?, ?, ?)")
    package static let papers = Statement(
        "SELECT document, upload, name FROM filed_paper WHERE dossier = ? ORDER BY number")

    package static let putSupplement = Statement(
        """
        INSERT INTO supplement_request (dossier, round, state, items, requested_at, closes_at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (dossier, round, state) DO UPDATE
        SET items = excluded.items, requested_at = excluded.requested_at, closes_at = excluded.closes_at
        """)
    package static let supplements = Statement(
        """
        SELECT round, state, items, requested_at, closes_at FROM supplement_request
        WHERE dossier = ? ORDER BY requested_at DESC, round DESC
        """)

    package static let putPayment = Statement(
        """
        INSERT INTO payment (dossier, fee, name_vi, name_en, due, borne, to_pay, receipt, paid_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (dossier, fee) DO UPDATE SET due = excluded.due, borne = excluded.borne, to_pay = excluded.to_pay,
            receipt = excluded.receipt, paid_at = excluded.paid_at
        """)
    package static let payments = Statement(
        """
        SELECT fee, name_vi, name_en, due, borne, to_pay, receipt, paid_at FROM payment WHERE dossier = ? ORDER BY fee
        """)

    package static let insertNote = Statement(
        "INSERT INTO dossier_note (id, dossier, author, author_name, at, text) VALUES (?, ?, ?, ?, ?, ?)")
    package static let notes = Statement(
        "SELECT at, author_name, text FROM dossier_note WHERE dossier = ? ORDER BY id DESC LIMIT 200")

    static let replacePaper = Statement(
        "UPDATE filed_paper SET upload = ?, name = ? WHERE dossier = ? AND upload = ?")
    static let moveCheck = Statement("UPDATE paper_check SET upload = ? WHERE dossier = ? AND upload = ?")
    static let putCheck = Statement(
        """
        INSERT INTO paper_check (dossier, upload, officer, officer_name, at, fields) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (dossier, upload) DO UPDATE SET officer = excluded.officer, officer_name = excluded.officer_name,
            at = excluded.at, fields = excluded.fields
        """)
    static let removeCheck = Statement("DELETE FROM paper_check WHERE dossier = ? AND upload = ?")
    static let checks = Statement(
        "SELECT upload, officer, officer_name, at, fields FROM paper_check WHERE dossier = ? ORDER BY upload")

    package static let putRelation = Statement(
        """
        INSERT INTO dossier_relation (dossier, other, relation) VALUES (?, ?, ?)
        ON CONFLICT (dossier, other) DO UPDATE SET relation = excluded.relation
        """)
    package static let relations = Statement(
        """
        SELECT r.other, COALESCE(d.code, d.reference), r.relation
        FROM dossier_relation r JOIN dossier d ON d.id = r.other WHERE r.dossier = ? ORDER BY r.other
        """)

    /// Gapless: a transaction that rolls back gives its number back.
    package static let nextNumber = Statement(
        """
        INSERT INTO number_counter (unit, day, last) VALUES (?, ?, 1)
        ON CONFLICT (unit, day) DO UPDATE SET last = number_counter.last + 1 RETURNING last
        """)
    package static let nextBookNumber = Statement(
        """
        INSERT INTO book_counter (book, unit, year, last) VALUES (?, ?, ?, 1)
        ON CONFLICT (book, unit, year) DO UPDATE SET last = book_counter.last + 1 RETURNING last
        """)

    /// With how many of three persons are locked: the one question of a lodging asks both.
    package static let insertKey = Statement(
        """
        INSERT INTO request_key (actor, route, key, body_hash, answer, expires) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (actor, route, key) DO NOTHING
        RETURNING expires, (SELECT COUNT(*) FROM person_lock WHERE subject IN (?, ?, ?))
        """)
    package static let key = Statement(
        "SELECT body_hash, answer FROM request_key WHERE actor = ? AND route = ? AND key = ?")
    package static let expireKeys = Statement("DELETE FROM request_key WHERE expires < ?")

    package static let statements: [Statement] =
        [
            insert, byID, idByCode, released, idByReference, unended, fourHash, version, stateByID, insertLedger,
            ledger,
            insertParty,
            parties, isParty, insertAnswers, answers, lastPaper, insertPaper, papers, putSupplement, supplements,
            putPayment,
            payments, insertNote, notes, replacePaper, moveCheck, putCheck, removeCheck, checks, putRelation, relations,
            nextNumber,
            nextBookNumber, insertKey, key, expireKeys,
        ] + updates
}

/// The columns of a dossier that stand in indexes, by what changes them.
struct IndexedColumns: OptionSet {
    let rawValue: Int

    /// It got its number.
    static let code = IndexedColumns(rawValue: 1)
    /// It went to another unit.
    static let units = IndexedColumns(rawValue: 2)
    static let end = IndexedColumns(rawValue: 4)

    fileprivate var names: [String] {
        (contains(.code) ? ["code", "accepted_at"] : [])
            + (contains(.units) ? ["receiving", "competent", "return_point"] : [])
            + (contains(.end) ? ["ended_at"] : [])
    }
}
