/// The rows of a growing table whose key lies between two ids: what an engine keeps apart, so that it can be taken out.
package struct TableRange: Sendable, Hashable {
    package let table: String
    /// The id it is split by, the first column of the table's key.
    package let key: String
    /// The least id; `Int64.min` for everything up to `end`.
    package let start: Int64
    /// The first id past it.
    package let end: Int64

    package init(table: String, key: String, start: Int64, end: Int64) {
        self.table = table
        self.key = key
        self.start = start
        self.end = end
    }

    package func contains(_ id: Int64) -> Bool { id >= start && id < end }
}
