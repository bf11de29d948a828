import CPostgres
import Store

extension Connection {
    /// Rows by `COPY … FROM STDIN` in its binary form. Libpq copies outside of its pipeline mode only, so what is queued
    /// goes first.
    /// - Throws: as `ParameterBuffer.fill`, before anything of these rows is sent; what the server refuses.
    func copy(_ rows: [[SQLValue]], into table: Table) throws {
        let bytes = try Self.copyStream(rows, table)
        try flush()
        guard PQexitPipelineMode(raw) == 1 else { throw lost() }
        let text = "COPY \(SchemaDialect.name(table.name)) \(SchemaDialect.list(table.columns.map(\.name)))"
        let outcome = send(bytes, "\(text) FROM STDIN (FORMAT binary)")
        guard PQenterPipelineMode(raw) == 1 else { throw lost() }
        if let outcome { throw outcome }
    }

    private func send(_ bytes: [UInt8], _ text: String) -> PostgresFailure? {
        let begun = PQexec(raw, text)
        guard PQresultStatus(begun) == PGRES_COPY_IN else { return failure(of: begun, text) }
        PQclear(begun)
        let isSent = bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return true }
            return PQputCopyData(raw, start.assumingMemoryBound(to: CChar.self), Int32(bytes.count)) == 1
        }
        guard isSent, PQputCopyEnd(raw, nil) == 1 else { return lost() }
        var failure: PostgresFailure?
        while let result = PQgetResult(raw) {
            if PQresultStatus(result) == PGRES_COMMAND_OK {
                PQclear(result)
            } else {
                failure = failure ?? self.failure(of: result, text)
            }
        }
        return failure
    }

    private func failure(of result: OpaquePointer?, _ text: String) -> PostgresFailure {
        guard let result else { return lost() }
        defer { PQclear(result) }
        let failure = PostgresFailure(result, on: text)
        if case .newConnection = failure.cure { isBroken = true }
        return failure
    }

    /// Signature, flags, no extension; a count of fields before each row, a length before each field; -1 at the end.
    private static func copyStream(_ rows: [[SQLValue]], _ table: Table) throws -> [UInt8] {
        let types = table.columns.map(\.type.wire.rawValue)
        var bytes: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        for row in rows {
            guard row.count == types.count else {
                throw StoreError.engine("a row of \(table.name) has \(types.count) values, \(row.count) were given")
            }
            bytes.append(Int16(types.count))
            for (value, type) in zip(row, types) {
                guard value != .null else {
                    bytes.append(Int32(-1))
                    continue
                }
                let place = bytes.count
                bytes.append(Int32(0))
                try bytes.append(value, as: type)
                Swift.withUnsafeBytes(of: Int32(bytes.count - place - 4).bigEndian) { length in
                    bytes.replaceSubrange(place..<place + 4, with: length)
                }
            }
        }
        bytes.append(Int16(-1))
        return bytes
    }
}
