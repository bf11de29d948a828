import Store

extension SchemaDialect {
    /// STRICT tables, clustered ones WITHOUT ROWID.
    static let sqlite = SchemaDialect(
        type: { type in
            switch type {
            case .id, .int, .instant, .bool: "INTEGER"
            case .real: "REAL"
            case .text, .date: "TEXT"
            case .blob: "BLOB"
            }
        },
        bytes: { "x'\($0)'" },
        ending: { $0.clustered ? " STRICT, WITHOUT ROWID" : " STRICT" },
        rowNumber: "INTEGER PRIMARY KEY")
}
