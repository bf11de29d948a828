import Civic

extension EventHeader {
    /// Reads canonical bytes; refuses every other spelling of the same values, so that one header has one encoding.
    /// - Throws: `JournalError.unreadableHeader`.
    package init(decoding bytes: [UInt8]) throws {
        var reader = HeaderReader(bytes: bytes)
        guard try reader.take(Self.magic.count).elementsEqual(Self.magic) else { throw JournalError.unreadableHeader }
        id = ID(try reader.int())
        stream = ID(try reader.int())
        streamSeq = try reader.int()
        kind = try reader.text()
        kindVersion = Int(try reader.int())
        at = Instant(milliseconds: try reader.int())
        effective = Instant(milliseconds: try reader.int())
        releasedAt = try reader.optional { Instant(milliseconds: try $0.int()) }
        actor = ID(try reader.int())
        mandate = try reader.optional { ID(try $0.int()) }
        unit = try reader.optional { try $0.text() }
        purpose = try reader.optional { try $0.text() }
        facts = try reader.facts()
        guard let commitment = Hash256(try reader.take(32)), reader.isAtEnd else { throw JournalError.unreadableHeader }
        self.commitment = commitment
    }
}

private struct HeaderReader {
    let bytes: [UInt8]
    var place = 0

    var isAtEnd: Bool { place == bytes.count }

    mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        guard place + count <= bytes.count else { throw JournalError.unreadableHeader }
        defer { place += count }
        return bytes[place..<place + count]
    }

    mutating func int() throws -> Int64 {
        Int64(bitPattern: try take(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    mutating func count() throws -> Int {
        try take(2).reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func text() throws -> String {
        guard let text = String(validating: try take(try count()), as: UTF8.self) else {
            throw JournalError.unreadableHeader
        }
        return text
    }

    mutating func flag() throws -> Bool {
        switch try take(1).first {
        case 0: false
        case 1: true
        default: throw JournalError.unreadableHeader
        }
    }

    mutating func optional<Value>(_ decode: (inout HeaderReader) throws -> Value) throws -> Value? {
        try flag() ? try decode(&self) : nil
    }

    mutating func facts() throws -> EventFacts {
        var facts = EventFacts.none
        var last: String?
        for _ in 0..<(try count()) {
            let key = try text()
            if let last, !last.utf8.lexicographicallyPrecedes(key.utf8) { throw JournalError.unreadableHeader }
            last = key
            switch try take(1).first {
            case 1: facts[key] = .text(try text())
            case 2: facts[key] = .int(try int())
            case 3: facts[key] = .bool(try flag())
            default: throw JournalError.unreadableHeader
            }
        }
        return facts
    }
}
