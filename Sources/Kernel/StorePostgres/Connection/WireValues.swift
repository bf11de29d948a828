import Store

/// Values in the server's binary form, in network order: those of a call and those of a copy.
extension [UInt8] {
    /// - Parameter type: what the server takes the value for; null is the caller's to say.
    /// - Throws: `StoreError.engine` for a text with U+0000, `.constraint` for a value of another type than the server's:
    ///   STRICT tables refuse it on SQLite.
    mutating func append(_ value: SQLValue, as type: UInt32) throws {
        switch (value, WireType(rawValue: type)) {
        case (.int(let number), .int8): append(number)
        // `LIMIT ? + 1` and the like: what the server takes for a small number must be one.
        case (.int(let number), .int4): append(try Self.exactly(number, Int32.self))
        case (.int(let number), .int2): append(try Self.exactly(number, Int16.self))
        case (.int(let number), .float8): append(Double(number).bitPattern)
        case (.real(let number), .float8): append(number.bitPattern)
        case (.text(let text), .text), (.text(let text), .varchar), (.text(let text), .unknown),
            (.text(let text), .name):
            guard !text.utf8.contains(0) else {
                throw StoreError.engine("a text holds U+0000: the doors must refuse it")
            }
            self += text.utf8
        case (.blob(let blob), .bytea): self += blob
        default:
            throw StoreError.constraint("a value is \(value.kind) where the statement takes PostgreSQL's type \(type)")
        }
    }

    mutating func append(_ number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { self += $0 }
    }

    private static func exactly<Small: FixedWidthInteger>(_ number: Int64, _ type: Small.Type) throws -> Small {
        guard let small = Small(exactly: number) else {
            throw StoreError.constraint("\(number) is too large where the statement takes \(Small.bitWidth) bits")
        }
        return small
    }
}

extension ColumnType {
    /// What `SchemaDialect.postgres` makes of it.
    var wire: WireType {
        switch self {
        case .id, .int, .instant, .bool: .int8
        case .real: .float8
        case .text, .date: .text
        case .blob: .bytea
        }
    }
}

extension SQLValue {
    fileprivate var kind: String {
        switch self {
        case .null: "null"
        case .int: "a whole number"
        case .real: "a fraction"
        case .text: "a text"
        case .blob: "bytes"
        }
    }
}
