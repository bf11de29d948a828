import CPostgres
import Store

/// One session with the server, with the statements it keeps prepared. Made, used and ended by one thread.
///
/// It speaks in libpq's pipeline mode: statements that answer nothing are queued and travel with the next one that does,
/// so that a write costs a round trip for each question it asks and one for its commit. Every batch ends with a
/// synchronisation point; after an error the server skips the rest of the batch, so nothing queued behind a failed
/// statement takes effect, the commit least of all.
final class Connection {
    enum Role {
        case writer
        case reader
    }

    let raw: OpaquePointer
    /// It cannot be used again: lost, or in a state nobody knows.
    var isBroken = false
    /// The server warned during the last batch.
    let warnings: Warnings
    /// Statements handed to libpq whose answers have not been read.
    private(set) var queued = 0
    private var buffer = ParameterBuffer()
    private var byNumber: [PreparedStatement?] = []
    private var byText: [String: PreparedStatement] = [:]
    private var requests = 0
    private var names = 0

    private static let keptByText = 128

    init(_ raw: OpaquePointer, _ warnings: Warnings) {
        self.raw = raw
        self.warnings = warnings
    }

    deinit {
        PQfinish(raw)
    }

    var lastMessage: String { PostgresFailure.line(String(cString: PQerrorMessage(raw))) }

    /// Outside a transaction, nothing queued.
    var isIdle: Bool { queued == 0 && PQtransactionStatus(raw) == PQTRANS_IDLE }

    /// False when the server has closed the session since it was last used, or said that it is about to.
    var isAlive: Bool {
        guard !isBroken, PQconsumeInput(raw) == 1, PQstatus(raw) == CONNECTION_OK else { return false }
        // Asking for notifications makes libpq read what came in; nobody sends any.
        while let notification = PQnotifies(raw) { PQfreemem(notification) }
        return warnings.count == 0
    }

    // MARK: - Statements

    /// The kept statement.
    func prepared(_ statement: Statement) throws -> PreparedStatement {
        if statement.number < byNumber.count, let kept = byNumber[statement.number] { return kept }
        let prepared = try prepare("s\(statement.number)", statement.text)
        while byNumber.count <= statement.number { byNumber.append(nil) }
        byNumber[statement.number] = prepared
        return prepared
    }

    func prepared(text: String) throws -> PreparedStatement {
        requests += 1
        if let kept = byText[text] {
            kept.lastUse = requests
            return kept
        }
        if byText.count >= Self.keptByText, let oldest = byText.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            byText[oldest.key] = nil
            try queue(text: "DEALLOCATE \(oldest.value.name)")
        }
        names += 1
        let prepared = try prepare("t\(names)", text)
        prepared.lastUse = requests
        byText[text] = prepared
        return prepared
    }

    func prepare(_ name: String, _ text: String) throws -> PreparedStatement {
        guard PQsendPrepare(raw, name, Placeholders.numbered(text), 0, nil) == 1,
            PQsendDescribePrepared(raw, name) == 1
        else { throw lost() }
        queued += 2
        let description = try flush(text).last
        return PreparedStatement(
            name: name, parameters: description?.parameterTypes ?? [], columns: description?.columnTypes ?? [])
    }

    /// After the session lost them, or the schema changed under them.
    func forgetStatements() throws {
        byNumber = []
        byText = [:]
        try queue(text: "DEALLOCATE ALL")
        _ = try flush()
        try prepareControl()
    }

    // MARK: - Sending

    func queue(_ statement: PreparedStatement, _ values: [SQLValue] = []) throws {
        try buffer.fill(values, statement.parameters)
        let isSent = buffer.lend { count, values, lengths, formats in
            PQsendQueryPrepared(raw, statement.name, count, values, lengths, formats, 1) == 1
        }
        guard isSent else { throw lost() }
        queued += 1
    }

    /// Text of the engine's own without values: DDL and settings.
    func queue(text: String) throws {
        guard PQsendQueryParams(raw, text, 0, nil, nil, nil, nil, 1) == 1 else { throw lost() }
        queued += 1
    }

    /// Sends what is queued and gives every answer of it.
    /// - Parameter text: named in the message of an error.
    @discardableResult
    func flush(_ text: String? = nil) throws -> [Answer] {
        let batch = exchange(text)
        if let failure = batch.failure { throw failure }
        return batch.answers
    }

    struct Batch {
        /// The answers up to the first error.
        var answers: [Answer] = []
        var failure: PostgresFailure?
    }

    /// Sends what is queued with a synchronisation point and reads on until the server has come there.
    func exchange(_ text: String? = nil) -> Batch {
        var batch = Batch()
        let count = queued
        queued = 0
        warnings.count = 0
        guard PQpipelineSync(raw) == 1 else {
            batch.failure = lost()
            return batch
        }
        for _ in 0..<count {
            guard let result = PQgetResult(raw) else {
                batch.failure = batch.failure ?? lost()
                return batch
            }
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
                batch.answers.append(Answer(result))
            case PGRES_PIPELINE_ABORTED:
                PQclear(result)
            default:
                let failure = PostgresFailure(result, on: text)
                batch.failure = batch.failure ?? failure
                PQclear(result)
                if case .newConnection = failure.cure {
                    isBroken = true
                    return batch
                }
            }
            while let rest = PQgetResult(raw) { PQclear(rest) }
        }
        let end = PQgetResult(raw)
        if PQresultStatus(end) != PGRES_PIPELINE_SYNC { batch.failure = batch.failure ?? lost() }
        PQclear(end)
        return batch
    }

    func lost() -> PostgresFailure {
        isBroken = true
        return .lost(lastMessage)
    }
}

/// Counts the server's warnings on one session; libpq calls it from the session's own thread.
final class Warnings {
    var count = 0
}
