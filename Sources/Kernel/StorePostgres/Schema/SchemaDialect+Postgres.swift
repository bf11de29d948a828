import Store

extension SchemaDialect {
    /// Whole numbers, ids and instants have 64 bits, as in SQLite; texts sort by their bytes whatever the database's own
    /// collation; what `clustered` says is ignored.
    static let postgres = SchemaDialect(
        type: { type in
            switch type {
            case .id, .int, .instant, .bool: "BIGINT"
            case .real: "DOUBLE PRECISION"
            case .text, .date: "TEXT COLLATE \"C\""
            case .blob: "BYTEA"
            }
        },
        bytes: { "'\\x\($0)'" })
}
