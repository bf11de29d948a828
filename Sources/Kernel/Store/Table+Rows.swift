extension Table {
    /// The rows after that key, in order of the primary key, as values of the common schema.
    /// - Parameters:
    ///   - range: only its rows; nil: all.
    ///   - last: the key of the last row of the page before; nil: from the first.
    package func rows(
        of range: TableRange? = nil, after last: [SQLValue]?, limit: Int, in transaction: any Transaction
    ) throws -> [[SQLValue]] {
        let names = columns.map(\.name).joined(separator: ", ")
        let key = primaryKey.joined(separator: ", ")
        var sql = SQL(stringLiteral: "SELECT \(names) FROM \(name)")
        if let range {
            sql += SQL(stringLiteral: " WHERE \(range.key) >= ")
            sql += "\(.int(range.start))"
            sql += SQL(stringLiteral: " AND \(range.key) < ")
            sql += "\(.int(range.end))"
        }
        if let last {
            sql += SQL(stringLiteral: " \(range == nil ? "WHERE" : "AND") (\(key)) > ")
            sql += "(\(list: last))"
        }
        sql += SQL(stringLiteral: " ORDER BY \(key) LIMIT \(limit)")
        return try transaction.all(sql) { row in columns.indices.map { row.value($0, columns[$0].type) } }
    }

    package func key(of row: [SQLValue]) -> [SQLValue] {
        primaryKey.compactMap { key in columns.firstIndex { $0.name == key }.map { row[$0] } }
    }
}

extension Row {
    /// The column as the schema types it.
    fileprivate func value(_ column: Int, _ type: ColumnType) -> SQLValue {
        if isNull(column) { return .null }
        return switch type {
        case .id, .int, .instant, .bool: .int(int(column))
        case .real: .real(real(column))
        case .text, .date: .text(text(column))
        case .blob: .blob(blob(column))
        }
    }
}
