/// The tree of RFC 6962 (section 2.1) as pure functions over its perfect subtrees.
///
/// `node(height, index)` gives the root of leaves `index << height ..< (index + 1) << height`; where it comes from
/// (tiles, memory) is the caller's business.
package enum MerkleTree {
    package typealias Node = (_ height: Int, _ index: Int64) throws -> Hash256

    /// The root of a tree without leaves: the hash of nothing.
    package static let emptyRoot = Hash256.digest([])

    /// leaf = SHA-256(0x00 ‖ header)
    package static func leaf(_ header: [UInt8]) -> Hash256 {
        Hash256.digest([0], header)
    }

    package static func parent(_ left: Hash256, _ right: Hash256) -> Hash256 {
        var bytes: [UInt8] = [1]
        bytes.reserveCapacity(65)
        left.append(to: &bytes)
        right.append(to: &bytes)
        return Hash256.digest(bytes)
    }

    package static func root(size: Int64, node: Node) throws -> Hash256 {
        size == 0 ? emptyRoot : try root(of: 0..<size, node)
    }

    /// The siblings from a leaf up to the root of the first `size` leaves.
    package static func inclusion(of leaf: Int64, size: Int64, node: Node) throws -> [Hash256] {
        precondition((0..<size).contains(leaf), "a proof is of a leaf of the tree")
        var range = 0..<size
        var path: [Hash256] = []
        while range.count > 1 {
            let middle = range.lowerBound + split(Int64(range.count))
            if leaf < middle {
                path.append(try root(of: middle..<range.upperBound, node))
                range = range.lowerBound..<middle
            } else {
                path.append(try root(of: range.lowerBound..<middle, node))
                range = middle..<range.upperBound
            }
        }
        return path.reversed()
    }

    /// What shows that the tree of `old` leaves is the beginning of the tree of `size` leaves.
    package static func consistency(from old: Int64, to size: Int64, node: Node) throws -> [Hash256] {
        precondition((0...size).contains(old), "a tree only grows")
        guard old > 0 && old < size else { return [] }
        var range = 0..<size
        var isWhole = true
        var path: [Hash256] = []
        while old != range.upperBound {
            let middle = range.lowerBound + split(Int64(range.count))
            if old <= middle {
                path.append(try root(of: middle..<range.upperBound, node))
                range = range.lowerBound..<middle
            } else {
                path.append(try root(of: range.lowerBound..<middle, node))
                range = middle..<range.upperBound
                isWhole = false
            }
        }
        if !isWhole { path.append(try root(of: range, node)) }
        return path.reversed()
    }

    /// Largest power of two below `count`.
    static func split(_ count: Int64) -> Int64 {
        1 << (63 - (count - 1).leadingZeroBitCount)
    }

    private static func root(of range: Range<Int64>, _ node: Node) throws -> Hash256 {
        let count = Int64(range.count)
        if count & (count - 1) == 0 {
            let height = count.trailingZeroBitCount
            return try node(height, range.lowerBound >> height)
        }
        let middle = range.lowerBound + split(count)
        return parent(try root(of: range.lowerBound..<middle, node), try root(of: middle..<range.upperBound, node))
    }
}
