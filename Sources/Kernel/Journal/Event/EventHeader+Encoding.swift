import Civic

/// The canonical bytes of a header, format 1 (docs/journal.md). They are hashed, so they are stored as written and
/// never encoded again; a later format gets another version byte and this one stays readable for ever.
extension EventHeader {
    /// "MCJ" and the version of the format.
    static let magic: [UInt8] = [0x4D, 0x43, 0x4A, 0x01]

    /// - Throws: `JournalError.tooLong` when a text is over 65,535 bytes or there are more facts than that.
    package func encoded() throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        bytes += Self.magic
        bytes.appendInt(id.rawValue)
        bytes.appendInt(stream.rawValue)
        bytes.appendInt(streamSeq)
        try bytes.appendText(kind)
        bytes.appendInt(Int64(kindVersion))
        bytes.appendInt(at.milliseconds)
        bytes.appendInt(effective.milliseconds)
        bytes.appendOptional(releasedAt) { $0.appendInt($1.milliseconds) }
        bytes.appendInt(actor.rawValue)
        bytes.appendOptional(mandate) { $0.appendInt($1.rawValue) }
        try bytes.appendOptional(unit) { try $0.appendText($1) }
        try bytes.appendOptional(purpose) { try $0.appendText($1) }
        try bytes.appendCount(facts.sorted.count)
        for fact in facts.sorted {
            try bytes.appendText(fact.key)
            switch fact.value {
            case .text(let value):
                bytes.append(1)
                try bytes.appendText(value)
            case .int(let value):
                bytes.append(2)
                bytes.appendInt(value)
            case .bool(let value):
                bytes.append(3)
                bytes.append(value ? 1 : 0)
            }
        }
        commitment.append(to: &bytes)
        return bytes
    }
}

extension [UInt8] {
    /// 8 bytes, big-endian, two's complement.
    fileprivate mutating func appendInt(_ value: Int64) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    /// 2 bytes, big-endian.
    fileprivate mutating func appendCount(_ count: Int) throws {
        guard let count = UInt16(exactly: count) else { throw JournalError.tooLong }
        append(UInt8(count >> 8))
        append(UInt8(count & 0xFF))
    }

    /// The number of bytes, then UTF-8.
    fileprivate mutating func appendText(_ text: String) throws {
        try appendCount(text.utf8.count)
        append(contentsOf: text.utf8)
    }

    /// 0, or 1 and the value.
    fileprivate mutating func appendOptional<Value>(
        _ value: Value?, _ encode: (inout [UInt8], Value) throws -> Void
    ) rethrows {
        guard let value else { return append(0) }
        append(1)
        try encode(&self, value)
    }
}
