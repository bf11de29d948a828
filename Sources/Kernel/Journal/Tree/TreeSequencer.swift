package import Civic
import Foundation
package import Store

/// Appends the journal's events to the tree, in the order of their positions, and signs heads.
package struct TreeSequencer: Follower {
    package let name = "journal.tree"
    private let database: any Database
    private let clock: any CityClock
    private let key: HeadKey
    /// A folder elsewhere, best on another machine: who may rewrite the database cannot rewrite what stands there.
    private let witness: String?
    /// Nil only where a test needs none.
    private let kept: KeptHead?

    package init(
        _ database: any Database, clock: any CityClock, key: HeadKey, witness: String? = nil, kept: KeptHead? = nil
    ) {
        self.database = database
        self.clock = clock
        self.key = key
        self.witness = witness
        self.kept = kept
    }

    private var cursor: ConsumerCursor { ConsumerCursor(name: name, database: database) }

    func start() async throws {
        try await cursor.make()
    }

    /// The tree follows the order alone and has nothing to park.
    func retry(_ stream: ID<EventStream>) async throws {}

    func step() async throws -> Int {
        let name = name
        let (size, headers, edge) = try await database.read { transaction in
            let size = try ConsumerCursor.position(of: name, in: transaction)
            let headers = try transaction.all(JournalStore.page, [.int(size), .int(ConsumerCursor.batch)]) { row in
                (position: row.int(0), bytes: row.blob(1))
            }
            return (size, headers, try TreeTiles(transaction).edge(size: size))
        }
        var growing = edge
        var tiles = TouchedTiles(edge)
        for (offset, header) in headers.enumerated() {
            guard header.position == size + Int64(offset) else {
                throw StoreError.damaged(
                    "the journal has no event at position \(size + Int64(offset)): run `motcua journal verify`")
            }
            growing.append(MerkleTree.leaf(header.bytes)) { level, index, hash in tiles.put(level, index, hash) }
        }
        guard !headers.isEmpty else { return 0 }
        let rows = tiles.rows
        let newSize = growing.size
        _ = try await database.write("journal.growTree", priority: .bulk) { transaction in
            try ConsumerCursor.move(name, from: size, to: newSize, in: transaction)
            for row in rows { try transaction.execute(JournalStore.putTile, row) }
        }
        return headers.count
    }

    /// Nothing is signed, and no house is opened, over a past that does not extend the kept head. Of several nodes with a
    /// key folder each, the one that signs keeps the newest head; the others' are older and demand less.
    /// - Throws: `JournalError.pastChanged`.
    @inline(never)
    package func requirePast() async throws {
        guard let kept, let head = try kept.read() else { return }
        let name = name
        let root = try await database.read { transaction in
            let size = try ConsumerCursor.position(of: name, in: transaction)
            // Tiles that do not reach so far are no past of this head either.
            return size < head.size ? nil : try? TreeTiles(transaction).edge(size: head.size).root
        }
        guard root == head.root else { throw JournalError.pastChanged(kept: kept.path, size: head.size) }
    }

    /// Signs a head over what the tree holds, unless the last head says the same.
    @discardableResult
    package func sign() async throws -> TreeHead? {
        try await requirePast()
        let standing = try await standing()
        guard standing.size > standing.last?.size ?? 0 else {
            if let last = standing.last { try keep(last) }
            return standing.last
        }
        let at = clock.now()
        let keyID = key.publicKey.keyID
        let head = TreeHead(
            size: standing.size, root: standing.root, at: at, keyID: keyID,
            signature: try key.sign(
                TreeHead.signedBytes(size: standing.size, root: standing.root, at: at, keyID: keyID)))
        try await store(head)
        if let witness { try publish(head, in: witness) }
        try keep(head)
        return head
    }

    /// What the tree holds, and the last head over it.
    private struct Standing: Sendable {
        let size: Int64
        let root: Hash256
        let last: TreeHead?
    }

    // In functions of their own that stay so: joined into one, the optimiser of Swift 6.3.1 frees a frame of `sign` twice.
    @inline(never)
    private func standing() async throws -> Standing {
        let name = name
        return try await database.read { transaction in
            let size = try ConsumerCursor.position(of: name, in: transaction)
            return Standing(
                size: size, root: try TreeTiles(transaction).edge(size: size).root,
                last: try TreeHead.last(in: transaction))
        }
    }

    @inline(never)
    private func store(_ head: TreeHead) async throws {
        _ = try await database.write("journal.signHead", priority: .bulk) { transaction in
            try transaction.execute(
                JournalStore.insertHead,
                [
                    .int(head.size), .blob(head.root.bytes), .instant(head.at), .text(head.keyID),
                    .blob(head.signature),
                ])
        }
    }

    /// After the database has it: the kept head is never ahead of the heads of an untouched database. It never goes back
    /// either: a node that slept may come here with a head that another has followed.
    private func keep(_ head: TreeHead) throws {
        guard let kept, try kept.read().map({ $0.size < head.size }) ?? true else { return }
        try kept.keep(head)
    }

    private func publish(_ head: TreeHead, in folder: String) throws {
        let file = URL(fileURLWithPath: folder).appendingPathComponent("head-\(head.size).txt")
        do {
            try Data(head.text.utf8).write(to: file, options: .atomic)
        } catch {
            throw JournalError.file("the witness folder \(folder) cannot be written: \(error.localizedDescription)")
        }
    }
}

/// The tiles a batch of leaves wrote to.
private struct TouchedTiles {
    private struct Key: Hashable {
        let level: Int
        let tile: Int64
    }

    private var hashes: [Key: [UInt8]] = [:]
    private let before: TreeEdge

    init(_ before: TreeEdge) {
        self.before = before
    }

    mutating func put(_ level: Int, _ index: Int64, _ hash: Hash256) {
        let key = Key(level: level, tile: index / Int64(TreeEdge.width))
        if hashes[key] == nil {
            hashes[key] = []
            // The batch begins in the middle of a tile: what it holds already stands in the edge.
            if index % Int64(TreeEdge.width) != 0 {
                for old in before.levels[level] { old.append(to: &hashes[key, default: []]) }
            }
        }
        hash.append(to: &hashes[key, default: []])
    }

    var rows: [[SQLValue]] {
        hashes.map { [.int($0.key.level), .int($0.key.tile), .blob($0.value)] }
    }
}
