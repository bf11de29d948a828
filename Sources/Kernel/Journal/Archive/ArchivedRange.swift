package import Civic
package import Store

/// The rows of a range that were taken out of the database and lie in a file. An event says so, with what the rows came
/// to: without it a range that is gone is a fault.
package struct ArchivedRange: Sendable, Hashable {
    package let range: TableRange
    /// The table's columns at that time, in their order; later versions may have more.
    package let columns: [String]
    package let content: RangeContent
    /// The file's name, for people.
    package let file: String
    package let recordedBy: ID<NewEvent>
    package let at: Instant

    package static let archived = "journal.rangeArchived"
    package static let returned = "journal.rangeReturned"

    /// For messages.
    package var place: String { "\(range.table) up to id \(range.end) (\(file))" }

    /// All of it stands in the header, which is never erased.
    private var facts: EventFacts {
        [
            "table": .text(range.table), "first": .int(range.start), "past": .int(range.end),
            "columns": .text(columns.joined(separator: " ")), "rows": .int(content.rows),
            "digest": .text(content.digest.description),
        ]
    }

    /// The event that takes it out, or brings it back.
    fileprivate func event(_ kind: String, _ id: ID<NewEvent>, at now: Instant, salt: Salt) -> NewEvent {
        NewEvent(
            id: id, stream: ArchiveStore.stream, streamSeq: 0, kind: kind, at: now, actor: .house, purpose: "archive",
            facts: facts, body: BodyWriter.object { $0.text("file", file) }, salt: salt)
    }

    /// False for a row of the table that no event stands behind.
    fileprivate func isProven(in transaction: any Transaction) throws -> Bool {
        guard let event = try Journal.event(recordedBy, in: transaction) else { return false }
        return event.kind == Self.archived && event.facts == facts
    }

    /// The column a table is split by is its first.
    fileprivate init(_ row: any Row) throws {
        guard let digest = Hash256(row.blob(5)) else { throw StoreError.damaged("an archived range has no digest") }
        let columns = row.text(3).split(separator: " ").map(String.init)
        range = TableRange(table: row.text(0), key: columns.first ?? "id", start: row.int(1), end: row.int(2))
        self.columns = columns
        content = RangeContent(rows: row.int(4), digest: digest)
        file = row.text(6)
        recordedBy = row.id(7)
        at = row.instant(8)
    }

    package init(
        _ range: TableRange, of table: Table, _ content: RangeContent, file: String, recordedBy: ID<NewEvent>,
        at: Instant
    ) {
        self.range = range
        columns = table.columns.map(\.name)
        self.content = content
        self.file = file
        self.recordedBy = recordedBy
        self.at = at
    }
}

extension Journal {
    /// Records that the range is no longer here. Its rows go in the same transaction.
    package static func archive(_ range: ArchivedRange, salt: Salt, in transaction: any Transaction) throws {
        try appendNext(
            range.event(ArchivedRange.archived, range.recordedBy, at: range.at, salt: salt), in: transaction)
        try transaction.execute(
            ArchiveStore.insert,
            [
                .text(range.range.table), .int(range.range.start), .int(range.range.end),
                .text(range.columns.joined(separator: " ")), .int(range.content.rows),
                .blob(range.content.digest.bytes), .text(range.file), .id(range.recordedBy), .instant(range.at),
            ])
    }

    /// Records that the rows are back.
    package static func takeBack(
        _ range: ArchivedRange, as event: ID<NewEvent>, at now: Instant, salt: Salt, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            ArchiveStore.delete, [.text(range.range.table), .int(range.range.end)], changing: 1,
            else: StoreError.engine("another command brought the range back"))
        try appendNext(range.event(ArchivedRange.returned, event, at: now, salt: salt), in: transaction)
    }

    /// What the table says, and whether an event says so too.
    package static func archivedRanges(
        in transaction: any Transaction
    ) throws -> [(range: ArchivedRange, isProven: Bool)] {
        try transaction.all(ArchiveStore.all, [], ArchivedRange.init).map { ($0, try $0.isProven(in: transaction)) }
    }

    /// The file that holds the rows of this id; nil when they are here.
    package static func archive(
        of id: Int64, from table: String, in transaction: any Transaction
    ) throws -> String? {
        try transaction.first(ArchiveStore.holding, [.text(table), .int(id), .int(id)]) { $0.text(0) }
    }

    /// Who still has to read an event before that id: consumers behind it, streams that were put aside.
    package static func readers(before id: Int64, in transaction: any Transaction) throws -> [String] {
        let cursors = try transaction.all(JournalStore.cursors) { ($0.text(0), $0.int(1)) }
        var readers = try cursors.filter { _, position in
            try transaction.first(ArchiveStore.unread, [.int(position), .int(id)]) { _ in true } != nil
        }.map(\.0)
        if try transaction.first(ArchiveStore.unnumbered, [.int(id)], { _ in true }) != nil {
            readers.append("journal.positions")
        }
        readers += try transaction.all(ArchiveStore.parked, [.int(id)]) { $0.text(0) }
        return Array(Set(readers)).sorted()
    }

    private static func appendNext(_ event: NewEvent, in transaction: any Transaction) throws {
        var numbered = event
        numbered.streamSeq = try lastSeq(of: event.stream, in: transaction) + 1
        try append(numbered, in: transaction)
    }
}

enum ArchiveStore {
    static let stream = ID<EventStream>(4)

    static let insert = Statement(
        """
        INSERT INTO archived_range (table_name, start, past, column_names, row_count, digest, file, recorded_by, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    static let delete = Statement("DELETE FROM archived_range WHERE table_name = ? AND past = ?")
    static let all = Statement(
        """
        SELECT table_name, start, past, column_names, row_count, digest, file, recorded_by, at
        FROM archived_range ORDER BY table_name, past
        """)
    static let holding = Statement(
        "SELECT file FROM archived_range WHERE table_name = ? AND start <= ? AND past > ? LIMIT 1")
    static let unread = Statement("SELECT 1 FROM event WHERE position >= ? AND id < ? LIMIT 1")
    static let unnumbered = Statement("SELECT 1 FROM event WHERE position < 0 AND id < ? LIMIT 1")
    static let parked = Statement("SELECT DISTINCT consumer FROM parked_stream WHERE event < ?")

    static let statements = [insert, delete, all, holding, unread, unnumbered, parked]
}
