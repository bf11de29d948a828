package import Civic
package import Directory
package import Store

/// A digitised original: an officer laid the original beside the scan, and signed that they agree (Decree 107/2021,
/// Decree 45/2020).
package struct ComparedCopy: Sendable, Equatable {
    package let officerName: String
    package let unit: String
    package let at: Instant
}

/// Who compared, as it stands on the copy.
package struct Comparer: Sendable {
    package let actor: Actor
    package let unit: String
    package let unitName: String

    package init(actor: Actor, unit: String, unitName: String) {
        self.actor = actor
        self.unit = unit
        self.unitName = unitName
    }
}

extension ComparedCopy {
    /// A row of `ComparedStore.ofLink`, from its second column on.
    init(row: any Row) { self.init(officerName: row.text(1), unit: row.text(2), at: row.instant(3)) }
}

package enum ComparedStore {
    static let insert = Statement(
        "INSERT INTO compared_copy (sha256, source, officer, officer_name, unit, compared_at) VALUES (?, ?, ?, ?, ?, ?)"
    )
    static let ofLink = Statement(
        """
        SELECT upload.id, compared_copy.officer_name, compared_copy.unit, compared_copy.compared_at
        FROM upload INNER JOIN compared_copy ON compared_copy.sha256 = upload.sha256
        WHERE upload.link = ? AND upload.erased_at IS NULL
        """)

    package static let statements = [insert, ofLink]
}
