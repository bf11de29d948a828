package import Civic
package import Store

/// Where published definitions live. A row is never changed or removed: a dossier is pinned to the version it was
/// accepted under (decision record 0010).
package enum PublishedDefinitions {
    package static let migrations = [
        Migration(
            "CityFolder.0001_create_definition",
            [
                .createTable(
                    Table(
                        "definition", primaryKey: ["kind", "code", "version"],
                        columns: [
                            Column("kind", .text, .open),
                            Column("code", .text, .open),
                            Column("version", .text, .open),
                            Column("valid_from", .date, .open),
                            Column("hash", .blob, .open),
                            Column("bytes", .blob, .open),
                            Column("published_at", .instant, .open),
                        ]))
            ])
    ]

    package static let statements = [insert, hash, every, ofKind, one, newest, latest, published]

    private static let insert = Statement(
        """
        INSERT INTO definition (kind, code, version, valid_from, hash, bytes, published_at)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, code, version) DO NOTHING
        """)
    private static let hash = Statement("SELECT hash FROM definition WHERE kind = ? AND code = ? AND version = ?")
    private static let columns = "SELECT kind, code, version, valid_from, bytes, hash FROM definition"
    private static let every = Statement(columns + " ORDER BY kind, code, valid_from, published_at")
    private static let ofKind = Statement(columns + " WHERE kind = ? ORDER BY code, valid_from, published_at")
    private static let one = Statement(columns + " WHERE kind = ? AND code = ? AND version = ?")
    private static let newest = Statement(
        "SELECT kind, code, version, hash FROM definition ORDER BY kind, code, valid_from, published_at")

    private static let published = Statement("SELECT version, published_at FROM definition WHERE kind = ? AND code = ?")
    private static let latest = Statement("SELECT COUNT(*), MAX(published_at) FROM definition")

    /// Tells whether anything was published since.
    package struct Mark: Sendable, Hashable {
        let count: Int64
        let at: Int64
    }

    package static func mark(in tx: any Transaction) throws -> Mark {
        try tx.first(latest) { Mark(count: $0.int(0), at: $0.optionalInt(1) ?? 0) } ?? Mark(count: 0, at: 0)
    }

    /// Writes a definition; the same version with the same content changes nothing.
    /// - Returns: true when it was new.
    /// - Throws: `CityFolderProblem.versionChanged` when that version is published with another hash.
    package static func publish(_ definition: Definition, at instant: Instant, in tx: any Transaction) throws -> Bool {
        let inserted = try tx.executeCounting(
            insert,
            [
                .text(definition.kind), .text(definition.code), .text(definition.version), .day(definition.validFrom),
                .blob(definition.hash), .blob(definition.bytes), .instant(instant),
            ])
        if inserted == 1 { return true }
        let key: [SQLValue] = [.text(definition.kind), .text(definition.code), .text(definition.version)]
        guard try tx.first(hash, key, { $0.blob(0) }) == definition.hash else {
            throw CityFolderProblem.versionChanged(
                kind: definition.kind, code: definition.code, version: definition.version)
        }
        return false
    }

    /// Every published definition, by kind, code and first day; bytes are checked against their hash.
    package static func all(in tx: any Transaction) throws -> [Definition] {
        try tx.all(every, [], decode)
    }

    package static func all(kind: String, in tx: any Transaction) throws -> [Definition] {
        try tx.all(ofKind, [.text(kind)], decode)
    }

    package static func find(
        kind: String, code: String, version: String, in tx: any Transaction
    ) throws -> Definition? {
        try tx.first(one, [.text(kind), .text(code), .text(version)], decode)
    }

    /// When each version of one thing was published.
    package static func times(kind: String, code: String, in tx: any Transaction) throws -> [String: Instant] {
        Dictionary(
            try tx.all(published, [.text(kind), .text(code)]) { ($0.text(0), $0.instant(1)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The hash of every published version, to see before writing what is new.
    package static func hashes(in tx: any Transaction) throws -> [Key: [UInt8]] {
        var found: [Key: [UInt8]] = [:]
        try tx.forEach(newest, []) { row in
            found[Key(kind: row.text(0), code: row.text(1), version: row.text(2))] = row.blob(3)
        }
        return found
    }

    package struct Key: Sendable, Hashable {
        package let kind: String
        package let code: String
        package let version: String

        package init(kind: String, code: String, version: String) {
            self.kind = kind
            self.code = code
            self.version = version
        }
    }

    private static func decode(_ row: any Row) throws -> Definition {
        let definition = Definition(
            kind: row.text(0), code: row.text(1), version: row.text(2), validFrom: try row.day(3), bytes: row.blob(4))
        guard definition.hash == row.blob(5) else {
            throw CityFolderProblem.damaged(
                kind: definition.kind, code: definition.code, version: definition.version, "hash differs")
        }
        return definition
    }
}
