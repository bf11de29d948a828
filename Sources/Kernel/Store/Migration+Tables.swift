extension Migration {
    /// The tables as they stand after all of `migrations`, in the order in which they were made: a table comes after
    /// every table it refers to.
    package static func tables(after migrations: [Migration]) -> [Table] {
        var tables: [Table] = []
        for step in migrations.flatMap(\.steps) {
            switch step {
            case .createTable(let table): tables.append(table)
            case .addColumn(let name, let column, _):
                tables = tables.map { $0.name == name ? $0.with([column]) : $0 }
            case .createIndex(let name, let index):
                tables = tables.map { $0.name == name ? $0.with(indexes: [index]) : $0 }
            case .split, .run: break
            }
        }
        return tables
    }
}

extension Table {
    fileprivate func with(_ columns: [Column] = [], indexes: [Index] = []) -> Table {
        Table(
            name, primaryKey: primaryKey, clustered: clustered, uniques: uniques, indexes: self.indexes + indexes,
            foreignKeys: foreignKeys, checks: checks, columns: self.columns + columns)
    }
}
