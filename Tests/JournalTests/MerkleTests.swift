import Civic
import Journal
import Store
import TestEngines
import Testing

@Suite struct MerkleTests {
    /// RFC 6962, section 2.1, as it is written down there.
    private static func slowRoot(_ leaves: ArraySlice<Hash256>) -> Hash256 {
        guard let first = leaves.first else { return MerkleTree.emptyRoot }
        if leaves.count == 1 { return first }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        return MerkleTree.parent(slowRoot(leaves.prefix(half)), slowRoot(leaves.dropFirst(half)))
    }

    private static let leaves = (0..<600).map { MerkleTree.leaf([UInt8($0 & 0xFF), UInt8($0 >> 8)]) }

    private static func node(_ height: Int, _ index: Int64) -> Hash256 {
        slowRoot(leaves[Int(index) << height..<(Int(index) + 1) << height])
    }

    @Test func `the empty root and the first leaf are those of the RFC`() {
        #expect(
            MerkleTree.emptyRoot.description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            MerkleTree.leaf([]).description == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
    }

    @Test func `roots and proofs hold for all sizes up to 600`() throws {
        for size in Int64(1)...600 {
            let root = Self.slowRoot(Self.leaves[..<Int(size)])
            #expect(try MerkleTree.root(size: size, node: Self.node) == root)
            for index in Set([0, size / 3, size / 2, size - 1]) {
                let leaf = Self.leaves[Int(index)]
                let proof = try MerkleTree.inclusion(of: index, size: size, node: Self.node)
                #expect(MerkleTree.verifies(inclusion: proof, of: leaf, at: index, size: size, root: root))
                #expect(
                    !MerkleTree.verifies(inclusion: proof, of: root, at: index, size: size, root: root) || size == 1)
                #expect(!MerkleTree.verifies(inclusion: proof + [leaf], of: leaf, at: index, size: size, root: root))
                if size > 1 {
                    #expect(
                        !MerkleTree.verifies(inclusion: proof, of: leaf, at: (index + 1) % size, size: size, root: root)
                    )
                }
            }
            for old in Set([0, 1, size / 2, size / 3, size - 1, size]) {
                let oldRoot = Self.slowRoot(Self.leaves[..<Int(old)])
                let proof = try MerkleTree.consistency(from: old, to: size, node: Self.node)
                #expect(MerkleTree.verifies(consistency: proof, from: (old, oldRoot), to: (size, root)))
                if old > 0 && old < size {
                    #expect(!MerkleTree.verifies(consistency: proof, from: (old, root), to: (size, root)))
                }
            }
        }
    }

    @Test(arguments: Engine.allCases, [1, 2, 255, 256, 257, 513, 1_100])
    func `the stored tree gives the root of all leaves and proves each event`(engine: Engine, count: Int) async throws {
        let fixture = try await Fixture(engine)
        var events: [NewEvent] = []
        // In parts, so that tiles are taken up again in the middle.
        for part in stride(from: 0, to: count, by: 200) {
            let more = (part..<min(part + 200, count)).map { fixture.event(1, Int64($0 + 1)) }
            events += try await fixture.append(more)
            try await fixture.settle()
        }

        let leaves = try events.map { MerkleTree.leaf(try $0.header.encoded()) }
        let head = try #require(try await fixture.database.read { try Journal.lastHead(in: $0) })
        #expect(head.root == Self.slowRoot(leaves[...]))
        #expect(head.size == Int64(count))
        for index in Set([0, count / 2, count - 1]) {
            let id = events[index].id
            let proof = try #require(try await fixture.database.read { try Journal.proof(of: id, in: $0) })
            #expect(proof.position == Int64(index))
            #expect(proof.holds(fixture.key.publicKey))
            #expect(!proof.holds(HeadKey().publicKey))
        }
    }
}
