import Foundation
import Store
import StorePostgres
import TestEngines
import Testing

/// What only a server can do to a write: hand it a conflict, lose its connection, keep its answer to itself.
@Suite struct PostgresFaultTests {
    private static let raise = Statement("UPDATE lantern SET height = height + 1 WHERE id = ?")
    private static let height = Statement("SELECT height FROM lantern WHERE id = ?")
    private static let session = Statement("SELECT pg_backend_pid()")

    private func end(_ session: Int64, from database: any Database) async throws {
        _ = try await database.write("test.end") { transaction in
            try transaction.first("SELECT pg_terminate_backend(CAST(\(session) AS INTEGER))") { $0.int(0) }
        }
    }

    @Test func `two writes that lock each other out both come through`() async throws {
        let fixture = try await Fixture(.postgres)
        try await fixture.add(1)
        try await fixture.add(2)

        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<4 {
                group.addTask {
                    for _ in 0..<10 {
                        _ = try await fixture.database.write("test.cross") { transaction in
                            for id in lane % 2 == 0 ? [1, 2] : [2, 1] {
                                _ = try transaction.executeCounting(Self.raise, [.int(id)])
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }

        for id in [1, 2] {
            #expect(try await fixture.database.read { try $0.first(Self.height, [.int(id)]) { $0.int(0) } } == 41)
        }
    }

    @Test func `a connection lost before the commit runs the write again, once`() async throws {
        let fixture = try await Fixture(.postgres)
        let other = try await fixture.home.open()
        let runs = Kept<Int>(0)
        let ended = Kept<[Int64]>([])
        let gate = Gate()

        let write = Task {
            try await fixture.database.write("test.lost") { transaction in
                let session = try transaction.first(Self.session) { $0.int(0) } ?? 0
                try transaction.execute(Fixture.insert, [.int(1), .text("one"), .int(1)])
                ended.withLock { $0.append(session) }
                if runs.withLock({
                    $0 += 1; return $0
                }) == 1 {
                    gate.pass()
                }
                _ = try transaction.first(Self.session) { $0.int(0) }
            }
        }
        await gate.awaitSomebody()
        try await end(try #require(ended.withLock { $0.first }), from: other)
        gate.open()
        try await write.value

        #expect(runs.withLock { $0 } == 2)
        #expect(try await fixture.ids() == [1])
        try await other.close()
    }

    @Test func `a read whose connection was lost is read again`() async throws {
        let fixture = try await Fixture(.postgres)
        try await fixture.add(1)

        for _ in 0..<4 {
            let session = try await fixture.database.read { try $0.first(Self.session) { $0.int(0) } }
            try await end(try #require(session), from: fixture.database)
            #expect(try await fixture.ids() == [1])
        }
    }

    /// A commit that waits for a copy nobody takes is cut off: it stands on the server, and the writer never hears.
    @Test(.timeLimit(.minutes(5))) func `a connection lost during the commit is in doubt and not run again`()
        async throws
    {
        let server = try await PostgresServer.start()
        defer { server.stop() }
        var options = PostgresOptions()
        options.patience = .seconds(120)
        let database = try await PostgresDatabase.open(server.url(schema: "hanoi"), options: options)
        try await database.migrate(Fixture.migrations)
        try await server.sql("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        let runs = Kept<[Int]>([])
        let hasEnded = Kept<Bool>(false)

        // The server takes the setting up in its own time: the first writes may still come through.
        let write = Task {
            defer { hasEnded.withLock { $0 = true } }
            for id in 1... {
                try await database.write("test.doubt") { transaction in
                    runs.withLock { $0.append(id) }
                    try transaction.execute(Fixture.insert, [.int(id), .text("n\(id)"), .int(1)])
                }
            }
        }
        var session: Int64?
        while session == nil, !hasEnded.withLock({ $0 }) {
            session = try await database.read { transaction in
                try transaction.first("SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'") { $0.int(0) }
            }
        }
        try await end(try #require(session), from: database)

        await #expect {
            try await write.value
        } throws: { error in
            if case StoreError.inDoubt = error { true } else { false }
        }
        let attempted = runs.withLock { $0 }
        #expect(attempted == Array(1...attempted.count))
        #expect(try await database.read { try $0.all(Fixture.ids) { $0.int(0) } } == attempted.map(Int64.init))
        try await database.close()
    }

    @Test func `a server that was killed has kept every acknowledged write`() async throws {
        let server = try await PostgresServer.start()
        defer { server.stop() }
        let database = try await PostgresDatabase.open(server.url(schema: "hanoi"))
        try await database.migrate(Fixture.migrations)
        let acknowledged = Kept<Set<Int64>>([])
        let inDoubt = Kept<Set<Int64>>([])

        let load = (0..<4).map { lane in
            Task {
                for step in 1...200 {
                    let id = lane * 1_000 + step
                    do {
                        try await database.write("test.add") { transaction in
                            try transaction.execute(Fixture.insert, [.int(id), .text("n\(id)"), .int(1)])
                        }
                        _ = acknowledged.withLock { $0.insert(Int64(id)) }
                    } catch StoreError.inDoubt {
                        _ = inDoubt.withLock { $0.insert(Int64(id)) }
                    }
                }
            }
        }
        while acknowledged.withLock({ $0.count }) < 100 { await Task.yield() }
        try await server.crash()
        try await server.revive()
        for task in load { try await task.value }

        let found = try await database.read { Set(try $0.all(Fixture.ids) { $0.int(0) }) }
        let (promised, doubted) = (acknowledged.withLock { $0 }, inDoubt.withLock { $0 })
        #expect(promised.isSubset(of: found))
        #expect(found.isSubset(of: promised.union(doubted)))
        #expect(promised.count + doubted.count == 800)
        #expect(doubted.count < 16)
        try await database.close()
    }
}
