import Store
import TestEngines
import Testing

@Suite struct SchemaTests {
    private static let everything = Table(
        "everything", primaryKey: ["key"],
        columns: [Column("key", .id, .open)]
            + ColumnType.allCases.map { Column("a_\($0.rawValue)", $0, .internal, nullable: true) })

    private static let samples: [ColumnType: SQLValue] = [
        .id: .int(Int64.max), .int: .int(Int64.min), .real: .real(16_777_217), .text: .text("Đường Hàng Bạc"),
        .blob: .blob([0, 255, 1]), .date: .text("2026-11-21"), .instant: .int(1_795_000_000_000 as Int64),
        .bool: .int(1 as Int64),
    ]

    @Test(arguments: Engine.allCases, ColumnType.allCases)
    func `every column type keeps its value and refuses another's`(engine: Engine, type: ColumnType) async throws {
        let fixture = try await Fixture(engine, migrations: [Migration("Test.0001", [.createTable(Self.everything)])])
        let sample = try #require(Self.samples[type])
        let column = "a_\(type.rawValue)"
        let insert = Statement("INSERT INTO everything (key, \(column)) VALUES (?, ?)")
        let select = Statement("SELECT \(column) FROM everything WHERE key = 1")

        _ = try await fixture.database.write("test") { try $0.execute(insert, [.int(1), sample]) }

        let found = try await fixture.database.read { transaction in
            try transaction.first(select) { row -> SQLValue in
                switch sample {
                case .int: .int(row.int(0))
                case .real: .real(row.real(0))
                case .text: .text(row.text(0))
                case .blob: .blob(row.blob(0))
                case .null: .null
                }
            }
        }
        #expect(found == sample)
        let foreign: SQLValue = type == .blob ? .text("x") : .blob([1])
        await #expect(throws: StoreError.self) {
            _ = try await fixture.database.write("test") { try $0.execute(insert, [.int(2), foreign]) }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a boolean is 0 or 1 and the refusal names the column`(engine: Engine) async throws {
        let fixture = try await Fixture(engine, migrations: [Migration("Test.0001", [.createTable(Self.everything)])])

        await #expect {
            _ = try await fixture.database.write("test") {
                try $0.execute("INSERT INTO everything (key, a_bool) VALUES (\(1), \(2))")
            }
        } throws: { error in
            if case StoreError.constraint(let text) = error { text.contains("everything_a_bool_bool") } else { false }
        }
    }

    @Test(arguments: Engine.allCases)
    func `unique, check and foreign key are constraints`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.add(1, name: "one")

        for body: @Sendable () async throws -> Void in [
            { try await fixture.add(2, name: "one") }, { try await fixture.add(3, height: -1) },
            {
                _ = try await fixture.database.write("test") {
                    try $0.execute(Fixture.insertBulb, [.int(1), .int(77)])
                }
            },
        ] {
            await #expect { try await body() } throws: { error in
                if case StoreError.constraint = error { true } else { false }
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `migrations run once and grow at the end`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.add(1)
        let grown =
            Fixture.migrations + [
                Migration(
                    "Test.0002_add_colour",
                    [
                        .addColumn(table: "lantern", Column("colour", .text, .open), default: .text("it's red")),
                        .createIndex(table: "lantern", Index("lantern_by_colour", ["colour", "id"])),
                        .run(Statement("UPDATE lantern SET height = height + 1")),
                    ])
            ]

        try await fixture.database.migrate(grown)
        try await fixture.database.migrate(grown)

        let rows = try await fixture.database.read { transaction in
            try transaction.all("SELECT colour, height FROM lantern") { "\($0.text(0)) \($0.int(1))" }
        }
        #expect(rows == ["it's red 2"])
    }

    @Test(arguments: Engine.allCases)
    func `an edited, a renamed and a missing migration are refused`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let edited = Migration("Test.0001_create_lantern", [.run(Statement("SELECT 1"))])
        let renamed = Migration("Test.0001_make_lantern", Fixture.migrations[0].steps)

        for (list, words) in [([edited], "was edited"), ([renamed], "only grows at its end"), ([], "newer version")] {
            await #expect {
                try await fixture.database.migrate(list)
            } throws: { error in
                if case StoreError.schema(_, let text) = error { text.contains(words) } else { false }
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a migration that fails leaves nothing behind`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let bad = Migration(
            "Test.0002_bad",
            [.createTable(Self.everything), .run(Statement("INSERT INTO nowhere (a) VALUES (1)"))])

        await #expect(throws: StoreError.self) { try await fixture.database.migrate(Fixture.migrations + [bad]) }

        #expect(await fixture.home.hasTable("everything") == false)
    }
}

extension TestDatabase {
    fileprivate func hasTable(_ name: String) async -> Bool {
        (try? await unprepared(among: [Statement("SELECT 1 FROM \(name)")])) == []
    }
}
