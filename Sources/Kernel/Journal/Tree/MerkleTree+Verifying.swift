extension MerkleTree {
    /// Whether `proof` leads from the leaf at `index` to the root of `size` leaves (RFC 9162, section 2.1.3.2).
    package static func verifies(
        inclusion proof: [Hash256], of leaf: Hash256, at index: Int64, size: Int64, root: Hash256
    ) -> Bool {
        guard index >= 0 && index < size else { return false }
        var node = index
        var last = size - 1
        var hash = leaf
        for sibling in proof {
            if last == 0 { return false }
            if node & 1 == 1 || node == last {
                hash = parent(sibling, hash)
                while node & 1 == 0 && node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = parent(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether `proof` shows that the first tree is the beginning of the second (RFC 9162, section 2.1.4.2).
    package static func verifies(
        consistency proof: [Hash256], from old: (size: Int64, root: Hash256), to new: (size: Int64, root: Hash256)
    ) -> Bool {
        if old.size == new.size { return proof.isEmpty && old.root == new.root }
        if old.size == 0 { return proof.isEmpty && old.root == emptyRoot }
        guard old.size > 0 && old.size < new.size else { return false }
        var path = proof[...]
        if old.size & (old.size - 1) == 0 { path = [old.root] + path }
        guard let first = path.popFirst() else { return false }
        var node = old.size - 1
        var last = new.size - 1
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        var oldHash = first
        var newHash = first
        for sibling in path {
            if last == 0 { return false }
            if node & 1 == 1 || node == last {
                oldHash = parent(sibling, oldHash)
                newHash = parent(sibling, newHash)
                while node & 1 == 0 && node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                newHash = parent(newHash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && oldHash == old.root && newHash == new.root
    }
}
