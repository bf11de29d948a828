import Civic
import Foundation
import Store
import StoreSQLite
import Synchronization

/// A database of its own for each test, in a folder that goes with it.
final class Fixture: Sendable {
    let folder: String
    let database: SQLiteDatabase
    let recording = StatementRecording()

    var path: String { database.path }

    init(_ options: SQLiteOptions = SQLiteOptions(readers: 2), migrations: [Migration] = Fixture.migrations)
        async throws
    {
        folder = try Self.newFolder()
        var options = options
        options.recording = recording
        database = try SQLiteDatabase(path: folder + "/city.db", options: options)
        try await database.migrate(migrations)
        recording.clear()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    static func newFolder() throws -> String {
        SyncLedger.install
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("motcua-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }

    static let migrations = [
        Migration(
            "Test.0001_create_lantern",
            [
                .createTable(
                    Table(
                        "lantern", primaryKey: ["id"], uniques: [["name"]], checks: ["height >= 0"],
                        columns: [
                            Column("id", .id, .open), Column("name", .text, .open), Column("height", .int, .open),
                        ])),
                .createTable(
                    Table(
                        "bulb", primaryKey: ["id"],
                        foreignKeys: [ForeignKey(["lantern"], "lantern", ["id"])],
                        columns: [Column("id", .id, .open), Column("lantern", .id, .open)])),
            ])
    ]

    static let insert = Statement("INSERT INTO lantern (id, name, height) VALUES (?, ?, ?)")
    static let insertBulb = Statement("INSERT INTO bulb (id, lantern) VALUES (?, ?)")
    static let ids = Statement("SELECT id FROM lantern ORDER BY id")
    static let name = Statement("SELECT name FROM lantern WHERE id = ?")

    func add(_ id: Int, name: String? = nil, height: Int = 1) async throws {
        _ = try await database.write("test.add") { transaction in
            try transaction.execute(Self.insert, [.int(id), .text(name ?? "lantern \(id)"), .int(height)])
        }
    }

    func ids() async throws -> [Int64] {
        try await database.read { try $0.all(Self.ids) { $0.int(0) } }
    }
}

/// Lets a test hold the writer's thread until it says so.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let begun = DispatchSemaphore(value: 0)

    func pass() {
        begun.signal()
        semaphore.wait()
    }

    func open() {
        semaphore.signal()
    }

    func awaitSomebody() async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [begun] in
                begun.wait()
                continuation.resume()
            }
        }
    }
}

/// What the tasks of a test tell each other.
final class Kept<Value: Sendable>: Sendable {
    private let value: Mutex<Value>

    init(_ value: Value) {
        self.value = Mutex(value)
    }

    func withLock<Result: Sendable>(_ body: @Sendable (inout Value) -> Result) -> Result {
        value.withLock { body(&$0) }
    }
}
