package import Civic

/// A database engine. `read` and `write` take a synchronous closure and are async outside.
package protocol Database: Sendable {
    /// Runs `body` on a snapshot that holds everything committed before the call. Short: no read lives longer than
    /// two seconds; exports page by key.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value

    /// As `read`, for what the public may be told a little late: from a replica where there is one.
    /// - Parameter position: a write that the read must see; a replica that is not there in time is passed by.
    func readPublic<Value: Sendable>(
        seeing position: Position?, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Aged<Value>

    /// Runs `body` and returns only after its commit is durable.
    ///
    /// The closure may run more than once: it has no effect outside its transaction, and ids, instants and random
    /// values are drawn before it. Cancelling the caller removes a write that has not begun and changes nothing of one
    /// that has. Past the bound of waiting writes it throws `StoreError.busy`.
    /// - Parameters:
    ///   - useCase: named in the log when the closure takes more than 5 ms.
    ///   - priority: `.bulk` for imports, consumers and recomputations: chunks of at most 5 ms, one chunk a group.
    func write<Value: Sendable>(
        _ useCase: StaticString, priority: WritePriority, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Committed<Value>

    /// Brings the schema to the end of the list; refuses a list whose applied part has changed.
    func migrate(_ migrations: [Migration]) async throws

    /// The migrations that ran, in their order; none for a new database.
    /// - Throws: `StoreError.schema` when the tables are another program's.
    func appliedMigrations() async throws -> [AppliedMigration]

    /// About how many rows a table holds; nil when it is not there, or counting would take too long.
    func estimatedRows(of table: String) async throws -> Int64?

    /// Makes room for the rows of the time to come in tables that grow without end.
    func prepareGrowth(at now: Instant) async throws

    /// A consistent copy of the whole database at `path`, made while writes go on.
    func backup(to path: String) async throws

    /// How much it takes on the disk, with its indexes and its log where that lies beside it.
    func bytes() async throws -> Int64

    /// Whether processes on other machines may write to it at the same time.
    var admitsOtherNodes: Bool { get }

    /// Whether public reads may be older than the last write.
    var hasReplica: Bool { get }

    /// How busy the engine is at this moment.
    var figures: StoreFigures { get }

    func close() async throws
}

extension Database {
    package func readPublic<Value: Sendable>(
        seeing position: Position?, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Aged<Value> {
        Aged(try await read(body), asOf: nil)
    }

    package var hasReplica: Bool { false }

    package func write<Value: Sendable>(
        _ useCase: StaticString, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await write(useCase, priority: .normal, body).value
    }
}

package enum WritePriority: Sendable {
    case normal
    case bulk
}

/// How far the database had come when a write was durable. Opaque, ordered.
package struct Position: Sendable, Comparable, Hashable {
    package let value: Int64

    package init(_ value: Int64) {
        self.value = value
    }

    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

/// What a public read saw.
package struct Aged<Value: Sendable>: Sendable {
    package let value: Value
    /// Everything committed before this moment is in it; nil: everything committed before the read began.
    package let asOf: Instant?

    package init(_ value: Value, asOf: Instant?) {
        self.value = value
        self.asOf = asOf
    }
}

package struct Committed<Value: Sendable>: Sendable {
    package let value: Value
    package let position: Position

    package init(value: Value, position: Position) {
        self.value = value
        self.position = position
    }
}
