package import Store

/// Every statement of the journal.
package enum JournalStore {
    package static let insertEvent = Statement(
        """
        INSERT INTO event (position, id, stream, stream_seq, kind, at, header)
        VALUES ((SELECT COALESCE(MAX(position) + 1, 0) FROM event), ?, ?, ?, ?, ?, ?)
        """)
    package static let insertBody = Statement("INSERT INTO event_body (event, salt, body) VALUES (?, ?, ?)")
    package static let lastSeq = Statement("SELECT COALESCE(MAX(stream_seq), 0) FROM event WHERE stream = ?")
}
