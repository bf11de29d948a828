/// The schema as values: each engine renders its own DDL from them. Every column says how sensitive it is.
package struct Table: Sendable {
    package let name: String
    package let columns: [Column]
    package let primaryKey: [String]
    package let uniques: [[String]]
    package let indexes: [Index]
    package let foreignKeys: [ForeignKey]
    /// Conditions in the common subset that each row must meet.
    package let checks: [String]
    /// SQLite keeps rows in the order of the primary key; PostgreSQL ignores it.
    package let clustered: Bool

    package init(
        _ name: String, primaryKey: [String], clustered: Bool = false, uniques: [[String]] = [], indexes: [Index] = [],
        foreignKeys: [ForeignKey] = [], checks: [String] = [], columns: [Column]
    ) {
        self.name = name
        self.columns = columns
        self.primaryKey = primaryKey
        self.uniques = uniques
        self.indexes = indexes
        self.foreignKeys = foreignKeys
        self.checks = checks
        self.clustered = clustered
    }
}

package struct Column: Sendable {
    package let name: String
    package let type: ColumnType
    package let sensitivity: Sensitivity
    package let nullable: Bool

    package init(_ name: String, _ type: ColumnType, _ sensitivity: Sensitivity, nullable: Bool = false) {
        self.name = name
        self.type = type
        self.sensitivity = sensitivity
        self.nullable = nullable
    }
}

package enum ColumnType: String, Sendable, CaseIterable {
    /// 63-bit key.
    case id
    /// 64-bit whole number.
    case int
    case real
    case text
    case blob
    /// ISO date as text.
    case date
    /// UTC milliseconds.
    case instant
    /// 0 or 1, checked.
    case bool
}

/// Who may see a column: logs, exports and open data obey it; `secret` is encrypted or hashed at rest.
package enum Sensitivity: String, Sendable, Comparable, CaseIterable {
    case open
    case `internal`
    case personal
    case secret

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .open: 0
        case .internal: 1
        case .personal: 2
        case .secret: 3
        }
    }
}

package struct Index: Sendable {
    package let name: String
    package let columns: [String]
    package let unique: Bool
    /// A condition in the common subset, for a partial index.
    package let condition: String?

    package init(_ name: String, _ columns: [String], unique: Bool = false, where condition: String? = nil) {
        self.name = name
        self.columns = columns
        self.unique = unique
        self.condition = condition
    }
}

/// A reference down to a table of the same or a lower floor, never to a sibling's. Never deferred.
package struct ForeignKey: Sendable {
    package let columns: [String]
    package let table: String
    package let references: [String]

    package init(_ columns: [String], _ table: String, _ references: [String]) {
        self.columns = columns
        self.table = table
        self.references = references
    }
}
