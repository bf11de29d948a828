import City
import Store
import Testing

/// That each column has a sensitivity is the compiler's doing; here stands what it cannot see.
struct SchemaTests {
    private let migrations = HouseMigrations.all
    private var tables: [(room: String, table: Table)] {
        migrations.flatMap { migration in migration.tables.map { (Self.room(of: migration), $0) } }
    }

    @Test func `migrations are named by room, number and deed, and numbered without a gap in each room`() {
        #expect(!migrations.isEmpty)
        #expect(Set(migrations.map(\.name)).count == migrations.count)
        for (room, own) in Dictionary(grouping: migrations, by: Self.room) {
            #expect(HousePlan.rooms[room] != nil, "no room \(room)")
            for (index, migration) in own.enumerated() {
                let rest = migration.name.dropFirst(room.count + 1)
                let number = "000\(index + 1)".suffix(4)
                #expect(rest.hasPrefix(number + "_") && Self.isSnakeCase(rest.dropFirst(5)), "\(migration.name)")
            }
        }
    }

    @Test func `tables, columns and indexes have plain names of their own`() {
        let indexes = tables.flatMap { $0.table.indexes.map(\.name) }

        #expect(Set(tables.map(\.table.name)).count == tables.count, "two tables of one name")
        #expect(Set(indexes).count == indexes.count, "two indexes of one name")
        for (_, table) in tables {
            let columns = table.columns.map(\.name)
            #expect(Set(columns).count == columns.count, "\(table.name): two columns of one name")
            for name in [table.name] + columns + table.indexes.map(\.name) {
                #expect(Self.isSnakeCase(name[...]), "\(table.name): \(name)")
            }
        }
    }

    @Test func `keys and indexes name columns that are there`() {
        for (_, table) in tables {
            let columns = Set(table.columns.map(\.name))
            let named =
                table.primaryKey + table.uniques.joined() + table.indexes.flatMap(\.columns)
                + table.foreignKeys.flatMap(\.columns)
            #expect(!table.primaryKey.isEmpty, "\(table.name) has no key")
            #expect(Set(named).subtracting(columns) == [], "\(table.name)")
        }
    }

    @Test func `a table that is split holds the id in every key, and nothing refers to it`() {
        let steps = migrations.flatMap(\.steps)
        for case .split(let name, let column) in steps {
            guard let table = tables.first(where: { $0.table.name == name })?.table else {
                Issue.record("\(name) is not there")
                continue
            }
            let keys = [table.primaryKey] + table.uniques + table.indexes.filter(\.unique).map(\.columns)
            #expect(keys.allSatisfy { $0.contains(column) }, "\(name)")
            #expect(table.columns.contains { $0.name == column && $0.type == .id }, "\(name)")
            #expect(!tables.contains { $0.table.foreignKeys.contains { $0.table == name } }, "\(name)")
        }
    }

    @Test func `foreign keys stay in their room or go down a floor`() {
        let homes = Dictionary(tables.map { ($0.table.name, $0) }) { first, _ in first }
        for (room, table) in tables {
            for key in table.foreignKeys {
                guard let (home, target) = homes[key.table] else {
                    Issue.record("\(table.name) refers to \(key.table), which is not there")
                    continue
                }
                #expect(home == room || height(home) < height(room), "\(table.name) → \(key.table): a sibling's table")
                #expect(
                    key.references == target.primaryKey || target.uniques.contains(key.references),
                    "\(table.name) → \(key.table): not a key")
            }
        }
    }

    @Test func `whole numbers of money and time have no fraction`() {
        let reals = tables.flatMap { home in
            home.table.columns.filter { $0.type == .real }.map { "\(home.table.name).\($0.name)" }
        }

        #expect(reals == [], "a column of floating point: money is Dong, time is an instant, shares are counted")
    }

    private static func room(of migration: Migration) -> String {
        migration.name.split(separator: ".").first.map(String.init) ?? ""
    }

    private func height(_ room: String) -> Int { HousePlan.heights[HousePlan.rooms[room]?.floor ?? ""] ?? -1 }

    private static func isSnakeCase(_ name: Substring) -> Bool {
        name.first?.isLetter == true && name.last != "_"
            && name.allSatisfy { ($0.isASCII && $0.isLowercase) || $0.isWholeNumber || $0 == "_" }
    }
}
