import Civic
import Foundation
import Journal
import TestEngines
import Testing

@Suite struct HeaderTests {
    private static let golden = NewEvent(
        id: ID(1), stream: ID(2), streamSeq: 3, kind: "lantern.lit", kindVersion: 4, at: Instant(milliseconds: 5),
        effective: Instant(milliseconds: 6), releasedAt: Instant(milliseconds: 7), actor: ID(8), mandate: ID(9),
        unit: "HN", purpose: "đo", facts: ["b": true, "a": -1, "c": "x"], body: Array("{}".utf8),
        salt: Salt(Hash256(words: SIMD4(1, 2, 3, 4))))

    @Test func `format 1 is written as documented and never otherwise`() throws {
        let hex = try Self.golden.header.encoded().map { String(format: "%02x", $0) }.joined()

        #expect(
            hex == "4d434a01" + "0000000000000001" + "0000000000000002" + "0000000000000003"
                + "000b6c616e7465726e2e6c6974" + "0000000000000004" + "0000000000000005" + "0000000000000006"
                + "010000000000000007" + "0000000000000008" + "010000000000000009" + "010002484e" + "010003c4916f"
                + "0003" + "000161" + "02ffffffffffffffff" + "000162" + "0301" + "000163" + "01000178"
                + Self.golden.header.commitment.description)
    }

    @Test func `the commitment is the digest of prefix, salt and body`() {
        // printf 'motcua/body/1' and the bytes of the words 1…4, big-endian, and '{}', through sha256sum.
        #expect(
            Self.golden.header.commitment.description
                == "0c5a85ab313d921f91d8f79743863af964822af64ab5292ff9c248a453244fbe")
    }

    @Test func `every header comes back from its bytes`() throws {
        var random = Seeded(7)
        for _ in 0..<500 {
            let header = Self.header(&random)
            #expect(try EventHeader(decoding: header.encoded()) == header)
        }
    }

    @Test func `bytes cut short, lengthened or of another format are refused`() throws {
        let bytes = try Self.golden.header.encoded()
        var other = bytes
        other[3] = 2

        for count in 0..<bytes.count {
            #expect(throws: JournalError.unreadableHeader) { try EventHeader(decoding: Array(bytes[..<count])) }
        }
        #expect(throws: JournalError.unreadableHeader) { try EventHeader(decoding: bytes + [0]) }
        #expect(throws: JournalError.unreadableHeader) { try EventHeader(decoding: other) }
    }

    @Test func `a text too long for its length is refused`() {
        var event = Self.golden
        event.purpose = String(repeating: "x", count: 65_536)

        #expect(throws: JournalError.tooLong) { try event.header.encoded() }
    }

    @Test func `facts stand in the order of their keys whatever order they came in`() {
        var facts: EventFacts = ["z": 1, "a": 2]
        facts["m"] = "three"
        facts["a"] = nil

        #expect(facts == ["m": "three", "z": 1])
        #expect(facts.sorted.map(\.key) == ["m", "z"])
    }

    private static func header(_ random: inout Seeded) -> EventHeader {
        let texts = ["", "a", "Phường Hoàn Kiếm", "🏮", "x\ny"]
        var facts = EventFacts.none
        for _ in 0..<Int.random(in: 0...5, using: &random) {
            let key = "k\(Int.random(in: 0...20, using: &random))"
            switch Int.random(in: 0...2, using: &random) {
            case 0: facts[key] = .text(texts.randomElement(using: &random) ?? "")
            case 1: facts[key] = .int(Int64.random(in: Int64.min...Int64.max, using: &random))
            default: facts[key] = .bool(Bool.random(using: &random))
            }
        }
        func chance<Value>(_ value: Value) -> Value? { Bool.random(using: &random) ? value : nil }
        func instant() -> Instant { Instant(milliseconds: Int64.random(in: -9...9_999_999_999_999, using: &random)) }
        func text() -> String { texts.randomElement(using: &random) ?? "" }
        func id<Subject>() -> ID<Subject> { ID(Int64.random(in: 0...Int64.max, using: &random)) }
        let salt = Salt(Hash256(words: SIMD4(random.next(), random.next(), random.next(), random.next())))
        return NewEvent(
            id: id(), stream: id(), streamSeq: 5, kind: text(), kindVersion: Int.random(in: 1...9, using: &random),
            at: instant(), effective: chance(instant()), releasedAt: chance(instant()), actor: id(),
            mandate: chance(id()), unit: chance(text()), purpose: chance(text()), facts: facts, body: [], salt: salt
        ).header
    }
}
