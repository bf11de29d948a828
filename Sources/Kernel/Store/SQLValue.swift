package import Civic

/// What may travel to and from the database. Booleans travel as 0/1, instants as milliseconds, dates as ISO text.
package enum SQLValue: Hashable, Sendable {
    case null
    case int(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

extension SQLValue {
    package static func id<Subject>(_ id: ID<Subject>) -> SQLValue { .int(id.rawValue) }
    package static func id<Subject>(_ id: ID<Subject>?) -> SQLValue { id.map { .int($0.rawValue) } ?? .null }
    package static func instant(_ instant: Instant) -> SQLValue { .int(instant.milliseconds) }
    package static func instant(_ instant: Instant?) -> SQLValue { instant.map { .int($0.milliseconds) } ?? .null }
    package static func day(_ day: Day) -> SQLValue { .text(day.iso) }
    package static func day(_ day: Day?) -> SQLValue { day.map { .text($0.iso) } ?? .null }
    package static func bool(_ value: Bool) -> SQLValue { .int(value ? 1 : 0) }
    package static func int(_ value: Int) -> SQLValue { .int(Int64(value)) }
    package static func optional(_ value: Int64?) -> SQLValue { value.map { .int($0) } ?? .null }
    package static func optional(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
    package static func optional(_ value: [UInt8]?) -> SQLValue { value.map { .blob($0) } ?? .null }
}
