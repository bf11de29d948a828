import Civic
package import Store

package enum ResultStore {
    private static let columns =
        """
        id, code, dossier, owner, paper, version, name_vi, name_en, number, unit, holder, upload, sha256, place, state,
            signed_at, sealed_at, released_at, ended_at, reason, replaced_by, event, events, erased_at
        """

    static let insert = Statement(
        """
        INSERT INTO result (\(columns))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'signed', ?, NULL, NULL, NULL, '', NULL, ?, 1, NULL)
        """)
    static let byCode = Statement("SELECT \(columns) FROM result WHERE code = ?")
    static let byHash = Statement("SELECT \(columns) FROM result WHERE sha256 = ?")
    static let byDossier = Statement("SELECT \(columns) FROM result WHERE dossier = ? ORDER BY id")
    static let byOwner = Statement(
        "SELECT \(columns) FROM result WHERE owner = ? AND released_at IS NOT NULL ORDER BY id DESC LIMIT 200")
    /// Signed and sent back: another signature comes, on another paper.
    static let unreleased = Statement("SELECT id, upload FROM result WHERE dossier = ? AND released_at IS NULL")
    static let remove = Statement("DELETE FROM result WHERE id = ? AND released_at IS NULL")
    static let seal = Statement(
        """
        UPDATE result SET upload = ?, sha256 = ?, sealed_at = ?, event = ?, events = events + 1
        WHERE id = ? AND events = ?
        """)
    static let release = Statement(
        """
        UPDATE result SET state = 'released', released_at = ?, event = ?, events = events + 1
        WHERE id = ? AND events = ? AND state = 'signed'
        """)
    static let end = Statement(
        """
        UPDATE result SET state = ?, ended_at = ?, reason = ?, replaced_by = ?, event = ?, events = events + 1
        WHERE id = ? AND events = ? AND state = 'released'
        """)
    static let eraseByOwner = Statement(
        "UPDATE result SET holder = '', reason = '', erased_at = ? WHERE owner = ? AND erased_at IS NULL")
    static let eraseByDossier = Statement(
        "UPDATE result SET holder = '', reason = '', erased_at = ? WHERE dossier = ? AND erased_at IS NULL")

    package static let statements = [
        insert, byCode, byHash, byDossier, byOwner, unreleased, remove, seal, release, end, eraseByOwner,
        eraseByDossier,
    ]
}

extension SignedResult {
    init(row: any Row) throws {
        guard let state = State(rawValue: row.text(14)), let place = SignatureRectangle(stored: row.text(13)) else {
            throw StoreError.damaged("a result has the state \(row.text(14)) or the place \(row.text(13))")
        }
        self.init(
            id: row.id(0), code: VerifyCode(stored: row.text(1)), dossier: row.id(2), owner: row.id(3),
            paper: row.text(4), version: row.text(5), name: LocalizedText(vi: row.text(6), en: row.text(7)),
            number: row.optionalText(8), unit: row.text(9), holder: row.text(10), upload: row.id(11),
            sha256: row.blob(12), place: place, state: state, signedAt: row.instant(15),
            sealedAt: row.optionalInstant(16), releasedAt: row.optionalInstant(17), endedAt: row.optionalInstant(18),
            reason: row.text(19), replacedBy: row.optionalText(20).map { VerifyCode(stored: $0) }, event: row.id(21),
            events: row.int(22), erasedAt: row.optionalInstant(23))
    }
}

extension SignatureRectangle {
    /// `page x y width height`.
    var stored: String { "\(page) \(x) \(y) \(width) \(height)" }

    init?(stored text: String) {
        let parts = text.split(separator: " ").compactMap { Double($0) }
        guard parts.count == 5, let page = Int(exactly: parts[0]) else { return nil }
        self.init(page: page, x: parts[1], y: parts[2], width: parts[3], height: parts[4])
    }
}
