import Store
import TestEngines
import Testing

@Suite struct ValueTests {
    private static let nasty = [
        "'; DROP TABLE lantern; --", "\" OR \"1\"=\"1", "?", "$1", "%_\\", "Nguyễn Thị Hương", "\u{1F3EE}", "e\u{301}",
        "",
        "line\nbreak\r\ttab",
    ]

    @Test(arguments: Engine.allCases, nasty)
    func `a value is never read as SQL and comes back byte for byte`(engine: Engine, name: String) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.add(1, name: name)
        try await fixture.add(2, name: "another")

        let found = try await fixture.database.read { transaction in
            try transaction.all("SELECT id, name FROM lantern WHERE name = \(name) ORDER BY id") {
                ($0.int(0), $0.text(1))
            }
        }

        #expect(found.map(\.0) == [1])
        #expect(found.map { Array($0.1.utf8) } == [Array(name.utf8)])
        #expect(try await fixture.ids() == [1, 2])
    }

    @Test(arguments: Engine.allCases)
    func `lists are bound value by value and an empty one matches nothing`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        for id in 1...5 { try await fixture.add(id) }

        let some = try await fixture.database.read { transaction in
            try transaction.all("SELECT id FROM lantern WHERE id IN (\(list: [.int(2), .int(4)])) ORDER BY id") {
                $0.int(0)
            }
        }
        let none = try await fixture.database.read { transaction in
            try transaction.all("SELECT id FROM lantern WHERE id IN (\(list: []))") { $0.int(0) }
        }

        #expect(some == [2, 4])
        #expect(none == [])
    }

    @Test(arguments: Engine.allCases)
    func `a text with U+0000 is refused`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)

        await #expect(throws: StoreError.self) { try await fixture.add(1, name: "a\0b") }
    }

    @Test(arguments: Engine.allCases)
    func `a wrong number of values is refused`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)

        await #expect(throws: StoreError.self) {
            _ = try await fixture.database.write("test") { try $0.execute(Fixture.insert, [.int(1)]) }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a query may run inside the rows of itself`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        for id in 1...4 { try await fixture.add(id) }

        let pairs = try await fixture.database.read { transaction in
            var pairs = 0
            try transaction.forEach(Fixture.ids, []) { _ in
                try transaction.forEach(Fixture.ids, []) { _ in pairs += 1 }
            }
            return pairs
        }

        #expect(pairs == 16)
    }

    @Test(arguments: Engine.allCases)
    func `a counter is upserted and answered in one statement`(engine: Engine) async throws {
        let counter = Table(
            "counter", primaryKey: ["name"], clustered: true,
            columns: [Column("name", .text, .open), Column("value", .int, .open)])
        let fixture = try await Fixture(engine, migrations: [Migration("Test.0001", [.createTable(counter)])])
        let next = Statement(
            """
            INSERT INTO counter (name, value) VALUES (?, 1)
            ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value
            """)

        var numbers: [Int64?] = []
        for _ in 1...3 {
            numbers.append(
                try await fixture.database.write("test") { try $0.first(next, [.text("HN.HK")]) { $0.int(0) } })
        }

        #expect(numbers == [1, 2, 3])
    }

    @Test(arguments: Engine.allCases)
    func `more texts than the engine keeps prepared still answer`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.add(1)

        for number in 0..<300 {
            let sql = SQL(stringLiteral: "SELECT id + \(number % 200) FROM lantern")
            #expect(try await fixture.database.read { try $0.first(sql) { $0.int(0) } } == Int64(1 + number % 200))
        }
    }

    @Test(arguments: Engine.allCases)
    func `a transaction cannot be used after its closure`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)

        await #expect(throws: StoreError.self) {
            let escaped = try await fixture.database.read { Escaped(transaction: $0) }
            _ = try escaped.transaction.all(Fixture.ids) { $0.int(0) }
        }
    }

    /// What the compiler would refuse, forced.
    private struct Escaped: @unchecked Sendable {
        let transaction: any Transaction
    }
}
