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
            try bytes.append(value, as: type)
            places.append((offset, bytes.count - offset))
        }
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
