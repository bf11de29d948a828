package import Store

/// What a database keeps of its key ring, so that it is never served with another one: sealed values would stay shut
/// and every receipt secret change without a word.
package enum RingMark {
    private static let find = Statement("SELECT fingerprint FROM ring_mark WHERE id = 1")
    private static let insert = Statement(
        "INSERT INTO ring_mark (id, fingerprint) VALUES (1, ?) ON CONFLICT (id) DO NOTHING")

    static let statements = [find, insert]

    /// Nil before a ring was first used with this database.
    package static func fingerprint(in transaction: any Transaction) throws -> String? {
        try transaction.first(find, []) { $0.text(0) }
    }

    package static func set(_ ring: KeyRing, in transaction: any Transaction) throws {
        try transaction.execute(insert, [.text(ring.fingerprint)])
    }
}

extension KeyRing {
    /// The same for the life of a ring, since the index key is never rotated; tells nothing about it.
    package var fingerprint: String { Hex.text(Array(blindIndex("ring", context: "fingerprint").prefix(16))) }
}
