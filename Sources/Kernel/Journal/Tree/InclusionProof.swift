package import Civic
package import Store

/// What a receipt carries so that anybody can check that an act stands in the journal: the event's header, its place,
/// and the way from there to a signed head.
package struct InclusionProof: Sendable {
    package let position: Int64
    package let header: [UInt8]
    package let path: [Hash256]
    package let head: TreeHead

    /// Pure: needs neither the database nor the house.
    package func holds(_ key: HeadPublicKey) -> Bool {
        head.isSigned(by: key)
            && MerkleTree.verifies(
                inclusion: path, of: MerkleTree.leaf(header), at: position, size: head.size, root: head.root)
    }
}

extension Journal {
    package static func lastHead(in transaction: any Transaction) throws -> TreeHead? {
        try transaction.first(JournalStore.lastHead, [], TreeHead.init)
    }

    /// The proof against the last signed head; nil while no head covers the event yet.
    package static func proof(of event: ID<NewEvent>, in transaction: any Transaction) throws -> InclusionProof? {
        guard let head = try lastHead(in: transaction),
            let (position, header) = try transaction.first(JournalStore.one, [.id(event)], { ($0.int(0), $0.blob(1)) }),
            position >= 0, position < head.size
        else { return nil }
        let tiles = TreeTiles(transaction)
        let path = try MerkleTree.inclusion(of: position, size: head.size, node: tiles.node)
        return InclusionProof(position: position, header: header, path: path, head: head)
    }

    /// Shows that the journal under `new` begins with the journal under `old`.
    package static func consistency(
        from old: TreeHead, to new: TreeHead, in transaction: any Transaction
    ) throws -> [Hash256] {
        let tiles = TreeTiles(transaction)
        return try MerkleTree.consistency(from: old.size, to: new.size, node: tiles.node)
    }
}
