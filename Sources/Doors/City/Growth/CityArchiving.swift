package import Civic
import Dossiers
import Foundation
import Journal
import Store
import StorePostgres
import StoreSQLite

/// `motcua store archive` and `unarchive`: ranges of the tables that grow without end, out of the database into a file
/// and back. The headers of events, the tree and the dossiers themselves stay.
package enum CityArchiving {
    package struct Report: Sendable, JSONReport {
        package let file: String
        package let ranges: [Part]

        package struct Part: Sendable, Encodable {
            package let table: String
            /// Ids made before this moment.
            let before: String
            package let rows: Int64
        }

        package var text: String {
            guard !ranges.isEmpty else {
                return "No range with anything in it ends before that day: there is nothing to archive."
            }
            return ([file] + ranges.map { "  \($0.table) before \($0.before): \($0.rows) rows" }).joined(
                separator: "\n")
        }

        init(_ file: String, _ ranges: [(TableRange, Int64)]) {
            self.file = file
            self.ranges = ranges.map { range, rows in
                Part(
                    table: range.table, before: CityZone.hanoi.day(IDGenerator.moment(of: range.end)).iso, rows: rows)
            }
        }
    }

    /// Copies the ranges that end before that day, compares the copy, and only then removes them, each with the event
    /// that says so. A command that was interrupted is begun anew with another file.
    package static func archive(
        _ files: HouseFiles, before day: Day, to path: String, clock: any CityClock = SystemClock()
    ) async throws -> Report {
        let moment = CityZone.hanoi.instant(LocalTime(day, TimeOfDay(minutes: 0)))
        guard moment < clock.now().adding(seconds: -86_400) else { throw GrowthProblem.badDay(day.iso) }
        let target = DatabaseAddress.file(path)
        try await target.requireEmpty()
        let engine = try await server(of: files)
        return try await PassingNode.run(files, on: engine, clock: clock) { node in
            let ended = try await engine.ranges(through: IDGenerator.first(at: moment))
            let ranges = try await engine.read { transaction in
                try ended.filter { try !table($0.table).rows(of: $0, after: nil, limit: 1, in: transaction).isEmpty }
            }
            guard let last = ranges.last else { return Report(path, []) }
            try await node.database.read { try requireUnused(before: last.end, day, in: $0) }
            let contents = try await copy(ranges, from: engine, to: target)
            let name = URL(filePath: path).lastPathComponent
            for (range, content) in zip(ranges, contents) {
                let archived = ArchivedRange(
                    range, of: try table(range.table), content, file: name, recordedBy: node.ids.next(),
                    at: node.clock.now())
                let salt = Salt.random()
                _ = try await node.database.write("store.archive", priority: .bulk) { transaction in
                    try requireUnused(before: last.end, day, in: transaction)
                    try Journal.archive(archived, salt: salt, in: transaction)
                    try engine.drop(range, holding: content.rows, in: transaction)
                }
            }
            return Report(path, zip(ranges, contents).map { ($0, $1.rows) })
        }
    }

    /// Brings every range that lies in the file back into its table.
    package static func unarchive(
        _ files: HouseFiles, from path: String, clock: any CityClock = SystemClock()
    ) async throws -> Report {
        let engine = try await server(of: files)
        let file = try await DatabaseAddress.file(path).openReadOnly(isPatient: true)
        return try await PassingNode.run(files, on: engine, clock: clock) { node in
            let kept = try await node.database.read { try Journal.archivedRanges(in: $0) }.filter(\.isProven)
            var done: [(TableRange, Int64)] = []
            for archived in kept.map(\.range) {
                let table = try table(archived.range.table)
                guard
                    try await RangeContent.of(archived.range, table, columns: archived.columns, in: file)
                        == archived.content
                else { continue }
                try await engine.makeRoom(for: archived.range)
                _ = try await TableCopy([table], of: [archived.range]).run(from: file, to: engine)
                let (event, now, salt) = (node.ids.next(NewEvent.self), node.clock.now(), Salt.random())
                _ = try await node.database.write("store.unarchive", priority: .bulk) { transaction in
                    try Journal.takeBack(archived, as: event, at: now, salt: salt, in: transaction)
                }
                done.append((archived.range, archived.content.rows))
            }
            try await file.close()
            guard !done.isEmpty else { throw GrowthProblem.archiveForeign(path) }
            return Report(path, done)
        }
    }

    /// Archives given to `journal verify`, opened to read.
    static func open(_ paths: [String]) async throws -> Archives {
        var open: [any Database] = []
        for path in paths { open.append(try await DatabaseAddress.file(path).openReadOnly(isPatient: true)) }
        return Archives(open, tables: tables)
    }

    private static let tables = Migration.tables(after: HouseMigrations.all)

    private static func table(_ name: String) throws -> Table {
        guard let table = tables.first(where: { $0.name == name }) else {
            throw StoreError.damaged("\(name) is split and no table of this program")
        }
        return table
    }

    private static func server(of files: HouseFiles) async throws -> PostgresDatabase {
        guard case .server(let address) = files.database else { throw GrowthProblem.onlyServers(files.database.place) }
        return try await PostgresDatabase.open(address)
    }

    /// An archived dossier keeps its place, its dates and its result, and loses what was written in it: so it must have
    /// ended, and everybody who takes events one by one must be past them.
    private static func requireUnused(before id: Int64, _ day: Day, in transaction: any Transaction) throws {
        let dossiers = try CaseReader.unended(before: id, limit: 5, in: transaction)
        let readers = try Journal.readers(before: id, in: transaction)
        guard dossiers.isEmpty, readers.isEmpty else {
            throw GrowthProblem.inUse(before: day.iso, dossiers: dossiers, readers: readers)
        }
    }

    /// The file gets its name when it holds what the database holds.
    private static func copy(
        _ ranges: [TableRange], from database: any Database, to target: DatabaseAddress
    ) async throws -> [RangeContent] {
        let unfinished = try target.unfinished
        try await unfinished.remove()
        let file = try await unfinished.open()
        do {
            let split = try Set(ranges.map(\.table)).sorted().map(table)
            try await file.migrate([Migration("Archive.0001_create_tables", split.map(Migration.Step.createTable))])
            _ = try await TableCopy(split, of: ranges).run(from: database, to: file)
            var contents: [RangeContent] = []
            for range in ranges {
                let table = try table(range.table)
                let columns = table.columns.map(\.name)
                let content = try await RangeContent.of(range, table, columns: columns, in: file)
                guard try await RangeContent.of(range, table, columns: columns, in: database) == content else {
                    throw StoreError.engine("\(range.table) changed while it was copied: try again")
                }
                contents.append(content)
            }
            try await file.close()
            try await unfinished.takePlace(of: target)
            return contents
        } catch {
            try await file.close()
            throw error
        }
    }
}
