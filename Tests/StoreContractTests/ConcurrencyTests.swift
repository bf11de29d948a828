import Store
import StorePostgres
import TestEngines
import Testing

/// What the domain leans on when several write at once (decision records 0011 and 0017): counters, expected versions,
/// unique keys.
@Suite struct ConcurrencyTests {
    struct VersionChanged: Error {}

    private static let schema = [
        Migration(
            "Test.0001_create_counter",
            [
                .createTable(
                    Table(
                        "counter", primaryKey: ["name"], clustered: true,
                        columns: [Column("name", .text, .open), Column("value", .int, .open)])),
                .createTable(
                    Table(
                        "page", primaryKey: ["book", "number"],
                        columns: [Column("book", .id, .open), Column("number", .int, .open)])),
            ])
    ]
    private static let next = Statement(
        """
        INSERT INTO counter (name, value) VALUES (?, 1)
        ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value
        """)
    private static let value = Statement("SELECT value FROM counter WHERE name = ?")
    private static let move = Statement("UPDATE counter SET value = ? WHERE name = ? AND value = ?")
    private static let lastPage = Statement("SELECT COALESCE(MAX(number), 0) FROM page WHERE book = ?")
    private static let addPage = Statement("INSERT INTO page (book, number) VALUES (?, ?)")

    @Test(arguments: Engine.allCases)
    func `numbers drawn by many at once have no gap and no repeat, though some draw in vain`(
        engine: Engine
    ) async throws {
        let fixture = try await Fixture(engine, migrations: Self.schema)

        let numbers = try await withThrowingTaskGroup(of: Int64?.self, returning: [Int64].self) { group in
            for turn in 0..<120 {
                group.addTask {
                    do {
                        return try await fixture.database.write("test.draw") { transaction in
                            let number = try transaction.first(Self.next, [.text("HN.HK")]) { $0.int(0) } ?? 0
                            if turn.isMultiple(of: 4) { throw VersionChanged() }
                            return number
                        }
                    } catch is VersionChanged {
                        return nil
                    }
                }
            }
            return try await group.reduce(into: []) { if let number = $1 { $0.append(number) } }
        }

        #expect(numbers.sorted() == Array(1...90))
    }

    @Test(arguments: Engine.allCases)
    func `of those who expect one version one comes through`(engine: Engine) async throws {
        let fixture = try await Fixture(engine, migrations: Self.schema)
        _ = try await fixture.database.write("test.make") { try $0.first(Self.next, [.text("dossier")]) { $0.int(0) } }

        for version in Int64(1)...10 {
            let winners = try await withThrowingTaskGroup(of: Bool.self, returning: Int.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        do {
                            try await fixture.database.write("test.decide") { transaction in
                                let seen = try transaction.first(Self.value, [.text("dossier")]) { $0.int(0) } ?? 0
                                guard seen == version else { throw VersionChanged() }
                                try transaction.execute(
                                    Self.move, [.int(seen + 1), .text("dossier"), .int(seen)], changing: 1,
                                    else: VersionChanged())
                            }
                            return true
                        } catch is VersionChanged {
                            return false
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(winners == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `who reads the last number and writes the next is not refused for a neighbour's`(
        engine: Engine
    ) async throws {
        let fixture = try await Fixture(engine, migrations: Self.schema)

        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<24 {
                group.addTask {
                    _ = try await fixture.database.write("test.addPage") { transaction in
                        let last = try transaction.first(Self.lastPage, [.int(1)]) { $0.int(0) } ?? 0
                        try transaction.execute(Self.addPage, [.int(1), .int(last + 1)])
                    }
                }
            }
            try await group.waitForAll()
        }

        #expect(try await fixture.database.read { try $0.first(Self.lastPage, [.int(1)]) { $0.int(0) } } == 24)
    }

    @Test func `bulk work that stands still stops no other, and who waits too long is told`() async throws {
        var options = PostgresOptions()
        options.allowsUnsynced = true
        options.bulkWriters = 1
        options.patience = .milliseconds(300)
        let url = try await PostgresServer.shared.value.newURL()
        let database = try await PostgresDatabase.open(url, options: options)
        try await database.migrate(Fixture.migrations)
        let gate = Gate()

        let holder = Task {
            try await database.write("test.hold", priority: .bulk) { transaction in
                _ = try transaction.first(Fixture.ids) { $0.int(0) }
                gate.pass()
            }
        }
        await gate.awaitSomebody()
        let waiting = Task {
            try await database.write("test.wait", priority: .bulk) { transaction in
                try transaction.execute(Fixture.insert, [.int(1), .text("one"), .int(1)])
            }
        }
        try await database.write("test.add") { try $0.execute(Fixture.insert, [.int(2), .text("two"), .int(1)]) }

        await #expect(throws: StoreError.busy) { _ = try await waiting.value }
        gate.open()
        _ = try await holder.value
        #expect(try await database.read { try $0.all(Fixture.ids) { $0.int(0) } } == [2])
        try await database.close()
    }
}
