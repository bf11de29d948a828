import Foundation
import Store

/// The values of one call as libpq wants them: pointers into one buffer of binary values in network order. Kept by the
/// connection, so that a call makes no new memory once it has grown.
struct ParameterBuffer {
    private var bytes: [UInt8] = []
    private var places: [(offset: Int, length: Int)?] = []

    /// - Throws: `StoreError.engine` for a wrong number of values or a text with U+0000, `.constraint` for a value of
    ///   another type than the statement's: STRICT tables refuse it on SQLite.
    mutating func fill(_ values: [SQLValue], _ types: [UInt32]) throws {
        guard values.count == types.count else {
            throw StoreError.engine("the statement takes \(types.count) values, \(values.count) were given")
        }
        bytes.removeAll(keepingCapacity: true)
        // An empty value needs a pointer too, or it would be NULL.
        bytes.append(0)
        places.removeAll(keepingCapacity: true)
        for (value, type) in zip(values, types) {
            guard value != .null else {
                places.append(nil)
                continue
            }
            let offset = bytes.count
            try append(value, as: type)
            places.append((offset, bytes.count - offset))
        }
    }

    private mutating func append(_ value: SQLValue, as type: UInt32) throws {
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
            bytes += text.utf8
        case (.blob(let blob), .bytea): bytes += blob
        default:
            throw StoreError.constraint("a value is \(value.kind) where the statement takes PostgreSQL's type \(type)")
        }
    }

    private mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
    }

    private static func exactly<Small: FixedWidthInteger>(_ number: Int64, _ type: Small.Type) throws -> Small {
        guard let small = Small(exactly: number) else {
            throw StoreError.constraint("\(number) is too large where the statement takes \(Small.bitWidth) bits")
        }
        return small
    }

    /// Lends the arrays of `PQsendQueryPrepared`: values (null for NULL), lengths, formats (1 is binary).
    func lend<Value>(
        _ body: (_ count: Int32, [UnsafePointer<CChar>?], [Int32], [Int32]) -> Value
    ) -> Value {
        bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress
            let pointers = places.map { place in
                place.flatMap { place in base.map { ($0 + place.offset).assumingMemoryBound(to: CChar.self) } }
            }
            return body(
                Int32(places.count), pointers, places.map { Int32($0?.length ?? 0) }, places.map { _ in 1 })
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
