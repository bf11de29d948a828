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
    private static let page = 1_000
    /// Values of one statement: more make it no faster.
    private static let mostValues = 800

    /// - Parameter ranges: only their rows; empty: all of every table.
    package init(_ tables: [Table], of ranges: [TableRange] = []) {
        self.tables = tables
        self.ranges = ranges
    }

    /// Writes go on in the source meanwhile and are not seen. The target's tables must be empty.
    /// - Parameter source: opened so that a read may last as long as the copy.
    /// - Returns: how many rows each table has.
    package func run(
        from source: any Database, to target: any Database,
        onProgress: @escaping @Sendable (Progress) -> Void = { _ in }
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
            for table in tables {
                let parts: [TableRange?] = ranges.isEmpty ? [nil] : ranges.filter { $0.table == table.name }
                var count: Int64 = 0
                for part in parts {
                    var last: [SQLValue]?
                    while true {
                        let rows = try table.rows(of: part, after: last, limit: Self.page, in: transaction)
                        guard let end = rows.last else { break }
                        try Self.wait { try await Self.insert(rows, into: table, of: target) }
                        last = table.key(of: end)
                        count += Int64(rows.count)
                        onProgress(Progress(table: table.name, rows: count))
                        if rows.count < Self.page { break }
                    }
                }
                counts[table.name] = count
            }
            return counts
        }
    }

    private static func insert(_ rows: [[SQLValue]], into table: Table, of target: any Database) async throws {
        let names = table.columns.map(\.name).joined(separator: ", ")
        let chunk = max(mostValues / table.columns.count, 1)
        let statements = stride(from: 0, to: rows.count, by: chunk).map { start in
            var sql = SQL(stringLiteral: "INSERT INTO \(table.name) (\(names)) VALUES ")
            for (offset, row) in rows[start..<min(start + chunk, rows.count)].enumerated() {
                sql += offset == 0 ? "(\(list: row))" : ", (\(list: row))"
            }
            return sql
        }
        _ = try await target.write("store.copy", priority: .bulk) { transaction in
            for sql in statements { try transaction.execute(sql) }
        }
    }

    /// Holds the source's thread, which is the engine's own and never one of the cooperative pool, until the target has
    /// the rows: its snapshot stays, and no more is in memory than one page.
    private static func wait(_ work: @escaping @Sendable () async throws -> Void) throws {
        let errand = Errand()
        Task.detached {
            do { try await work() } catch { errand.failure.withLock { $0 = error } }
            errand.done.signal()
        }
        errand.done.wait()
        if let failure = errand.failure.withLock({ $0 }) { throw failure }
    }

    private final class Errand: Sendable {
        let failure = Mutex<(any Error)?>(nil)
        let done = DispatchSemaphore(value: 0)
    }
}
