import CPostgres
import Civic
import Store

extension Connection {
    /// Prepared once a session, so that ending a transaction never depends on what went wrong in it.
    func prepareControl() throws {
        for statement in Control.all { _ = try prepared(statement) }
    }

    /// Queued: it travels with the first statement. On a session that slept it is sent at once, so that a server gone
    /// in the meantime is noticed before there is anything to doubt.
    func begin(_ role: Role, checking isStale: Bool) throws {
        try queue(try prepared(role == .writer ? Control.beginWrite : Control.beginRead))
        if isStale { try flush() }
    }

    /// Sends what is queued and the commit in one batch.
    /// - Returns: how far the server's log had come when the commit stood in it; nil when the connection was lost
    ///   between the two answers.
    /// - Throws: `PostgresFailure.inDoubt` when the answer to the commit never came; any other failure means that
    ///   nothing was committed.
    func commit() throws -> Int64? {
        try queue(try prepared(Control.commit))
        let place = queued - 1
        try queue(try prepared(Control.position))
        let batch = exchange()
        guard batch.answers.count > place else {
            guard let failure = batch.failure, !isBroken else {
                throw PostgresFailure.inDoubt(
                    "the connection was lost during a commit (\(batch.failure?.error.detail ?? lastMessage)): "
                        + "whether it stands is not known")
            }
            throw failure
        }
        guard batch.answers[place].command == "COMMIT" else {
            throw PostgresFailure(.engine("the transaction had failed before its end"))
        }
        guard warnings.count == 0 else {
            isBroken = true
            throw PostgresFailure.inDoubt(
                "the server warned during a commit: it stands there, but perhaps on no other server yet")
        }
        return batch.answers.count > place + 1 ? batch.answers[place + 1].int(0) : nil
    }

    func rollBack() {
        guard !isBroken, !isIdle else { return }
        do {
            try queue(try prepared(Control.rollBack))
            let batch = exchange()
            // An error of what was queued before it takes the rollback with it.
            if batch.failure != nil, !isIdle, !isBroken {
                try queue(try prepared(Control.rollBack))
                try flush()
            }
        } catch {
            isBroken = true
        }
        if !isIdle { isBroken = true }
    }

    func insertPosition() throws -> Int64 {
        try queue(try prepared(Control.position))
        return try flush().last?.int(0) ?? 0
    }

    /// How far a replica has replayed the log, and when the last commit in that was made; nil on a server that is none.
    func replay() throws -> (position: Int64, at: Instant?)? {
        try queue(try prepared(Control.replayed))
        guard let row = try flush().last, row.int(0) == 1 else { return nil }
        return (row.int(1), row.int(2) == 0 ? nil : Instant(milliseconds: row.int(2)))
    }
}

private enum Control {
    static let beginWrite = Statement("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
    static let beginRead = Statement("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    static let commit = Statement("COMMIT")
    static let rollBack = Statement("ROLLBACK")
    static let position = Statement(
        """
        SELECT CASE WHEN pg_is_in_recovery() THEN 0
            ELSE CAST(pg_current_wal_insert_lsn() - CAST('0/0' AS pg_lsn) AS BIGINT) END
        """)
    static let replayed = Statement(
        """
        SELECT CASE WHEN pg_is_in_recovery() THEN 1 ELSE 0 END,
            COALESCE(CAST(pg_last_wal_replay_lsn() - CAST('0/0' AS pg_lsn) AS BIGINT), 0),
            COALESCE(CAST(EXTRACT(EPOCH FROM pg_last_xact_replay_timestamp()) * 1000 AS BIGINT), 0)
        """)

    static let all = [beginWrite, beginRead, commit, rollBack, position, replayed]
}
