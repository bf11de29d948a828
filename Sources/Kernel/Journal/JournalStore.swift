package import Store

/// Every statement of the journal.
package enum JournalStore {
    static let insertEvent = Statement(
        """
        INSERT INTO event (position, id, stream, stream_seq, kind, at, header)
        VALUES ((SELECT COALESCE(MAX(position) + 1, 0) FROM event), ?, ?, ?, ?, ?, ?)
        """)
    static let insertPending = Statement(
        "INSERT INTO event (position, id, stream, stream_seq, kind, at, header) VALUES (?, ?, ?, ?, ?, ?, ?)")
    static let insertBody = Statement("INSERT INTO event_body (event, salt, body) VALUES (?, ?, ?)")
    static let lastSeq = Statement("SELECT COALESCE(MAX(stream_seq), 0) FROM event WHERE stream = ?")
    static let newestAt = Statement("SELECT at FROM event ORDER BY id DESC LIMIT 1")
    static let count = Statement("SELECT COALESCE(MAX(position) + 1, 0) FROM event WHERE position >= 0")
    static let page = Statement("SELECT position, header FROM event WHERE position >= ? ORDER BY position LIMIT ?")
    static let one = Statement("SELECT position, header FROM event WHERE id = ?")
    static let stream = Statement(
        """
        SELECT e.position, e.header, b.salt, b.body FROM event e LEFT JOIN event_body b ON b.event = e.id
        WHERE e.stream = ? AND e.stream_seq > ? ORDER BY e.stream_seq LIMIT ?
        """)
    static let body = Statement("SELECT salt, body FROM event_body WHERE event = ?")
    static let verifierPage = Statement(
        """
        SELECT e.position, e.header, e.id, e.stream, e.stream_seq, e.kind, e.at, b.salt, b.body,
            p.position, x.recorded_by
        FROM event e LEFT JOIN event_body b ON b.event = e.id
            LEFT JOIN event p ON p.stream = e.stream AND p.stream_seq = e.stream_seq - 1
            LEFT JOIN erasure x ON x.event = e.id
        WHERE e.position >= ? ORDER BY e.position LIMIT ?
        """)
    /// Each event is asked for by its id: a join would be merged from the first event on, on every page.
    static let strayBodies = Statement(
        """
        SELECT b.event, (SELECT e.id FROM event e WHERE e.id = b.event) FROM event_body b
        WHERE b.event > ? ORDER BY b.event LIMIT ?
        """)

    static let pending = Statement(
        """
        SELECT e.id, e.stream, e.stream_seq, p.position
        FROM event e LEFT JOIN event p ON p.stream = e.stream AND p.stream_seq = e.stream_seq - 1
        WHERE e.position < 0 AND (e.stream_seq <= 1 OR p.position IS NOT NULL) ORDER BY e.position DESC LIMIT ?
        """)
    static let number = Statement("UPDATE event SET position = ? WHERE position = ?")
    static let countBetween = Statement("SELECT COUNT(*) FROM event WHERE position >= ? AND position < ?")
    static let countPending = Statement("SELECT COUNT(*) FROM event WHERE position < 0")
    static let countPendingOutside = Statement("SELECT COUNT(*) FROM event WHERE position < 0 AND (at < ? OR at > ?)")
    static let heldBack = Statement(
        """
        SELECT e.id, e.stream, e.stream_seq
        FROM event e LEFT JOIN event p ON p.stream = e.stream AND p.stream_seq = e.stream_seq - 1
        WHERE e.position < 0 AND e.stream_seq > 1 AND p.position IS NULL ORDER BY e.position DESC LIMIT ?
        """)

    static let deleteBody = Statement("DELETE FROM event_body WHERE event = ?")
    static let insertErasure = Statement("INSERT INTO erasure (event, recorded_by, basis, at) VALUES (?, ?, ?, ?)")
    static let erasures = Statement("SELECT event, basis, at FROM erasure ORDER BY event")

    static let makeCursor = Statement(
        "INSERT INTO consumer_cursor (name, position) VALUES (?, 0) ON CONFLICT (name) DO NOTHING")
    static let cursor = Statement("SELECT position FROM consumer_cursor WHERE name = ?")
    static let cursors = Statement("SELECT name, position FROM consumer_cursor ORDER BY name")
    static let recordedAt = Statement("SELECT at FROM event WHERE position = ?")
    static let oldestPending = Statement("SELECT MIN(at) FROM event WHERE position < 0")
    static let countParked = Statement("SELECT COUNT(*) FROM parked_stream WHERE consumer = ?")
    static let moveCursor = Statement("UPDATE consumer_cursor SET position = ? WHERE name = ? AND position = ?")
    static let park = Statement(
        """
        INSERT INTO parked_stream (consumer, position, stream, event, at, attempts, due, reason)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    static let isParked = Statement("SELECT 1 FROM parked_stream WHERE consumer = ? AND stream = ? LIMIT 1")
    static let parked = Statement(
        """
        SELECT position, stream, event, at, attempts, due, reason FROM parked_stream
        WHERE consumer = ? AND position > ? ORDER BY position LIMIT ?
        """)
    static let firstParked = Statement(
        """
        SELECT position, stream, event, at, attempts, due, reason FROM parked_stream
        WHERE consumer = ? AND stream = ? ORDER BY position LIMIT 1
        """)
    static let dueParked = Statement(
        """
        SELECT position, stream, event, at, attempts, due, reason FROM parked_stream
        WHERE consumer = ? AND due <= ? ORDER BY due, position LIMIT ?
        """)
    static let unpark = Statement("DELETE FROM parked_stream WHERE consumer = ? AND position = ?")
    static let repark = Statement(
        "UPDATE parked_stream SET attempts = ?, due = ?, reason = ? WHERE consumer = ? AND position = ?")

    static let putTile = Statement(
        """
        INSERT INTO tree_tile (level, tile, hashes) VALUES (?, ?, ?)
        ON CONFLICT (level, tile) DO UPDATE SET hashes = excluded.hashes
        """)
    static let tile = Statement("SELECT hashes FROM tree_tile WHERE level = ? AND tile = ?")
    static let insertHead = Statement(
        """
        INSERT INTO tree_head (size, root, at, key_id, signature) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (size) DO NOTHING
        """)
    static let lastHead = Statement(
        "SELECT size, root, at, key_id, signature FROM tree_head ORDER BY size DESC LIMIT 1")
    static let headOfSize = Statement("SELECT size, root, at, key_id, signature FROM tree_head WHERE size = ?")
    static let headsAfter = Statement(
        "SELECT size, root, at, key_id, signature FROM tree_head WHERE size > ? ORDER BY size LIMIT ?")

    static let setTimer = Statement(
        "INSERT INTO timer (id, due, stream, kind, stream_seq, payload) VALUES (?, ?, ?, ?, ?, ?)")
    static let takeTimer = Statement("DELETE FROM timer WHERE id = ?")
    static let cancelTimers = Statement("DELETE FROM timer WHERE stream = ? AND kind = ?")
    static let cancelStream = Statement("DELETE FROM timer WHERE stream = ?")
    static let dueTimers = Statement(
        """
        SELECT id, due, stream, kind, stream_seq, payload FROM timer
        WHERE due <= ? AND (due, id) > (?, ?) ORDER BY due, id LIMIT ?
        """)

    package static let statements: [Statement] =
        [
            insertEvent, insertPending, insertBody, pending, number, countBetween, countPending, countPendingOutside,
            heldBack, lastSeq,
            newestAt, count, page, one, stream, body, verifierPage, strayBodies, deleteBody,
            insertErasure, erasures, makeCursor, cursor, cursors, recordedAt, oldestPending, countParked, moveCursor,
            park,
            isParked, parked, firstParked, dueParked, unpark, repark,
            putTile, tile, insertHead, lastHead, headsAfter, headOfSize, setTimer, takeTimer, cancelTimers,
            cancelStream,
            dueTimers,
        ] + LeaseStore.statements + ArchiveStore.statements
}
