import Civic
package import Store

package enum JoinStore {
    private static let columns =
        "id, draft, person, state, digest, asked_by, expires, subject, name, word, answered_at"

    static let insert = Statement(
        """
        INSERT INTO joining (id, draft, person, state, digest, asked_by, asked_at, expires, subject, name, word,
            answered_at)
        VALUES (?, ?, ?, 'asked', NULL, ?, ?, ?, NULL, '', '', NULL)
        """)
    static let byID = Statement("SELECT \(columns) FROM joining WHERE id = ?")
    static let ofDraft = Statement("SELECT \(columns) FROM joining WHERE draft = ? ORDER BY id")
    static let answer = Statement(
        """
        UPDATE joining SET state = ?, digest = ?, subject = ?, name = ?, word = ?, answered_at = ?
        WHERE id = ? AND state = 'asked'
        """)
    static let withdraw = Statement("UPDATE joining SET state = 'withdrawn' WHERE id = ? AND state = ?")
    /// The filing goes out with it: what was said yes to is what is sent.
    static let take = Statement("DELETE FROM joining WHERE id = ? AND state = 'confirmed' AND digest = ?")
    static let forget = Statement("DELETE FROM joining WHERE draft = ?")

    package static let statements = [insert, byID, ofDraft, answer, withdraw, take, forget]

    static func decode(_ row: any Row) throws -> Joining {
        guard let state = Joining.State(rawValue: row.text(3)) else {
            throw StoreError.damaged("joining \(row.int(0)) has no known state")
        }
        return Joining(
            id: row.id(0), draft: row.int(1), person: row.text(2), state: state, digest: row.optionalBlob(4),
            askedBy: row.id(5), expires: row.instant(6), subject: row.optionalID(7), name: row.text(8),
            word: row.text(9), answeredAt: row.optionalInstant(10))
    }
}
