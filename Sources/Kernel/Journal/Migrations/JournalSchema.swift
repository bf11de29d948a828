package import Store

/// The journal's migrations, for the one append-only list in `City`.
package enum JournalSchema {
    package static let migrations: [Migration] = [
        Migration("Journal.0001_create_journal", [.createTable(event), .createTable(eventBody)]),
        Migration(
            "Journal.0002_create_consumers", [.createTable(consumerCursor), .createTable(parkedStream)]),
        Migration("Journal.0003_create_tree", [.createTable(treeTile), .createTable(treeHead)]),
        Migration("Journal.0004_create_erasure_and_timer", [.createTable(erasure), .createTable(timer)]),
        // `event` itself stays whole: its two unique keys hold no common id.
        Migration("Journal.0005_split_event_body", [.split(table: "event_body", by: "event")]),
        Migration("Journal.0006_create_lease", [.createTable(lease)]),
        Migration(archiving, [.createTable(archivedRange)]),
    ]

    /// Since then a range may lie in an archive.
    static let archiving = "Journal.0007_create_archived_range"

    /// Columns repeat what the header says so that it can be found; `journal verify` compares them.
    private static let event = Table(
        "event", primaryKey: ["position"], uniques: [["id"], ["stream", "stream_seq"]],
        columns: [
            Column("position", .id, .open), Column("id", .id, .internal), Column("stream", .id, .internal),
            Column("stream_seq", .int, .internal), Column("kind", .text, .internal), Column("at", .instant, .internal),
            Column("header", .blob, .internal),
        ])

    /// No foreign key to `event`: on PostgreSQL an event gets its row's position later; the verifier pairs them.
    private static let eventBody = Table(
        "event_body", primaryKey: ["event"],
        columns: [Column("event", .id, .internal), Column("salt", .blob, .personal), Column("body", .blob, .personal)])

    private static let consumerCursor = Table(
        "consumer_cursor", primaryKey: ["name"], clustered: true, checks: ["position >= 0"],
        columns: [
            Column("name", .text, .open),
            // The next position to read, which is also the number of events behind it.
            Column("position", .int, .open),
        ])

    private static let parkedStream = Table(
        "parked_stream", primaryKey: ["consumer", "position"], clustered: true,
        indexes: [
            Index("parked_stream_by_stream", ["consumer", "stream", "position"]),
            Index("parked_stream_by_due", ["consumer", "due"], where: "due IS NOT NULL"),
        ],
        columns: [
            Column("consumer", .text, .open), Column("position", .int, .open), Column("stream", .id, .internal),
            Column("event", .id, .internal), Column("at", .instant, .internal),
            Column("attempts", .int, .internal),
            // When it is tried again; null when it waits for the administrator, or behind an earlier event.
            Column("due", .instant, .internal, nullable: true),
            // What the administrator reads.
            Column("reason", .text, .internal),
        ])

    private static let treeTile = Table(
        "tree_tile", primaryKey: ["level", "tile"],
        columns: [
            Column("level", .int, .open), Column("tile", .int, .open),
            // 32 bytes a node, at most 256 nodes; a full tile never changes again.
            Column("hashes", .blob, .open),
        ])

    private static let treeHead = Table(
        "tree_head", primaryKey: ["size"],
        columns: [
            Column("size", .id, .open), Column("root", .blob, .open), Column("at", .instant, .open),
            Column("key_id", .text, .open), Column("signature", .blob, .open),
        ])

    private static let erasure = Table(
        "erasure", primaryKey: ["event"],
        columns: [
            Column("event", .id, .internal), Column("recorded_by", .id, .internal), Column("basis", .text, .internal),
            Column("at", .instant, .internal),
        ])

    /// Says nothing that an event does not say: it only finds them.
    private static let archivedRange = Table(
        "archived_range", primaryKey: ["table_name", "past"], clustered: true,
        columns: [
            Column("table_name", .text, .open), Column("start", .int, .internal), Column("past", .int, .internal),
            // In their order, with a space between.
            Column("column_names", .text, .open),
            Column("row_count", .int, .internal), Column("digest", .blob, .internal),
            Column("file", .text, .internal), Column("recorded_by", .id, .internal), Column("at", .instant, .internal),
        ])

    private static let lease = Table(
        "lease", primaryKey: ["name"], clustered: true, checks: ["term >= 1"],
        columns: [
            Column("name", .text, .open),
            // The node's own word for itself; empty when nobody holds it.
            Column("holder", .text, .internal),
            Column("term", .int, .open), Column("beat", .int, .open),
            // For people who look; no decision rests on it.
            Column("at", .instant, .open),
        ])

    private static let timer = Table(
        "timer", primaryKey: ["id"],
        indexes: [Index("timer_by_due", ["due", "id"]), Index("timer_by_stream", ["stream"])],
        columns: [
            Column("id", .id, .internal), Column("due", .instant, .internal), Column("stream", .id, .internal),
            Column("kind", .text, .internal), Column("stream_seq", .int, .internal),
            Column("payload", .text, .internal),
        ])
}
