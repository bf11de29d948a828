import Store
import StorePostgres
import TestEngines
import Testing

@Suite struct PostgresOpeningTests {
    private func detail(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return ""
        } catch {
            return (error as? StoreError)?.detail ?? "\(error)"
        }
    }

    private var options: PostgresOptions {
        var options = PostgresOptions()
        options.allowsUnsynced = true
        options.patience = .milliseconds(300)
        return options
    }

    @Test func `a wrong address is refused with the cure`() async throws {
        let server = try await PostgresServer.shared.value
        let options = options

        for (url, words) in [
            ("mysql://x/y", "begins with postgres://"),
            (server.url(schema: "Hà Nội"), "is no name of a schema"),
            (server.url(schema: "pg_toast"), "is no name of a schema"),
            (server.url(schema: "a", database: "nowhere"), "make the database or the role first"),
            ("postgres://motcua@127.0.0.1:1/motcua", "cannot be reached"),
        ] {
            let text = await detail { _ = try await PostgresDatabase.open(url, options: options) }
            #expect(text.contains(words), "\(url): \(text)")
        }
    }

    @Test func `a server that does not sync is not served`() async throws {
        let url = try await PostgresServer.shared.value.newURL()

        let text = await detail { _ = try await PostgresDatabase.open(url) }

        #expect(text.contains("does not keep its commits"))
        #expect(text.contains("fsync=off"))
    }

    @Test func `a connection that asks for less durability is given all of it`() async throws {
        let url = try await PostgresServer.shared.value.newURL() + "&options=-c%20synchronous_commit%3Doff"

        let database = try await PostgresDatabase.open(url, options: options)

        let kept = try await database.write("test") { transaction in
            try transaction.first("SELECT current_setting('synchronous_commit')") { $0.text(0) }
        }
        #expect(kept == "on")
        try await database.close()
    }

    @Test func `two nodes may start at once on an empty schema`() async throws {
        let url = try await PostgresServer.shared.value.newURL()
        let options = options

        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let node = try await PostgresDatabase.open(url, options: options)
                    try await node.migrate(Fixture.migrations)
                    try await node.close()
                }
            }
            try await group.waitForAll()
        }

        let node = try await PostgresDatabase.open(url, options: options)
        #expect(try await node.unprepared(among: [Fixture.insert, Fixture.insertBulb]) == [])
        try await node.close()
    }

    @Test func `cities in one database do not see each other`() async throws {
        let hanoi = try await Fixture(.postgres)
        let hue = try await Fixture(.postgres)

        try await hanoi.add(1)

        #expect(try await hue.ids() == [])
        try await hue.add(1, name: "another")
        #expect(try await hanoi.ids() == [1])
    }

    @Test func `a file copy is refused by naming what serves instead`() async throws {
        let fixture = try await Fixture(.postgres)

        let text = await detail { try await fixture.database.backup(to: fixture.home.folder + "/copy") }

        #expect(text.contains("pg_dump"))
        #expect(!text.contains("motcua@"))
    }
}
