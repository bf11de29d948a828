extension Migration {
    /// What the migration does, as a short stable text: the same on every engine and after every change of an engine's
    /// rendering. It tells an edited step from a shipped one; it does not protect against forgery. Sensitivity is not in
    /// it, because saying more carefully who may see a column changes no schema.
    package var fingerprint: String {
        var hash = FNV1a()
        for step in steps { step.describe(into: &hash) }
        return hash.hexadecimal
    }
}

extension Migration.Step {
    fileprivate func describe(into hash: inout FNV1a) {
        switch self {
        case .createTable(let table):
            hash.add("table", table.name, table.clustered ? "clustered" : "")
            for column in table.columns { column.describe(into: &hash) }
            hash.add("key", table.primaryKey)
            for unique in table.uniques { hash.add("unique", unique) }
            for index in table.indexes { index.describe(into: &hash) }
            for key in table.foreignKeys { hash.add("foreign", key.columns + [key.table] + key.references) }
            hash.add("checks", table.checks)
        case .addColumn(let table, let column, let value):
            hash.add("column", table, value.map { "\($0)" } ?? "")
            column.describe(into: &hash)
        case .createIndex(let table, let index):
            hash.add("index of", table)
            index.describe(into: &hash)
        case .split(let table, let column):
            hash.add("split", table, column)
        case .run(let statement):
            hash.add("run", statement.text)
        }
    }
}

extension Column {
    fileprivate func describe(into hash: inout FNV1a) {
        hash.add(name, type.rawValue, nullable ? "nullable" : "")
    }
}

extension Index {
    fileprivate func describe(into hash: inout FNV1a) {
        hash.add("index", name, unique ? "unique" : "", condition ?? "")
        hash.add("of", columns)
    }
}

/// Fowler, Noll and Vo's hash, 64 bits.
private struct FNV1a {
    private var value: UInt64 = 0xCBF2_9CE4_8422_2325

    var hexadecimal: String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }

    mutating func add(_ words: String...) {
        add("", words)
    }

    mutating func add(_ label: String, _ words: [String]) {
        for word in [label] + words + ["\u{1E}"] {
            for byte in word.utf8 + [0x1F] { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
    }
}
