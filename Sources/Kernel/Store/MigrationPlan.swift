/// What `migrate` would do to a database as it is now.
package struct MigrationPlan: Sendable {
    /// How many migrations of the list ran before.
    package let applied: Int
    package let pending: [Pending]

    package struct Pending: Sendable {
        package let migration: String
        package let steps: [Step]
    }

    package struct Step: Sendable {
        /// `create table dossier`, `create index task_by_due`.
        package let action: String
        package let table: String?
        /// About how many rows the table holds; nil when it is not there yet.
        package let rows: Int64?
        package let wait: Wait
    }

    /// Who waits while a step runs.
    package enum Wait: String, Sendable {
        case nobody
        /// The table is locked for as long as its description changes, whatever its size.
        case moment
        /// Every row is read; writes to the table wait for it (on SQLite, every write).
        case writers
    }

    /// Writes nothing.
    /// - Parameter database: nil for one that is not made yet.
    /// - Throws: `StoreError.schema` when the list that ran is not the beginning of `migrations`.
    package static func make(_ migrations: [Migration], on database: (any Database)?) async throws -> MigrationPlan {
        let applied = try await database?.appliedMigrations() ?? []
        try Migration.check(applied: applied.map(\.name), against: migrations)
        for (index, one) in applied.enumerated() {
            try migrations[index].check(appliedAs: one.name, one.hash, number: index + 1)
        }
        var pending: [Pending] = []
        for migration in migrations.dropFirst(applied.count) {
            var steps: [Step] = []
            for step in migration.steps {
                var rows: Int64?
                if let table = step.touchedTable { rows = try await database?.estimatedRows(of: table) }
                steps.append(Step(action: step.action, table: step.touchedTable, rows: rows, wait: step.wait))
            }
            pending.append(Pending(migration: migration.name, steps: steps))
        }
        return MigrationPlan(applied: applied.count, pending: pending)
    }
}

/// A migration that ran.
package struct AppliedMigration: Sendable, Equatable {
    package let name: String
    package let hash: String

    package init(name: String, hash: String) {
        self.name = name
        self.hash = hash
    }
}

extension Migration.Step {
    fileprivate var action: String {
        switch self {
        case .createTable(let table): "create table \(table.name)"
        case .addColumn(let table, let column, _): "add column \(table).\(column.name)"
        case .createIndex(_, let index): "create index \(index.name)"
        case .split(let table, let column): "split table \(table) by \(column)"
        case .run(let statement): statement.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }

    /// The table that was there before and is changed; nil for a new one, and for a statement, which names its own.
    fileprivate var touchedTable: String? {
        switch self {
        case .createTable, .run: nil
        case .addColumn(let table, _, _), .createIndex(let table, _), .split(let table, _): table
        }
    }

    fileprivate var wait: MigrationPlan.Wait {
        switch self {
        case .createTable: .nobody
        case .addColumn: .moment
        case .createIndex, .split, .run: .writers
        }
    }
}
