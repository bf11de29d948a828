import CPostgres
import Store

/// One answer of the server; it is its own row while it is being read, so that reading makes no objects.
final class Answer: Row {
    private let result: OpaquePointer
    private var row: Int32 = 0

    init(_ result: OpaquePointer) {
        self.result = result
    }

    deinit {
        PQclear(result)
    }

    var rowCount: Int32 { PQntuples(result) }

    /// The command that was run: `COMMIT`, `UPDATE 3`.
    var command: String { String(cString: PQcmdStatus(result)) }

    /// How many rows the command changed, or answered.
    var changedRows: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    /// Of a description: the types of parameters and columns.
    var parameterTypes: [UInt32] { (0..<PQnparams(result)).map { PQparamtype(result, $0) } }
    var columnTypes: [UInt32] { (0..<PQnfields(result)).map { PQftype(result, $0) } }

    func forEach(_ decode: (any Row) throws -> Void) rethrows {
        for number in 0..<rowCount {
            row = number
            try decode(self)
        }
    }

    private func type(_ column: Int) -> WireType? { WireType(rawValue: PQftype(result, Int32(column))) }

    private func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, Int32(column)), count: Int(PQgetlength(result, row, Int32(column))))
    }

    private func number<Number: FixedWidthInteger>(_ column: Int, _ type: Number.Type) -> Number {
        let bytes = bytes(column)
        guard bytes.count == MemoryLayout<Number>.size else { return 0 }
        return Number(bigEndian: bytes.loadUnaligned(as: Number.self))
    }

    func isNull(_ column: Int) -> Bool { PQgetisnull(result, row, Int32(column)) == 1 }

    func int(_ column: Int) -> Int64 {
        switch type(column) {
        case .int8: number(column, Int64.self)
        case .int4: Int64(number(column, Int32.self))
        case .int2: Int64(number(column, Int16.self))
        case .bool: Int64(number(column, UInt8.self))
        case .float8: Int64(exactly: real(column).rounded(.towardZero)) ?? 0
        default: Int64(text(column)) ?? 0
        }
    }

    func real(_ column: Int) -> Double {
        switch type(column) {
        case .float8: Double(bitPattern: number(column, UInt64.self))
        case .int8, .int4, .int2: Double(int(column))
        default: Double(text(column)) ?? 0
        }
    }

    func text(_ column: Int) -> String {
        switch type(column) {
        case .int8, .int4, .int2, .bool: isNull(column) ? "" : String(int(column))
        case .float8: isNull(column) ? "" : String(real(column))
        default: String(decoding: bytes(column), as: UTF8.self)
        }
    }

    func blob(_ column: Int) -> [UInt8] { [UInt8](bytes(column)) }
}
