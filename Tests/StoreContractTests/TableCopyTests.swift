import Store
import TestEngines
import Testing

@Suite struct TableCopyTests {
    private static let migrations = [
        Migration(
            "Test.0001_create_lantern",
            [
                .createTable(
                    Table(
                        "lantern", primaryKey: ["id"], uniques: [["name"]],
                        indexes: [Index("lantern_by_day", ["hung", "id"], where: "hung IS NOT NULL")],
                        columns: [
                            Column("id", .id, .open), Column("name", .text, .open),
                            Column("height", .real, .open, nullable: true), Column("lit", .bool, .open),
                            Column("hung", .date, .open, nullable: true), Column("at", .instant, .open),
                            Column("light", .blob, .open, nullable: true),
                        ])),
                .createTable(
                    Table(
                        "visit", primaryKey: ["place", "number"], clustered: true,
                        foreignKeys: [ForeignKey(["lantern"], "lantern", ["id"])],
                        columns: [
                            Column("place", .text, .open), Column("number", .int, .open),
                            Column("lantern", .id, .open),
                        ])),
            ]),
        Migration(
            "Test.0002_add_colour",
            [
                .addColumn(table: "lantern", Column("colour", .text, .open), default: .text("đỏ")),
                .createIndex(table: "lantern", Index("lantern_by_moment", ["at"], unique: true)),
            ]),
    ]

    private static let insert = Statement(
        "INSERT INTO lantern (id, name, height, lit, hung, at, light, colour) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    private static let visit = Statement("INSERT INTO visit (place, number, lantern) VALUES (?, ?, ?)")
    private static let all = Statement(
        "SELECT id, name, height, lit, hung, at, light, colour FROM lantern ORDER BY id")
    private static let visits = Statement("SELECT place, number, lantern FROM visit ORDER BY place, number")

    struct Pair: Sendable, CustomTestStringConvertible {
        let from: Engine
        let to: Engine
        var testDescription: String { "\(from) → \(to)" }
        static let all = Engine.allCases.flatMap { from in Engine.allCases.map { Pair(from: from, to: $0) } }
    }

    private struct Lantern: Sendable, Hashable {
        let values: [SQLValue]

        init(_ row: any Row) {
            values = [
                .int(row.int(0)), .text(row.text(1)), row.isNull(2) ? .null : .real(row.real(2)), .int(row.int(3)),
                .optional(row.optionalText(4)), .int(row.int(5)), .optional(row.optionalBlob(6)), .text(row.text(7)),
            ]
        }
    }

    @Test(arguments: Pair.all)
    func `every value of every row arrives, whatever the engines`(_ pair: Pair) async throws {
        let (old, new) = (try await database(pair.from), try await database(pair.to))
        _ = try await old.database.write("test.fill") { transaction in
            for id in 1...4_567 {
                let isOdd = id % 2 == 1
                try transaction.execute(
                    Self.insert,
                    [
                        .int(id), .text("Đèn “\(id)”\n"), isOdd ? .real(Double(id) / 3) : .null, .bool(isOdd),
                        isOdd ? .text("2026-01-02") : .null, .int(Int64.max - Int64(id)),
                        isOdd ? .blob([0, 255, UInt8(id % 256)]) : .null, .text("vàng"),
                    ])
                try transaction.execute(Self.visit, [.text("phường \(id % 7)"), .int(id), .int(id)])
            }
        }

        let counts = try await TableCopy(Migration.tables(after: Self.migrations)).run(
            from: old.database, to: new.database)

        #expect(counts == ["lantern": 4_567, "visit": 4_567])
        let lanterns = try await new.database.read { try $0.all(Self.all, [], Lantern.init) }
        #expect(lanterns == (try await old.database.read { try $0.all(Self.all, [], Lantern.init) }))
        #expect(lanterns.count == 4_567)
        func places(_ home: TestDatabase) async throws -> [[SQLValue]] {
            try await home.database.read { transaction in
                try transaction.all(Self.visits) { [.text($0.text(0)), .int($0.int(1)), .int($0.int(2))] }
            }
        }
        #expect(try await places(new) == places(old))
        // The indexes that were taken away for it are there again, and as strict as before.
        await #expect(throws: StoreError.self) {
            _ = try await new.database.write("test.same moment") { transaction in
                try transaction.execute(
                    Self.insert,
                    [
                        .int(9_999), .text("same moment"), .null, .bool(false), .null, .int(Int64.max - 1), .null,
                        .text(""),
                    ])
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a row the target refuses ends the copy and leaves the engine usable`(_ engine: Engine) async throws {
        let (old, new) = (try await database(.sqlite), try await database(engine))
        for home in [old, new] {
            _ = try await home.database.write("test.hang") { transaction in
                try transaction.execute(
                    Self.insert, [.int(1), .text("1"), .null, .bool(false), .null, .int(1), .null, .text("")])
            }
        }
        await #expect(throws: StoreError.self) {
            _ = try await TableCopy(Migration.tables(after: Self.migrations)).run(from: old.database, to: new.database)
        }
        let again = try await new.database.write("test.hang") { transaction in
            try transaction.load(
                [[.int(2), .text("2"), .null, .bool(true), .null, .int(2), .blob([]), .text("")]],
                into: Migration.tables(after: Self.migrations)[0])
            return try transaction.all(Self.all, [], Lantern.init).count
        }
        #expect(again == 2)
    }

    @Test(arguments: Engine.allCases)
    func `what is written while it copies is not in the copy`(_ engine: Engine) async throws {
        let (old, new) = (try await database(engine), try await database(.sqlite))
        func hang(_ ids: ClosedRange<Int>) async throws {
            _ = try await old.database.write("test.hang") { transaction in
                for id in ids {
                    try transaction.execute(
                        Self.insert, [.int(id), .text("\(id)"), .null, .bool(false), .null, .int(id), .null, .text("")])
                }
            }
        }
        try await hang(1...4_500)
        let gate = Gate()

        async let copied = TableCopy(Migration.tables(after: Self.migrations)).run(
            from: old.database, to: new.database
        ) { progress in
            // After the first page, before the second is read.
            if progress.rows == 4_000 { gate.pass() }
        }
        await gate.awaitSomebody()
        try await hang(4_501...4_600)
        gate.open()

        #expect(try await copied["lantern"] == 4_500)
    }

    /// A copy's snapshot lasts as long as the copy.
    private func database(_ engine: Engine) async throws -> TestDatabase {
        var limits = TestDatabase.Limits()
        limits.readLimit = .seconds(600)
        let home = try await TestDatabase(engine, limits)
        try await home.database.migrate(Self.migrations)
        return home
    }
}
