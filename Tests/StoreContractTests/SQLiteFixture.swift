import Foundation
import Store
import StoreSQLite
import TestEngines

/// The lanterns on SQLite with what only that engine has: a file, a recording, its own options.
final class SQLiteFixture: Lanterns, Sendable {
    let folder: String
    let sqlite: SQLiteDatabase
    let recording = StatementRecording()

    var database: any Store.Database { sqlite }
    var path: String { sqlite.path }

    init(_ options: SQLiteOptions = SQLiteOptions(readers: 2), migrations: [Migration] = Fixture.migrations)
        async throws
    {
        folder = try Self.newFolder()
        var options = options
        options.recording = recording
        sqlite = try SQLiteDatabase(path: folder + "/city.db", options: options)
        try await sqlite.migrate(migrations)
        recording.clear()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    static func newFolder() throws -> String {
        SyncLedger.install
        return try TestDatabase.newFolder()
    }
}
