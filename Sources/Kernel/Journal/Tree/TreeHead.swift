package import Civic
import Crypto
package import Store

/// A signed statement of how long the journal is and what stands in it.
package struct TreeHead: Sendable, Hashable {
    package let size: Int64
    package let root: Hash256
    package let at: Instant
    package let keyID: String
    /// Ed25519 over `signedBytes`.
    package let signature: [UInt8]

    /// "motcua/head/1" ‖ size ‖ root ‖ at ‖ key id; numbers in 8 bytes, big-endian.
    static func signedBytes(size: Int64, root: Hash256, at: Instant, keyID: String) -> [UInt8] {
        var bytes = Array("motcua/head/1".utf8)
        withUnsafeBytes(of: size.bigEndian) { bytes.append(contentsOf: $0) }
        root.append(to: &bytes)
        withUnsafeBytes(of: at.milliseconds.bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: keyID.utf8)
        return bytes
    }

    package func isSigned(by key: HeadPublicKey) -> Bool {
        key.keyID == keyID
            && key.verifies(
                signature, Self.signedBytes(size: size, root: root, at: at, keyID: keyID))
    }

    /// The form a witness keeps, one fact a line.
    package var text: String {
        """
        motcua tree head 1
        size \(size)
        root \(root)
        at \(at.milliseconds)
        key \(keyID)
        signature \(HeadKey.hexadecimal(signature))

        """
    }

    package init(size: Int64, root: Hash256, at: Instant, keyID: String, signature: [UInt8]) {
        self.size = size
        self.root = root
        self.at = at
        self.keyID = keyID
        self.signature = signature
    }

    /// Reads `text`; nil for anything else.
    package init?(text: String) {
        let lines = text.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1).map(String.init) }
        guard lines.count == 6, lines.allSatisfy({ $0.count == 2 }), lines[0] == ["motcua", "tree head 1"],
            lines.dropFirst().map({ $0[0] }) == ["size", "root", "at", "key", "signature"],
            let size = Int64(lines[1][1]), let root = HeadKey.bytes(lines[2][1]).flatMap({ Hash256($0) }),
            let at = Int64(lines[3][1]), let signature = HeadKey.bytes(lines[5][1])
        else { return nil }
        self.init(
            size: size, root: root, at: Instant(milliseconds: at), keyID: lines[4][1], signature: signature)
    }

    /// The newest head that the database holds.
    package static func last(in transaction: any Transaction) throws -> TreeHead? {
        try transaction.first(JournalStore.lastHead, [], TreeHead.init)
    }

    package static func ofSize(_ size: Int64, in transaction: any Transaction) throws -> TreeHead? {
        try transaction.first(JournalStore.headOfSize, [.int(size)], TreeHead.init)
    }

    /// Columns size, root, at, key_id, signature. A root that is not 32 bytes long can be no root.
    init(_ row: any Row) {
        self.init(
            size: row.int(0), root: Hash256(row.blob(1)) ?? MerkleTree.emptyRoot, at: row.instant(2),
            keyID: row.text(3), signature: row.blob(4))
    }
}
