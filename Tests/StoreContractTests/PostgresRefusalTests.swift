import Civic
import Store
import TestEngines
import Testing

@testable import StorePostgres

/// What an administrator meets on a first day: each is said in both languages with the next step, and at once.
@Suite struct PostgresRefusalTests {
    private var options: PostgresOptions {
        var options = PostgresOptions()
        options.allowsUnsynced = true
        options.patience = .milliseconds(500)
        return options
    }

    /// What is said in English; the Vietnamese must say something else.
    private func refusal(_ url: String, migrating migrations: [Migration]? = nil) async -> String {
        do {
            let database = try await PostgresDatabase.open(url, options: options)
            do {
                if let migrations { try await database.migrate(migrations) }
                try await database.close()
                return "opened"
            } catch {
                try await database.close()
                throw error
            }
        } catch {
            guard let cure = (error as? StoreError)?.operatorMessage else { return "\(error)" }
            return cure.vi == cure.en ? "not bilingual" : cure.en
        }
    }

    @Test func `a wrong password is told from a wrong address`() async throws {
        let server = try await PostgresServer.start(settings: ["fsync=off"])
        try await server.sql("CREATE ROLE clerk LOGIN PASSWORD 'right'")
        let rules = "ARRAY['local all clerk scram-sha-256', 'local all all trust']"
        try await server.sql("COPY (SELECT unnest(\(rules))) TO '\(server.folder)/data/pg_hba.conf'")
        func url(_ password: String) -> String {
            server.url(schema: "a").replacing("motcua@", with: "clerk:\(password)@")
        }

        #expect(await refusal(url("wrong")).contains("look at the address, the password"))
        #expect(await refusal(url("right")) == "opened")
        server.stop()
    }

    @Test func `a role that may make no schema is told what to grant`() async throws {
        let server = try await PostgresServer.shared.value
        try await server.sql("DROP ROLE IF EXISTS guest")
        try await server.sql("CREATE ROLE guest LOGIN")
        let url = server.url(schema: "guest_city").replacing("motcua@", with: "guest@")

        let text = await refusal(url, migrating: Fixture.migrations)

        #expect(text.contains("GRANT CREATE ON DATABASE"), "\(text)")
    }

    @Test func `a replica given for writing is called a replica`() async throws {
        let primary = try await PostgresServer.start(settings: ["fsync=off"])
        let replica = try await primary.startReplica()

        let text = await refusal(replica.url(schema: "public"))

        #expect(text.contains("only reads"), "\(text)")
        replica.stop()
        primary.stop()
    }

    @Test func `a server that is too old or writes no UTF-8 is not served`() {
        #expect(
            PostgresFailure.unfit(version: 140_010, encoding: "UTF8")?.error.detail.contains("PostgreSQL 14") == true)
        #expect(PostgresFailure.unfit(version: 150_000, encoding: "LATIN1")?.error.detail.contains("LATIN1") == true)
        #expect(PostgresFailure.unfit(version: 170_002, encoding: "UTF8") == nil)
    }

    /// What a server says in the middle of a write, by the codes of its manual.
    @Test(arguments: [
        ("53100", "make room on the disk"), ("53300", "no connection left"), ("42P01", "run `motcua migrate`"),
        ("42P07", "run `motcua migrate`"), ("42501", "GRANT CREATE"), ("XX001", "restore the last backup"),
        ("25006", "may only read"),
    ])
    func `a write that the server breaks off says what to do and leaves nothing behind`(
        _ code: String, _ words: String
    ) async throws {
        let fixture = try await Fixture(.postgres)

        do {
            try await fixture.database.write("test") { transaction in
                try transaction.execute(Fixture.insert, [.int(1), .text("one"), .int(1)])
                try transaction.execute(
                    SQL(stringLiteral: "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '\(code)'; END $$"))
            }
            Issue.record("\(code) was passed over")
        } catch let error as StoreError {
            #expect(error.operatorMessage.en.contains(words), "\(error)")
            #expect(error.operatorMessage.vi != error.operatorMessage.en)
        }
        #expect(try await fixture.ids() == [])
    }

    @Test func `more nodes than the server has connections for are told so, and every answer is true`() async throws {
        let server = try await PostgresServer.shared.value
        try await server.sql("DROP ROLE IF EXISTS crowd")
        try await server.sql("CREATE ROLE crowd LOGIN SUPERUSER")
        let url = server.newURL().replacing("motcua@", with: "crowd@")
        let first = try await PostgresDatabase.open(url, options: options)
        try await first.migrate(Fixture.migrations)
        // Not for a superuser, whom no limit stops.
        try await server.sql("ALTER ROLE crowd NOSUPERUSER CONNECTION LIMIT 4")

        var nodes: [PostgresDatabase] = []
        var refusals: [String] = []
        for _ in 0..<4 {
            do {
                nodes.append(try await PostgresDatabase.open(url, options: options))
            } catch let error as StoreError {
                refusals.append(error.operatorMessage.en)
            }
        }
        let nodesOpen = nodes + [first]
        let kept = try await withThrowingTaskGroup(of: Int64?.self) { group in
            for id in 1...40 {
                group.addTask {
                    do {
                        try await nodesOpen[id % nodesOpen.count].write("test") { transaction in
                            try transaction.execute(Fixture.insert, [.int(id), .text("n\(id)"), .int(1)])
                        }
                        return Int64(id)
                    } catch is StoreError {
                        return nil
                    }
                }
            }
            return try await group.reduce(into: Set<Int64>()) { if let id = $1 { $0.insert(id) } }
        }

        #expect(!refusals.isEmpty && refusals.allSatisfy { $0.contains("no connection left") }, "\(refusals)")
        #expect(!kept.isEmpty)
        #expect(try await Set(first.read { try $0.all(Fixture.ids) { $0.int(0) } }) == kept)
        for node in nodesOpen { try await node.close() }
    }

    @Test func `a url that libpq cannot read is refused before any server is asked`() async {
        #expect(await refusal("postgres://motcua@db/city?sslmodus=require").contains("cannot be read"))
    }

    @Test func `an address names its place and its text without the password`() throws {
        let address = try PostgresAddress("postgres://motcua:geheim@db:5433/nation?schema=hanoi&sslmode=require")

        #expect(address.place == "db:5433/nation (schema hanoi)")
        #expect(address.text == "postgres://motcua@db:5433/nation?sslmode=require&schema=hanoi")
        #expect(try PostgresAddress(address.text).text == address.text)
    }
}
