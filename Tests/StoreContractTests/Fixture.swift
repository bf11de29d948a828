import Store
import TestEngines

/// A database with lanterns for each test, on the engine it names.
final class Fixture: Sendable {
    let home: TestDatabase
    var database: any Store.Database { home.database }

    init(
        _ engine: Engine, _ limits: TestDatabase.Limits = TestDatabase.Limits(),
        migrations: [Migration] = Fixture.migrations
    ) async throws {
        SyncLedger.install
        home = try await TestDatabase(engine, limits)
        try await database.migrate(migrations)
    }

    /// Writes one after another: a test that holds one write holds all.
    static func withOneWriter(_ engine: Engine, waitingWrites: Int = 1_024) async throws -> Fixture {
        var limits = TestDatabase.Limits()
        limits.hasOneWriter = true
        limits.waitingWrites = waitingWrites
        return try await Fixture(engine, limits)
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
}

extension Fixture: Lanterns {}

/// What tests do with lanterns, whatever holds the database.
protocol Lanterns {
    var database: any Store.Database { get }
}

extension Lanterns {
    func add(_ id: Int, name: String? = nil, height: Int = 1) async throws {
        _ = try await database.write("test.add") { transaction in
            try transaction.execute(Fixture.insert, [.int(id), .text(name ?? "lantern \(id)"), .int(height)])
        }
    }

    func ids() async throws -> [Int64] {
        try await database.read { try $0.all(Fixture.ids) { $0.int(0) } }
    }
}
