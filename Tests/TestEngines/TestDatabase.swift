import Foundation
package import Store
import StorePostgres
import StoreSQLite

/// A database of its own for each test: a file in a folder that goes with it, or a schema of the shared server.
package final class TestDatabase: Sendable {
    package let engine: Engine
    package let folder: String
    package let database: any Store.Database
    private let reopening: @Sendable () async throws -> any Store.Database

    /// What a test asks of an engine.
    package struct Limits: Sendable {
        package var waitingWrites = 1_024
        /// Writes run one after another on both engines.
        package var hasOneWriter = false
        package var readLimit = Duration.seconds(2)
        package var onCommit: (@Sendable () -> Void)?

        package init() {}
    }

    package init(_ engine: Engine, _ limits: Limits = Limits()) async throws {
        self.engine = engine
        folder = try Self.newFolder()
        switch engine {
        case .sqlite:
            var options = SQLiteOptions(readers: 2)
            options.writerCacheKiB = 8_192
            options.readerCacheKiB = 2_048
            options.waitingWrites = limits.waitingWrites
            options.readLimit = limits.readLimit
            options.onCommit = limits.onCommit
            let (path, settled) = (folder + "/city.db", options)
            reopening = { try SQLiteDatabase(path: path, options: settled) }
        case .postgres:
            var options = PostgresOptions()
            options.writers = limits.hasOneWriter ? 1 : 4
            options.readers = 2
            options.waitingWrites = limits.waitingWrites
            options.readLimit = limits.readLimit
            options.onCommit = limits.onCommit
            options.allowsUnsynced = true
            // The whole suite runs at once on few cores: a write of a test may wait long for its turn.
            options.patience = .seconds(120)
            options.idleLimit = .seconds(300)
            let (url, settled) = (try await PostgresServer.shared.value.newURL(), options)
            reopening = { try await PostgresDatabase.open(url, options: settled) }
        }
        database = try await reopening()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    package static func newFolder() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("motcua-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }

    /// A second handle on the same database, after the first was closed; on PostgreSQL also beside it.
    package func open() async throws -> any Store.Database {
        try await reopening()
    }

    /// A table that no migration made.
    package func createForeignTable(_ name: String) async throws {
        if engine == .postgres {
            try await database.migrate([])
            _ = try await database.write("test") { try $0.execute("DROP TABLE schema_migration") }
        }
        _ = try await database.write("test") { try $0.execute(SQL(stringLiteral: "CREATE TABLE \(name) (name TEXT)")) }
    }

    /// The statements that cannot be prepared on the engine, each with its reason.
    package func unprepared(among statements: [Statement]) async throws -> [String] {
        switch database {
        case let database as SQLiteDatabase: try await database.unprepared(among: statements)
        case let database as PostgresDatabase: try await database.unprepared(among: statements)
        default: ["an engine without this question"]
        }
    }
}
