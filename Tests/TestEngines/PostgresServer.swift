import Foundation
import StorePostgres
import Synchronization

/// A PostgreSQL server of the tests' own, in a temporary folder that goes with it.
package final class PostgresServer: Sendable {
    /// One for a whole test process. It does not sync: tests that prove durability start their own.
    package static let shared = Task.detached { try await start(settings: ["fsync=off", "full_page_writes=off"]) }

    /// One that syncs, for what `serve` itself opens.
    package static let durable = Task.detached { try await start() }

    private let server: LocalServer
    private let count = Mutex(0)

    package var folder: String { server.folder }

    /// - Parameter settings: lines of postgresql.conf, `name=value`.
    package static func start(settings: [String] = []) async throws -> PostgresServer {
        PostgresServer(try await LocalServer.start(.passing, in: newFolder(), settings: Self.settings + settings))
    }

    /// A replica that follows this server.
    package func startReplica() async throws -> PostgresServer {
        PostgresServer(
            try await LocalServer.start(
                .following, in: Self.newFolder(), settings: Self.settings + ["fsync=off", "hot_standby=on"],
                primary: folder))
    }

    private init(_ server: LocalServer) {
        self.server = server
    }

    private static let settings = [
        "max_connections=600", "shared_buffers=64MB", "max_wal_size=256MB", "deadlock_timeout=200ms", "autovacuum=off",
    ]

    private static func newFolder() -> String {
        FileManager.default.temporaryDirectory.path + "/motcua-pg-\(UUID().uuidString.prefix(8))"
    }

    package func stop() {
        server.stop()
    }

    /// The address of a schema that nobody used before.
    package func newURL() -> String {
        let number = count.withLock { count in
            count += 1
            return count
        }
        return url(schema: "city_\(number)")
    }

    package func url(schema: String, database: String = "motcua") -> String {
        server.url(schema: schema, database: database)
    }

    /// The server dies at once, as by a power cut of its program alone.
    package func crash() async throws {
        try await server.order("crash")
    }

    /// It comes back from a crash.
    package func revive() async throws {
        try await server.order("revive")
    }

    /// Runs a statement outside any transaction, and has the server read its settings again.
    package func sql(_ text: String) async throws {
        try await server.order("sql \(text)")
    }
}
