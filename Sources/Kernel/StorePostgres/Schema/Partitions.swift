import Civic
import Store

/// Tables that grow without end are split by ranges of an id. Ids are time-ordered (decision record 0008), so a range is a
/// time: 2^55 ids, 2^33 milliseconds, 99 days and some hours. Bounds are numbers counted from 2020, the same in every
/// database.
enum Partitions {
    /// Bits of an id below the number of its partition.
    private static let width: Int64 = 55

    /// The range that holds ids made at `now`.
    static func number(at now: Instant) -> Int64 {
        (max(now.milliseconds - IDGenerator.epoch, 0) << IDGenerator.millisecondShift) >> width
    }

    static func name(_ table: String, _ number: Int64) -> String { SchemaDialect.name("\(table)_\(number)") }

    /// What lies outside of every range: rows of a clock that runs ahead, until their range is made.
    static func rest(_ table: String) -> String { SchemaDialect.name("\(table)_rest") }

    /// Splits a table as it stands: what it holds becomes the first range, up to the end of the current one; nothing is
    /// moved, but every row is looked at once.
    static func statements(splitting table: String, by column: String, at now: Instant) -> [String] {
        let (parent, first) = (SchemaDialect.name(table), SchemaDialect.name("\(table)_first"))
        let key = SchemaDialect.name(column)
        let end = number(at: now) + 1
        return [
            "ALTER TABLE \(parent) RENAME TO \(first)",
            "CREATE TABLE \(parent) (LIKE \(first) INCLUDING ALL) PARTITION BY RANGE (\(key))",
            "ALTER TABLE \(parent) ATTACH PARTITION \(first) FOR VALUES FROM (MINVALUE) TO (\(end << width))",
            "CREATE TABLE \(rest(table)) PARTITION OF \(parent) DEFAULT",
        ] + range(end, of: table, by: column)
    }

    /// One more range; what lies of it in the rest already moves there.
    static func range(_ number: Int64, of table: String, by column: String) -> [String] {
        let (name, rest, key) = (name(table, number), rest(table), SchemaDialect.name(column))
        let (start, end) = (number << width, (number + 1) << width)
        return [
            "CREATE TABLE \(name) (LIKE \(SchemaDialect.name(table)) INCLUDING ALL)",
            "WITH moved AS (DELETE FROM \(rest) WHERE \(key) >= \(start) AND \(key) < \(end) RETURNING *) "
                + "INSERT INTO \(name) TABLE moved",
            "ALTER TABLE \(SchemaDialect.name(table)) ATTACH PARTITION \(name) FOR VALUES FROM (\(start)) TO (\(end))",
        ]
    }

    /// A range that was dropped, empty.
    static func again(_ range: TableRange) -> [String] {
        let isFirst = range.start == .min
        let name = isFirst ? SchemaDialect.name("\(range.table)_first") : name(range.table, range.start >> width)
        let parent = SchemaDialect.name(range.table)
        return [
            "CREATE TABLE \(name) (LIKE \(parent) INCLUDING ALL)",
            "ALTER TABLE \(parent) ATTACH PARTITION \(name) "
                + "FOR VALUES FROM (\(isFirst ? "MINVALUE" : "\(range.start)")) TO (\(range.end))",
        ]
    }
}
