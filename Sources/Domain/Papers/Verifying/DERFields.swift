import SwiftASN1

/// The fields of a DER structure, one after another; nil for what is not there, never a crash.
struct DERFields {
    private var nodes: ASN1NodeCollection.Iterator
    private var ahead: ASN1Node?

    /// - Parameter identifier: nil: whatever its tag is.
    init?(_ node: ASN1Node, _ identifier: ASN1Identifier?) {
        if let identifier, node.identifier != identifier { return nil }
        guard case .constructed(let nodes) = node.content else { return nil }
        self.nodes = nodes.makeIterator()
        ahead = self.nodes.next()
    }

    mutating func next() -> ASN1Node? {
        defer { ahead = nodes.next() }
        return ahead
    }

    mutating func next(_ identifier: ASN1Identifier) -> ASN1Node? {
        ahead?.identifier == identifier ? next() : nil
    }

    /// `[number]`, when it stands here.
    mutating func tagged(_ number: UInt) -> ASN1Node? {
        next(ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific))
    }

    mutating func identifier() -> ASN1ObjectIdentifier? {
        next(.objectIdentifier).flatMap { try? ASN1ObjectIdentifier(derEncoded: $0) }
    }

    mutating func octets() -> [UInt8]? { next(.octetString).flatMap(Self.bytes) }

    /// All that is left.
    mutating func rest() -> [ASN1Node] {
        var rest: [ASN1Node] = []
        while let node = next() { rest.append(node) }
        return rest
    }

    /// What a primitive holds.
    static func bytes(_ node: ASN1Node) -> [UInt8]? {
        if case .primitive(let bytes) = node.content { Array(bytes) } else { nil }
    }

    /// The first structure in the bytes, and what comes behind it (a PDF fills the room it kept with zeros).
    static func first(in bytes: [UInt8]) -> (ASN1Node, rest: ArraySlice<UInt8>)? {
        guard bytes.count >= 2 else { return nil }
        var length = Int(bytes[1])
        var head = 2
        if length > 127 {
            let count = length - 128
            guard (1...4).contains(count), bytes.count >= 2 + count else { return nil }
            length = bytes[2..<2 + count].reduce(0) { $0 << 8 | Int($1) }
            head += count
        }
        guard length <= bytes.count - head, let node = try? DER.parse(bytes[..<(head + length)]) else { return nil }
        return (node, bytes[(head + length)...])
    }
}
