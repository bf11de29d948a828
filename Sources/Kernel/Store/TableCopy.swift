import Dispatch
import Synchronization

/// Copies every row of the given tables from one database to another, whatever their engines: values of the common
/// schema, in order of the primary keys, from one snapshot of the source.
package struct TableCopy: Sendable {
    package struct Progress: Sendable {
        package let table: String
        package let rows: Int64
    }

    private let tables: [Table]
    private let ranges: [TableRange]
    /// Rows that are read at a time and written in one transaction.
    private static let page = 4_000

    /// - Parameter ranges: only their rows; empty: all of every table.
    package init(_ tables: [Table], of ranges: [TableRange] = []) {
        self.tables = tables
        self.ranges = ranges
    }

    /// Writes go on in the source meanwhile and are not seen. The target's tables must be empty. Whole tables are filled
    /// without their indexes, which are made at the end: one sort instead of a place to be found for each row.
    /// - Parameter source: opened so that a read may last as long as the copy.
    /// - Returns: how many rows each table has.
    package func run(
        from source: any Database, to target: any Database,
        onProgress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> [String: Int64] {
        guard ranges.isEmpty else { return try await copy(from: source, to: target, onProgress) }
        let indexes = tables.flatMap { table in table.indexes.map { (index: $0, table: table.name) } }
        _ = try await target.write("store.dropIndexes", priority: .bulk) { transaction in
            for (index, _) in indexes {
                try transaction.execute(SQL(stringLiteral: "DROP INDEX \(SchemaDialect.name(index.name))"))
            }
        }
        let counts = try await copy(from: source, to: target, onProgress)
        for (index, table) in indexes {
            onProgress(Progress(table: index.name, rows: counts[table, default: 0]))
            _ = try await target.write("store.createIndex", priority: .bulk) { transaction in
                try transaction.execute(SQL(stringLiteral: SchemaDialect.create(index, on: table)))
            }
        }
        return counts
    }

    private func copy(
        from source: any Database, to target: any Database, _ onProgress: @escaping @Sendable (Progress) -> Void
    ) async throws -> [String: Int64] {
        let (tables, ranges) = (tables, ranges)
        let hasBegun = Mutex(false)
        return try await source.read { transaction in
            let isSecond = hasBegun.withLock { begun in
                defer { begun = true }
                return begun
            }
            // An engine runs a read again when it lost its server: what was written came from another moment.
            if isSecond {
                throw StoreError.engine("the connection was lost while copying: empty the target, begin anew")
            }
            var counts: [String: Int64] = [:]
            // One page is written while the next is read; no more is in memory.
            var writing: Errand?
            defer { try? writing?.wait() }
            for table in tables {
                let parts: [TableRange?] = ranges.isEmpty ? [nil] : ranges.filter { $0.table == table.name }
                var count: Int64 = 0
                for part in parts {
                    var last: [SQLValue]?
                    while true {
                        let rows = try table.rows(of: part, after: last, limit: Self.page, in: transaction)
                        try writing?.wait()
                        writing = nil
                        guard let end = rows.last else { break }
                        writing = Errand {
                            _ = try await target.write("store.copy", priority: .bulk) { try $0.load(rows, into: table) }
                        }
                        last = table.key(of: end)
                        count += Int64(rows.count)
                        onProgress(Progress(table: table.name, rows: count))
                        if rows.count < Self.page { break }
                    }
                }
                counts[table.name] = count
            }
            try writing?.wait()
            writing = nil
            return counts
        }
    }

    /// Work that goes on while the source's thread reads on. That thread is the engine's own and never one of the
    /// cooperative pool, so it may wait.
    private final class Errand: Sendable {
        private let failure = Mutex<(any Error)?>(nil)
        private let done = DispatchSemaphore(value: 0)

        init(_ work: @escaping @Sendable () async throws -> Void) {
            Task.detached {
                do { try await work() } catch { self.failure.withLock { $0 = error } }
                self.done.signal()
            }
        }

        func wait() throws {
            done.wait()
            done.signal()
            if let failure = failure.withLock({ $0 }) { throw failure }
        }
    }
}
