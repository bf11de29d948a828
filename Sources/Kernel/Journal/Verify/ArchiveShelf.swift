package import Store

/// The files that ranges were taken out to, as a verification is given them.
package struct Archives: Sendable {
    let files: [any Database]
    /// Of the house: what the ranges' rows are read by.
    let tables: [Table]

    package static let none = Archives([], tables: [])

    package init(_ files: [any Database], tables: [Table]) {
        self.files = files
        self.tables = tables
    }
}

/// Each range that the journal says was taken out, and the file that has it.
struct ArchiveShelf: Sendable {
    private var bodies: [(range: TableRange, file: (any Database)?)] = []

    /// Reads every range of every file; what is not as it was recorded is a fault.
    init(_ archives: Archives, of database: any Database, _ report: inout VerifyReport) async throws {
        // A backup of an earlier version knows of none.
        guard try await database.appliedMigrations().contains(where: { $0.name == JournalSchema.archiving }) else {
            return
        }
        for (archived, isProven) in try await database.read({ try Journal.archivedRanges(in: $0) }) {
            guard isProven else {
                report.add(.archive, at: nil, "\(archived.place) is gone, and no event says that it was archived")
                continue
            }
            let file = try await Self.file(of: archived, archives, &report)
            if archived.range.table == "event_body" { bodies.append((archived.range, file)) }
        }
    }

    private static func file(
        of archived: ArchivedRange, _ archives: Archives, _ report: inout VerifyReport
    ) async throws -> (any Database)? {
        guard let table = archives.tables.first(where: { $0.name == archived.range.table }) else { return nil }
        var changed: (any Database)?
        for file in archives.files {
            let content = try await RangeContent.of(archived.range, table, columns: archived.columns, in: file)
            if content == archived.content { return file }
            if content.rows > 0 { changed = file }
        }
        if changed != nil {
            report.add(.archive, at: nil, "\(archived.place) is not in its archive as it was recorded")
        }
        return changed
    }

    /// Gives the lines the bodies that lie in archives. Who was erased is looked for nowhere.
    func complete(_ lines: inout [JournalLine]) async throws {
        for (number, line) in lines.enumerated() where line.body == nil && line.erasedBy == nil {
            guard let kept = bodies.first(where: { $0.range.contains(line.id) }) else { continue }
            guard let file = kept.file else {
                lines[number].archive = .unseen
                continue
            }
            lines[number].archive = .read
            lines[number].body = try await file.read { transaction in
                try transaction.first(JournalStore.body, [.int(line.id)]) { ($0.blob(0), $0.blob(1)) }
            }
        }
    }
}
