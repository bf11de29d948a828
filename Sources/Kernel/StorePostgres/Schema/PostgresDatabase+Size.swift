import Store

extension PostgresDatabase {
    /// The schema's tables with their indexes; the server's log is the server's.
    package func bytes() async throws -> Int64 {
        let schema = address.schema
        return try await read { transaction in
            try transaction.first(SizeStatements.bytes, [.text(schema)]) { $0.int(0) } ?? 0
        }
    }

    /// What the server last counted when it vacuumed or analysed.
    package func estimatedRows(of table: String) async throws -> Int64? {
        let schema = address.schema
        return try await read { transaction in
            try transaction.first(SizeStatements.rows, [.text(schema), .text(table), .text(schema), .text(table)]) {
                $0.optionalInt(0)
            } ?? nil
        }
    }

    /// Removes the schema with everything in it.
    package func dropSchema() async throws {
        let schema = address.schema
        try await write("store.dropSchema") { transaction in
            try transaction.execute(
                SQL(stringLiteral: "DROP SCHEMA IF EXISTS \(SchemaDialect.name(schema)) CASCADE"))
        }
    }
}

extension PostgresDatabase {
    /// Gives the schema another name. One of that name is removed: whoever calls has made sure that it is empty.
    package func renameSchema(to name: String) async throws {
        let schema = address.schema
        try await write("store.renameSchema") { transaction in
            let name = SchemaDialect.name(name)
            try transaction.execute(SQL(stringLiteral: "DROP SCHEMA IF EXISTS \(name) CASCADE"))
            try transaction.execute(SQL(stringLiteral: "ALTER SCHEMA \(SchemaDialect.name(schema)) RENAME TO \(name)"))
        }
    }

    /// A second schema with the same tables and rows, for small cities: the server keeps it in one transaction.
    package func copySchema(to other: String) async throws {
        let schema = address.schema
        try await write("store.copySchema") { transaction in
            let target = SchemaDialect.name(other)
            try transaction.execute(SQL(stringLiteral: "CREATE SCHEMA \(target)"))
            for table in try transaction.all(SizeStatements.tables, [.text(schema)], { SchemaDialect.name($0.text(0)) })
            {
                let copy = "\(target).\(table)"
                try transaction.execute(SQL(stringLiteral: "CREATE TABLE \(copy) (LIKE \(table) INCLUDING ALL)"))
                try transaction.execute(SQL(stringLiteral: "INSERT INTO \(copy) TABLE \(table)"))
            }
        }
    }
}

private enum SizeStatements {
    static let rows = Statement(
        """
        SELECT CAST(SUM(s.n_live_tup) AS BIGINT) FROM pg_stat_user_tables s
        WHERE s.schemaname = ? AND (s.relname = ? OR s.relid IN (
            SELECT i.inhrelid FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhparent
                JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ?))
        """)
    static let tables = Statement(
        """
        SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY c.relname
        """)
    static let bytes = Statement(
        """
        SELECT CAST(COALESCE(SUM(pg_total_relation_size(c.oid)), 0) AS BIGINT)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relkind = 'r'
        """)
}
