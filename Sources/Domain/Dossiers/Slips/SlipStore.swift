import Civic
import Directory
package import Store

/// A unit's tracking book is its dossiers of a year in the order of their codes; the code's index serves it.
package enum SlipStore {
    package static let count = Statement("SELECT CAST(COUNT(*) AS BIGINT) FROM dossier WHERE code >= ? AND code < ?")
    package static let position = Statement(
        "SELECT CAST(COUNT(*) AS BIGINT) FROM dossier WHERE code >= ? AND code <= ?")
    package static let volume = Statement(
        """
        SELECT code, procedure, procedure_version, applicant, applicant_name, competent, accepted_at, due, released_at,
            ended_at, outcome, status
        FROM dossier WHERE code >= ? AND code < ? ORDER BY code LIMIT ? OFFSET ?
        """)

    package static let statements = [count, position, volume]

    /// Codes are `<unit>-YYMMDD-NNNN`: a year is a range of them, since no month begins with 2.
    static func range(_ unit: UnitCode, _ year: Int) -> (from: String, to: String) {
        let digits = String(year % 100)
        let prefix = "\(unit.text)-\(digits.count < 2 ? "0" : "")\(digits)"
        return (prefix, prefix + "2")
    }
}
