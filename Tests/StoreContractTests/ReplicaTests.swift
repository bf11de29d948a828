import Civic
import Store
import StorePostgres
import TestEngines
import Testing

/// What the public asks goes to a replica, and is never wrong for it.
@Suite(.serialized) struct ReplicaTests {
    private var unsynced: PostgresOptions {
        var options = PostgresOptions()
        options.allowsUnsynced = true
        return options
    }

    private func add(_ id: Int, to database: any Database) async throws -> Position {
        try await database.write("test.add", priority: .normal) { transaction in
            try transaction.execute(Fixture.insert, [.int(id), .text("n\(id)"), .int(1)])
        }.position
    }

    private func count(_ database: any Database, seeing position: Position? = nil) async throws -> Aged<Int> {
        try await database.readPublic(seeing: position) { try $0.all(Fixture.ids) { $0.int(0) }.count }
    }

    @Test func `a public read waits for a write it must see, and says how old it is`() async throws {
        let server = try await PostgresServer.start(settings: ["fsync=off"])
        defer { server.stop() }
        let primary = try await PostgresDatabase.open(server.url(schema: "hanoi"), options: unsynced)
        try await primary.migrate(Fixture.migrations)
        let replica = try await server.startReplica()
        defer { replica.stop() }
        var options = unsynced
        options.replica = replica.url(schema: "public")
        // The suite runs beside others on few cores.
        options.replicaPatience = .seconds(60)
        let database = try await PostgresDatabase.open(server.url(schema: "hanoi"), options: options)

        for id in 1...20 {
            let before = SystemClock().now()
            let seen = try await count(database, seeing: try await add(id, to: database))
            #expect(seen.value == id)
            #expect(try #require(seen.asOf) >= before.adding(seconds: -1))
        }
        #expect(database.hasReplica && database.figures.replicaReads == 20)

        // It stands still: what must be seen is read from the primary, the rest is told as of then.
        try await replica.sql("SELECT pg_wal_replay_pause()")
        options.replicaPatience = .milliseconds(50)
        let impatient = try await PostgresDatabase.open(server.url(schema: "hanoi"), options: options)
        _ = try await count(impatient)
        let late = try await add(21, to: impatient)
        let fresh = try await count(impatient, seeing: late)
        #expect(fresh.value == 21 && fresh.asOf == nil)
        #expect(impatient.figures.missedReplica >= 1)
        try await impatient.close()
        try await database.close()
        try await primary.close()
    }

    @Test func `a replica that is gone keeps nobody waiting`() async throws {
        let server = try await PostgresServer.start(settings: ["fsync=off"])
        defer { server.stop() }
        var options = unsynced
        options.replica = "postgres://motcua@127.0.0.1:1/motcua"
        options.replicaPatience = .milliseconds(100)
        let database = try await PostgresDatabase.open(server.url(schema: "hanoi"), options: options)
        try await database.migrate(Fixture.migrations)
        _ = try await add(1, to: database)

        for _ in 1...50 {
            let seen = try await count(database)
            #expect(seen.value == 1 && seen.asOf == nil)
        }
        #expect(database.figures.missedReplica == 50 && database.figures.replicaReads == 0)
        try await database.close()
    }

    @Test(arguments: Engine.allCases)
    func `without a replica a public read is as any other`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.add(1)

        let seen = try await count(fixture.database)

        #expect(seen.value == 1 && seen.asOf == nil && !fixture.database.hasReplica)
    }
}
