/// The right edge of the tree: at each level of tiles the hashes that do not fill a tile yet. Enough to append leaves
/// and to know the root; at most 255 hashes a level, five levels for a million million events.
///
/// A hash of level L stands for 256^L leaves; 256 of them fill a tile and become one hash of level L + 1.
struct TreeEdge {
    static let width = 256

    private(set) var levels: [[Hash256]] = []
    private(set) var size: Int64 = 0

    init() {}

    /// - Parameter tile: the hashes of a partial tile, by level and number.
    init(size: Int64, tile: (_ level: Int, _ number: Int64) throws -> [Hash256]) rethrows {
        self.size = size
        var rest = size
        var level = 0
        while rest > 0 {
            let count = Int(rest % Int64(Self.width))
            levels.append(count == 0 ? [] : Array(try tile(level, rest / Int64(Self.width)).prefix(count)))
            rest /= Int64(Self.width)
            level += 1
        }
    }

    mutating func append(_ leaf: Hash256) {
        append(leaf) { _, _, _ in }
    }

    /// Appends a leaf.
    /// - Parameter onHash: told of each hash that came to stand in a tile: the leaf, and the roots of tiles it filled.
    mutating func append(
        _ leaf: Hash256, _ onHash: (_ level: Int, _ index: Int64, _ hash: Hash256) throws -> Void
    ) rethrows {
        var hash = leaf
        var index = size
        var level = 0
        size += 1
        while true {
            if level == levels.count { levels.append([]) }
            levels[level].append(hash)
            try onHash(level, index, hash)
            guard levels[level].count == Self.width else { return }
            hash = Self.perfect(levels[level][...])
            levels[level] = []
            index /= Int64(Self.width)
            level += 1
        }
    }

    var root: Hash256 {
        var root: Hash256?
        for level in levels {
            var rest = level[...]
            // The smallest perfect subtree stands furthest right.
            while !rest.isEmpty {
                let peak = rest.suffix(1 << rest.count.trailingZeroBitCount)
                let hash = Self.perfect(peak)
                root = root.map { MerkleTree.parent(hash, $0) } ?? hash
                rest = rest.dropLast(peak.count)
            }
        }
        return root ?? MerkleTree.emptyRoot
    }

    /// The root over a power of two of hashes.
    static func perfect(_ hashes: ArraySlice<Hash256>) -> Hash256 {
        var row = Array(hashes)
        while row.count > 1 {
            row = stride(from: 0, to: row.count, by: 2).map { MerkleTree.parent(row[$0], row[$0 + 1]) }
        }
        return row.first ?? MerkleTree.emptyRoot
    }
}
