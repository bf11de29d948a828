package import Store

/// Reads the stored tiles: the tree's nodes for proofs, and its right edge for appending.
package final class TreeTiles {
    private let transaction: any Transaction
    private var kept: [Key: [Hash256]] = [:]

    private struct Key: Hashable {
        let level: Int
        let tile: Int64
    }

    /// Valid inside the closure that `transaction` belongs to.
    package init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    func tile(_ level: Int, _ number: Int64) throws -> [Hash256] {
        let key = Key(level: level, tile: number)
        if let tile = kept[key] { return tile }
        let bytes = try transaction.first(JournalStore.tile, [.int(level), .int(number)]) { $0.blob(0) } ?? []
        let tile = stride(from: 0, to: bytes.count - bytes.count % 32, by: 32).compactMap {
            Hash256(bytes[$0..<$0 + 32])
        }
        if kept.count >= 64 { kept = [:] }
        kept[key] = tile
        return tile
    }

    /// The root of a perfect subtree; the source of `MerkleTree`'s functions.
    /// - Throws: `StoreError.damaged` when the tiles do not hold it.
    package func node(height: Int, index: Int64) throws -> Hash256 {
        let level = height / 8
        let inner = height % 8
        let first = index << inner
        let tile = try tile(level, first / Int64(TreeEdge.width))
        let start = Int(first % Int64(TreeEdge.width))
        guard start + 1 << inner <= tile.count else {
            throw StoreError.damaged("the tree's tile \(level)/\(first / Int64(TreeEdge.width)) is not complete")
        }
        return TreeEdge.perfect(tile[start..<start + 1 << inner])
    }

    /// - Throws: `StoreError.damaged` when a tile of the edge is shorter than the size says.
    func edge(size: Int64) throws -> TreeEdge {
        try TreeEdge(size: size) { level, number in
            var span: Int64 = 1
            for _ in 0..<level { span *= Int64(TreeEdge.width) }
            let tile = try self.tile(level, number)
            guard Int64(tile.count) >= size / span % Int64(TreeEdge.width) else {
                throw StoreError.damaged("the tree's tile \(level)/\(number) is not complete")
            }
            return tile
        }
    }
}
