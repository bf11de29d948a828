import CPostgres
import Store

/// What an error of the server or of the connection means to the house, and what helps against it.
struct PostgresFailure: Error {
    enum Cure {
        /// Nothing the engine could do.
        case none
        /// Another transaction was in the way: run the closure again.
        case again
        /// The connection or its server is gone and nothing was committed: run it again on a new connection.
        case newConnection
        /// The kept statements no longer fit the schema, or the session lost them.
        case newStatements
    }

    /// What the caller is told when nothing helps.
    let error: StoreError
    let cure: Cure

    init(_ error: StoreError, _ cure: Cure = .none) {
        self.error = error
        self.cure = cure
    }

    var isOfConstraint: Bool {
        if case .constraint = error { true } else { false }
    }

    /// Nobody knows whether the transaction was committed. Never run again by the engine.
    static func inDoubt(_ text: String) -> Self { Self(.inDoubt(text)) }

    /// From an answer that is an error, by its five-letter code (PostgreSQL's manual, appendix A).
    init(_ result: OpaquePointer?, on text: String? = nil) {
        let state = Self.field(result, .state)
        let constraint = Self.field(result, .constraint)
        let message = Self.field(result, .message) + (text.map { " in: \($0)" } ?? "")
        let words = message + (constraint.isEmpty || message.contains(constraint) ? "" : " (\(constraint))")
        switch (state.prefix(2), state) {
        case (_, ""): self = .lost(Self.line(String(cString: PQresultErrorMessage(result))))
        // A unique key may be taken by a write that ran beside this one and that a second run would have seen.
        case (_, "23505"): self.init(.constraint(words), .again)
        case ("23", _): self.init(.constraint(words))
        case (_, "40001"), (_, "40P01"): self.init(.busy, .again)
        case (_, "55P03"): self.init(.busy)
        case (_, "53300"): self = .noConnectionLeft(words)
        case (_, "53100"): self.init(.full("\(words): make room on the disk of the database server"))
        // Shut down, crashed, starting up, or no longer the primary.
        case ("08", _), (_, "57P01"), (_, "57P02"), (_, "57P03"): self = .lost(message)
        case (_, "25006"): self.init(.engine("the transaction may only read: \(words)"))
        case (_, "25P03"): self = .lost(message)
        case (_, "57014"): self.init(.engine("a statement took too long and was stopped: page by key (\(words))"))
        case (_, "26000"): self.init(.engine(words), .newStatements)
        case (_, "0A000") where message.contains("cached plan"): self.init(.engine(words), .newStatements)
        case ("28", _), ("3D", _): self.init(.cannotOpen(vi: words, en: words))
        case (_, "42501"): self = .notAllowed(words)
        case (_, "42P01"), (_, "42P07"), (_, "42703"), (_, "42701"): self = .otherSchema(words)
        case ("XX", "XX001"), ("XX", "XX002"):
            self.init(.damaged("the database is damaged (\(words)): restore the last backup"))
        default: self.init(.engine("\(words) (PostgreSQL \(state))"))
        }
    }

    private static func field(_ result: OpaquePointer?, _ field: Field) -> String {
        guard let text = PQresultErrorField(result, field.rawValue) else { return "" }
        return String(cString: text)
    }

    static func line(_ text: String) -> String {
        text.split(separator: "\n").map { $0.trimmed }.joined(separator: "; ")
    }
}

/// The parts of an error, by the letters of the protocol; their names in C are character constants.
private enum Field: Int32 {
    case state = 0x43
    case message = 0x4D
    case constraint = 0x6E
}

extension Substring {
    fileprivate var trimmed: Substring {
        drop { $0 == " " || $0 == "\t" }
    }
}
