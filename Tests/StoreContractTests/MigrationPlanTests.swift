import Store
import TestEngines
import Testing

@Suite struct MigrationPlanTests {
    private static let grown =
        Fixture.migrations + [
            Migration(
                "Test.0002_add_colour",
                [
                    .addColumn(table: "lantern", Column("colour", .text, .open), default: .text("white")),
                    .createIndex(table: "lantern", Index("lantern_by_colour", ["colour"])),
                ])
        ]

    @Test(arguments: Engine.allCases)
    func `a plan names what would run and who would wait, and runs nothing`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.add(1)

        let plan = try await MigrationPlan.make(Self.grown, on: fixture.database)

        #expect(plan.applied == Fixture.migrations.count)
        #expect(plan.pending.map(\.migration) == ["Test.0002_add_colour"])
        let steps = try #require(plan.pending.first?.steps)
        #expect(steps.map(\.action) == ["add column lantern.colour", "create index lantern_by_colour"])
        #expect(steps.map(\.wait) == [.moment, .writers])
        #expect(steps.allSatisfy { $0.rows != nil })
        #expect(try await MigrationPlan.make(Self.grown, on: fixture.database).pending.count == 1)
    }

    @Test(arguments: Engine.allCases)
    func `a database that stopped half-way goes on from there`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let broken = Self.grown + [Migration("Test.0003_break", [.run(Statement("UPDATE nowhere SET a = 1"))])]
        await #expect(throws: StoreError.self) { try await fixture.database.migrate(broken) }

        let plan = try await MigrationPlan.make(Self.grown, on: fixture.database)
        try await fixture.database.migrate(Self.grown)

        #expect(plan.pending.isEmpty, "what ran before the broken one stands")
        try await fixture.add(2)
    }

    @Test(arguments: Engine.allCases)
    func `a plan refuses a list that is not the one that ran`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)

        await #expect(throws: StoreError.self) { try await MigrationPlan.make([], on: fixture.database) }
    }

    @Test func `a database that is not there yet would get everything`() async throws {
        let plan = try await MigrationPlan.make(Fixture.migrations, on: nil)

        #expect(plan.applied == 0)
        #expect(plan.pending.count == Fixture.migrations.count)
    }
}
